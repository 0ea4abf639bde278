import { EventEmitter } from 'node:events';

/** Runs in the child first: `process.parentPort`, over Node's own line to the parent. */
class ParentPort extends EventEmitter {
  postMessage(message: object): void {
    process.send?.(message);
  }
}

const port = new ParentPort();
// Only whoever listens keeps the process alive for messages.
port.on('newListener', (event) => {
  if (event === 'message' && port.listenerCount('message') === 0) {
    process.channel?.ref();
    process.on('message', (data) => port.emit('message', { data, ports: [] }));
  }
});
// Nobody is left to work for.
process.once('disconnect', () => process.exit());
process.channel?.unref();
Object.defineProperty(process, 'parentPort', { value: port, enumerable: true });
