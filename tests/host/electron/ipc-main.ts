import { HostEvent, Modelled } from './modelled.ts';
import type { FromPage } from './page-side.ts';
import type { WebContents } from './web-contents.ts';

type Handler = (event: object, ...args: unknown[]) => unknown;
type Listener = (event: object, ...args: unknown[]) => void;

/** Electron's ipcMain: what pages ask (`handle`) and what they say (`on`). */
class IpcMain extends Modelled {
  readonly electronName = 'ipcMain';
  readonly #handlers = new Map<string, Handler>();
  readonly #listeners = new Map<string, Listener[]>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    }
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  on(channel: string, listener: Listener): this {
    this.#listeners.set(channel, [...this.#of(channel), listener]);
    return this;
  }

  addListener(channel: string, listener: Listener): this {
    return this.on(channel, listener);
  }

  once(channel: string, listener: Listener): this {
    const wrapped: Listener = (event, ...args) => {
      this.removeListener(channel, wrapped);
      listener(event, ...args);
    };
    return this.on(channel, wrapped);
  }

  off(channel: string, listener: Listener): this {
    const index = this.#of(channel).lastIndexOf(listener);
    if (index >= 0) this.#listeners.set(channel, this.#of(channel).toSpliced(index, 1));
    return this;
  }

  removeListener(channel: string, listener: Listener): this {
    return this.off(channel, listener);
  }

  removeAllListeners(channel?: string): this {
    if (channel === undefined) this.#listeners.clear();
    else this.#listeners.delete(channel);
    return this;
  }

  #of(channel: string): Listener[] {
    return this.#listeners.get(channel) ?? [];
  }

  /** @throws whatever the handler throws, or that there is none, in Electron's words. */
  async answer(channel: string, event: object, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  }

  deliver(channel: string, event: object, args: readonly unknown[]): void {
    for (const listener of this.#of(channel).slice()) listener(event, ...args);
  }
}

export const ipcMain = new IpcMain();

/** A message of a page's preload, on its way to whoever in the app listens on that channel. */
export function hearIpc(sender: WebContents, { message, frame, answer }: FromPage): void {
  if (message.k !== 'invoke' && message.k !== 'send') return;
  const { channel, args } = message;
  const reply = (to: string, ...values: unknown[]): void => sender.send(to, ...values);
  const frameId = sender.id;
  const fields = {
    type: 'frame',
    sender,
    senderFrame: frame,
    frameId,
    processId: sender.getOSProcessId(),
    ports: [],
  };
  const event = new HostEvent({ ...fields, reply });
  if (message.k === 'send') {
    ipcMain.deliver(channel, event, args);
    return;
  }
  ipcMain.answer(channel, event, args).then(
    (value) => settle(answer, channel, value),
    (error: unknown) => refuse(answer, channel, error),
  );
}

function settle(answer: FromPage['answer'], channel: string, value: unknown): void {
  try {
    answer(true, value);
  } catch (error) {
    refuse(answer, channel, error);
  }
}

function refuse(answer: FromPage['answer'], channel: string, error: unknown): void {
  console.error(`Error occurred in handler for '${channel}':`, error);
  answer(false, new Error(`Error invoking remote method '${channel}': ${String(error)}`));
}
