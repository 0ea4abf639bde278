import { channel } from '#shared/contract/names.ts';
import type { Log } from '../system/log.ts';
import { pass, type Caller, type Contract, type Handlers, type PageName } from './gate.ts';

/** The part of Electron's ipcMain that is used. */
export interface Ipc<Event> {
  handle(channel: string, listener: (event: Event, input: unknown) => Promise<unknown>): void;
}

/** Answers every name of a contract on the page's own channels. */
export function serve<C extends Contract, Event>(options: {
  page: PageName;
  contract: C;
  handlers: Handlers<C>;
  ipc: Ipc<Event>;
  identify: (event: Event) => Caller;
  log: Log;
}): void {
  const { page, contract, handlers, ipc, identify, log } = options;
  for (const [name, shape] of Object.entries(contract)) {
    const entry = { page, channel: channel(page, name), ...shape, handler: handlers[name as keyof C] };
    ipc.handle(entry.channel, (event, input) => pass(entry, identify(event), input, log));
  }
}
