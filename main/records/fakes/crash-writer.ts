import { writeSync } from 'node:fs';
import { mendStore } from '../mend-store.ts';
import { aCallback, aMessage, aNote, NOW, openedStore } from './samples.ts';

/**
 * A process of its own that writes to a store until somebody ends it: `node crash-writer.ts write|mend <path> <key>`.
 * After each write has returned it says how many there are.
 */
const [, , what, path = '', key = ''] = process.argv;
const place = { path, key: Buffer.from(key, 'hex') };

function say(text: string): void {
  writeSync(1, `${text}\n`);
}

function write(): never {
  const store = openedStore(path, place.key);
  for (let at = store.outbox.unsent().length + 1; ; at += 1) {
    const callbackId = `callback-${at}`;
    const event = aNote(`Note ${at}`);
    store.transaction(() => {
      store.log.append([aMessage(at, { callbackId, event })]);
      store.callbacks.put(aCallback(callbackId, { name: `Ada ${at}` }), true);
      store.outbox.add({ callbackId, event, writtenMs: NOW });
      store.drafts.set('callback-draft', `At work until ${at}`);
    });
    say(String(at));
  }
}

function mend(): void {
  say('0');
  const mended = mendStore(place);
  say(mended.ok ? String(mended.value.saved) : mended.error.code);
}

if (what === 'write') write();
else mend();
