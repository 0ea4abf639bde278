/**
 * Questions and answers between two threads: each side serves named functions and asks the other's. Plain data only
 * (structured clone). A function that throws on the other side rejects here; expected failures are values.
 */

/** The part of a worker, or of its parent port, that is used. */
export interface Port {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: Message) => void): unknown;
}

export type Duty = (input: never) => unknown;
export type Duties<D> = { readonly [K in keyof D]: Duty };
/** The other side's functions as they are asked from here. */
export type Asked<D> = {
  readonly [K in keyof D]: D[K] extends (input: infer I) => infer O
    ? (input: I) => Promise<Awaited<O>>
    : never;
};

type Message =
  | { readonly kind: 'question'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'thrown'; readonly id: number; readonly error: unknown };

export interface Exchange<Theirs> {
  readonly ask: Asked<Theirs>;
  /** The other side is gone: everything that waits for it fails with this. */
  end(error: Error): void;
}

/** @param onOurs is told of what our own functions threw: a bug, which the other side hears of as well */
export function exchange<Ours extends Duties<Ours>, Theirs>(
  port: Port,
  ours: Ours,
  onOurs: (error: unknown) => void,
): Exchange<Theirs> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  let ended: Error | null = null;

  const ask = async (name: string, input: unknown): Promise<unknown> => {
    if (ended) throw ended;
    lastId += 1;
    const answer = Promise.withResolvers<unknown>();
    waiting.set(lastId, answer);
    port.postMessage({ kind: 'question', id: lastId, name, input });
    return answer.promise;
  };
  const serve = async (id: number, name: string, input: unknown): Promise<void> => {
    try {
      const duty = (ours as Record<string, Duty>)[name];
      if (!duty) throw new Error('nobody serves this');
      port.postMessage({ kind: 'answer', id, value: await duty(input as never) });
    } catch (error) {
      onOurs(error);
      port.postMessage({ kind: 'thrown', id, error: error instanceof Error ? error : new Error('thrown') });
    }
  };
  port.on('message', (message) => {
    if (message.kind === 'question') return void serve(message.id, message.name, message.input);
    const answer = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'answer') answer?.resolve(message.value);
    else answer?.reject(message.error);
    return undefined;
  });

  return {
    // Every name asked is a function of the other side; whether it has it is the type's business.
    ask: new Proxy({}, { get: (_, name) => (input: unknown) => ask(String(name), input) }) as Asked<Theirs>,
    end: (error) => {
      ended = error;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}
