import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { quietLog } from '../fakes/quiet-log.ts';
import { BackOffice, type Thread } from './back-office.ts';

class FakeThread extends EventEmitter {
  readonly sent: unknown[] = [];
  isTerminated = false;
  postMessage = (message: unknown): void => void this.sent.push(message);
  terminate = (): Promise<void> => {
    this.isTerminated = true;
    this.emit('exit', 1);
    return Promise.resolve();
  };
}

function anOffice() {
  const threads: FakeThread[] = [];
  const office = new BackOffice({
    start: () => {
      const thread = new FakeThread();
      threads.push(thread);
      return thread as unknown as Thread;
    },
    log: quietLog,
    proxyFor: () => Promise.resolve(null),
  });
  return { office, threads };
}

describe('Main’s end of the back office', () => {
  it('starts the thread with the first question and passes on what it tells', async () => {
    const { office, threads } = anOffice();
    expect(threads).toHaveLength(0);
    const heard: unknown[] = [];
    office.onQueue((queue) => heard.push(queue.revision));
    const look = office.ask.look({ domain: 'pbx.example.org', extension: '1001' });
    threads[0]?.emit('message', { kind: 'question', id: 1, name: 'queue', input: { revision: 7 } });
    threads[0]?.emit('message', { kind: 'answer', id: 1, value: { state: 'none' } });
    await expect(look).resolves.toEqual({ state: 'none' });
    expect(heard).toEqual([7]);
  });

  it('fails what a dead thread was asked, says so, and starts another with the next question', async () => {
    const { office, threads } = anOffice();
    let gone = 0;
    office.onGone(() => (gone += 1));
    const answer = office.ask.shut(null);
    threads[0]?.emit('exit', 1);
    await expect(answer).rejects.toThrow('gone');
    expect(gone).toBe(1);
    void office.ask.look({ domain: 'pbx.example.org', extension: '1001' }).catch(() => undefined);
    expect(threads).toHaveLength(2);
    await office.close();
    expect(threads[1]?.isTerminated).toBe(true);
    expect(gone).toBe(1);
  });
});
