import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { exchange } from './exchange.ts';

interface Kitchen {
  double(input: number): number;
  slow(input: string): Promise<string>;
  burn(input: null): never;
}

let close = (): void => undefined;
afterEach(() => close());

function twoSides() {
  const { port1, port2 } = new MessageChannel();
  close = () => port1.close();
  const bugs: unknown[] = [];
  const kitchen: Kitchen = {
    double: (input) => input * 2,
    slow: async (input) => Promise.resolve(`${input}, done`),
    burn: () => {
      throw new RangeError('burnt');
    },
  };
  exchange<typeof kitchen, object>(port2, kitchen, (error) => bugs.push(error));
  return { guest: exchange<object, Kitchen>(port1, {}, () => undefined), bugs };
}

describe('Two threads that ask each other', () => {
  it('answer each question with its own answer, in whatever order they are ready', async () => {
    const { guest } = twoSides();
    await expect(Promise.all([guest.ask.slow('soup'), guest.ask.double(21)])).resolves.toEqual([
      'soup, done',
      42,
    ]);
  });

  it('hear of a bug on the other side, where it is told as well', async () => {
    const { guest, bugs } = twoSides();
    await expect(guest.ask.burn(null)).rejects.toThrow('burnt');
    expect(bugs).toHaveLength(1);
  });

  it('wait for nobody who is gone', async () => {
    const { guest } = twoSides();
    const answer = guest.ask.slow('tea');
    guest.end(new Error('gone'));
    await expect(answer).rejects.toThrow('gone');
    await expect(guest.ask.double(1)).rejects.toThrow('gone');
  });
});
