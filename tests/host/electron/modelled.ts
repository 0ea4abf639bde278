import { EventEmitter } from 'node:events';

/**
 * Names that the language, Node or a promise may look up on any object; to answer "not there" is right. A name with
 * an underscore is Node's own business inside EventEmitter.
 */
const LANGUAGE_NAMES = new Set([
  'then',
  'toJSON',
  'inspect',
  'domain',
  'asymmetricMatch',
  'nodeType',
  '$$typeof',
]);

/** What an object of the stand-in says about itself, so that whatever it lacks can be named. */
interface Described {
  /** Its place in the module: `app`, `BrowserWindow`… */
  readonly electronName: string;
}

/** Thrown when the app uses something of Electron that tests/host does not model. */
export class NotModelledError extends Error {
  override readonly name = 'NotModelledError';
  constructor(api: string) {
    super(`electron.${api} is not modelled by tests/host (see tests/host/README.md)`);
  }
}

/**
 * Stands at the end of a prototype chain: what is found nowhere before it is an API that is not modelled, and to use
 * it is an error with its name, never a silent `undefined`. The `in` operator still answers honestly.
 */
function endOfChain(prototype: object): object {
  return new Proxy(prototype, {
    get(target, key, receiver: unknown): unknown {
      if (typeof key === 'symbol' || key in target || key.startsWith('_') || LANGUAGE_NAMES.has(key)) {
        return Reflect.get(target, key, receiver);
      }
      throw new NotModelledError(`${nameOf(receiver)}.${key}`);
    },
    set(target, key, value: unknown, receiver: unknown): boolean {
      if (typeof key === 'symbol' || key in target || key.startsWith('_')) {
        return Reflect.set(target, key, value, receiver);
      }
      throw new NotModelledError(`${nameOf(receiver)}.${key} =`);
    },
  });
}

function nameOf(receiver: unknown): string {
  return (receiver as Partial<Described>).electronName ?? 'something';
}

/** An object of the electron module that emits nothing. */
export abstract class Modelled implements Described {
  abstract readonly electronName: string;
}
Object.setPrototypeOf(Modelled.prototype, endOfChain(Object.prototype));

/** An object of the electron module that emits events. To listen to one that never comes is an error as well. */
export abstract class ModelledEmitter extends EventEmitter implements Described {
  abstract readonly electronName: string;
  /** Events that are really emitted, and those which nothing here can cause (a test may emit them). */
  protected abstract readonly events: readonly string[];

  override on(event: string | symbol, listener: (...args: never[]) => void): this {
    this.#know(event);
    return super.on(event, listener as (...args: unknown[]) => void);
  }

  override addListener(event: string | symbol, listener: (...args: never[]) => void): this {
    return this.on(event, listener);
  }

  override prependListener(event: string | symbol, listener: (...args: never[]) => void): this {
    this.#know(event);
    return super.prependListener(event, listener as (...args: unknown[]) => void);
  }

  #know(event: string | symbol): void {
    if (typeof event === 'string' && !this.events.includes(event)) {
      throw new NotModelledError(`${this.electronName}.on('${event}')`);
    }
  }
}
Object.setPrototypeOf(ModelledEmitter.prototype, endOfChain(EventEmitter.prototype));

/** A part of the module of which nothing is modelled: it can be imported, as in Electron, but not used. */
export function notModelled(name: string): object {
  // A function of this kind can be called and made with `new`, as the real thing may be.
  const refuse = function refuse(): never {
    throw new NotModelledError(name);
  };
  return new Proxy(refuse, {
    get(_target, key): unknown {
      if (typeof key === 'symbol' || LANGUAGE_NAMES.has(key)) return undefined;
      throw new NotModelledError(`${name}.${key}`);
    },
    construct: refuse,
  });
}

/** Electron's event object: `preventDefault` is how the app says no. */
export class HostEvent {
  defaultPrevented = false;

  constructor(fields: object = {}) {
    Object.assign(this, fields);
  }

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}
