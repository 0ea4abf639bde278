/**
 * The world of the preload, which the page cannot reach: `ipcRenderer`, `contextBridge` and the line to the host.
 * The source text of these functions is injected (see scripts.ts) before any script of the page runs.
 */

/** Injected from codec.ts and crossing.ts. */
declare function pack(value: unknown): string;
declare function unpack(text: string): unknown;
declare function openCrossing(
  secret: string,
  here: string,
  there: string,
  root: (...args: never[]) => unknown,
): (...args: unknown[]) => unknown;

/** What the page's side tells the host. `doc` names the document, so that an old one's messages are known as such. */
export type ToHost =
  | { k: 'hello'; doc: string; href: string }
  | { k: 'invoke'; doc: string; id: number; channel: string; args: unknown[] }
  | { k: 'send'; doc: string; channel: string; args: unknown[] }
  | { k: 'media'; doc: string; id: number; mediaTypes: string[] }
  | { k: 'open'; doc: string; url: string; frameName: string; features: string }
  | { k: 'navigate'; doc: string; url: string; isReload: boolean }
  | { k: 'preload-error'; doc: string; message: string; stack: string };

/** What the host tells the page's side: an answer to `id`, or a message on a channel. */
export type ToPage =
  | { k: 'answer'; doc: string; id: number; ok: boolean; value: unknown }
  | { k: 'message'; doc: string | null; channel: string; args: unknown[] };

type Listener = (event: object, ...args: unknown[]) => void;
type Waiting = Map<number, { resolve: (value: unknown) => void; reject: (reason: unknown) => void }>;
type Preload = (require: (name: string) => unknown, process: object, module: object, exports: object) => void;

interface Line {
  readonly doc: string;
  tell(message: ToHost): void;
  ask(message: (id: number) => ToHost): Promise<unknown>;
  readonly listeners: Map<string, Listener[]>;
  readonly ipcRenderer: object;
}

/** @param tellHost the name of the binding through which text reaches the host; it exists in this world alone. */
export function isolatedWorld(
  secret: string,
  tellHost: string,
  hearHost: string,
  processInfo: Record<string, unknown>,
  preload: Preload | null,
): void {
  if (window.top !== window) return;
  const world = globalThis as unknown as Record<string, unknown>;
  const binding = world[tellHost] as (text: string) => void;
  const waiting: Waiting = new Map();
  let lastId = 0;
  const listeners: Line['listeners'] = new Map();
  const line: Line = {
    doc: crypto.randomUUID(),
    tell: (message) => binding(pack(message)),
    ask: (message) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        line.tell(message(lastId));
      }),
    listeners,
    get ipcRenderer() {
      return ipcRenderer;
    },
  };
  const ipcRenderer = makeIpcRenderer(line);
  world[hearHost] = (text: string): void => hear(line, waiting, unpack(text) as ToPage);
  line.tell({ k: 'hello', doc: line.doc, href: location.href });
  holdNavigation(line);
  const expose = openCrossing(secret, ':isolated', ':main', (kind: string, about: never) => {
    if (kind === 'media') return line.ask((id) => ({ k: 'media', doc: line.doc, id, mediaTypes: about }));
    line.tell({
      k: 'open',
      doc: line.doc,
      ...(about as { url: string; frameName: string; features: string }),
    });
    return undefined;
  });
  if (preload !== null) runPreload(line, preload, processInfo, expose);
}

function hear(line: Line, waiting: Waiting, message: ToPage): void {
  if (message.k === 'answer') {
    if (message.doc !== line.doc) return;
    const settle = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) settle?.resolve(message.value);
    else settle?.reject(message.value);
    return;
  }
  if (message.doc !== null && message.doc !== line.doc) return;
  const event = { sender: line.ipcRenderer, ports: [] };
  for (const listener of (line.listeners.get(message.channel) ?? []).slice())
    listener(event, ...message.args);
}

/**
 * Whatever the page wants to go to is stopped here, where nothing can be late, and put before the host, which goes
 * there itself if the app agrees. Navigations from outside (the app's own, DevTools') do not pass this way.
 */
function holdNavigation(line: Line): void {
  navigation.addEventListener('navigate', (event) => {
    if (!event.cancelable || event.destination.sameDocument || event.downloadRequest !== null) return;
    event.preventDefault();
    const isReload = event.navigationType === 'reload';
    line.tell({ k: 'navigate', doc: line.doc, url: event.destination.url, isReload });
  });
}

function runPreload(
  line: Line,
  preload: Preload,
  processInfo: Record<string, unknown>,
  expose: (...args: unknown[]) => unknown,
): void {
  const electron = notModelledBeyond('electron', {
    ipcRenderer: line.ipcRenderer,
    contextBridge: notModelledBeyond('contextBridge', {
      exposeInMainWorld: (key: string, api: unknown) => void expose(key, api),
    }),
  });
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer' || name === 'electron/common') return electron;
    throw new Error(`module not found: ${name} (a sandboxed preload may require electron only)`);
  };
  const module = { exports: {} };
  try {
    preload(require, notModelledBeyond('process', processInfo), module, module.exports);
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    console.error(`Unable to load preload script: ${stack ?? message}`);
    line.tell({ k: 'preload-error', doc: line.doc, message, stack: stack ?? '' });
  }
}

function makeIpcRenderer(line: Line): object {
  const listenersOf = (channel: string): Listener[] => line.listeners.get(channel) ?? [];
  const add = (channel: string, listener: Listener): object => {
    line.listeners.set(channel, [...listenersOf(channel), listener]);
    return ipcRenderer;
  };
  const remove = (channel: string, listener: Listener): object => {
    const index = listenersOf(channel).findLastIndex((l) => l === listener || onceOf.get(l) === listener);
    if (index >= 0) line.listeners.set(channel, listenersOf(channel).toSpliced(index, 1));
    return ipcRenderer;
  };
  const onceOf = new WeakMap<Listener, Listener>();
  const ipcRenderer: object = notModelledBeyond('ipcRenderer', {
    invoke: (channel: string, ...args: unknown[]) =>
      line.ask((id) => ({ k: 'invoke', doc: line.doc, id, channel, args })),
    send: (channel: string, ...args: unknown[]) => line.tell({ k: 'send', doc: line.doc, channel, args }),
    on: add,
    addListener: add,
    once: (channel: string, listener: Listener) => {
      const wrapped: Listener = (event, ...args) => {
        remove(channel, wrapped);
        listener(event, ...args);
      };
      onceOf.set(wrapped, listener);
      return add(channel, wrapped);
    },
    off: remove,
    removeListener: remove,
    removeAllListeners: (channel: string) => {
      line.listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => listenersOf(channel).length,
  });
  return ipcRenderer;
}

/** Anything else that the preload looks for is an error with its name. */
function notModelledBeyond(name: string, modelled: Record<string, unknown>): object {
  return new Proxy(modelled, {
    get(target, key) {
      if (typeof key === 'symbol' || key in target || key === 'then')
        return Reflect.get(target, key) as unknown;
      throw new Error(`${name}.${key} is not modelled by tests/host (see tests/host/README.md)`);
    },
  });
}

export const ISOLATED_WORLD_PARTS = [
  isolatedWorld,
  hear,
  holdNavigation,
  runPreload,
  makeIpcRenderer,
  notModelledBeyond,
] as const;
