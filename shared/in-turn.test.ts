import { describe, expect, it } from 'vitest';
import { InTurn } from './in-turn.ts';

describe('things done in turn', () => {
  it('do not begin before the one before is done', async () => {
    const turns = new InTurn();
    const log: string[] = [];
    let left = (): void => undefined;
    const leaving = new Promise<void>((resolve) => (left = resolve));
    const first = turns.run(async () => {
      log.push('sign out');
      await leaving;
      log.push('signed out');
    });
    const second = turns.run(async () => log.push('sign in'));
    await Promise.resolve();
    expect(log).toEqual(['sign out']);
    left();
    await Promise.all([first, second]);
    expect(log).toEqual(['sign out', 'signed out', 'sign in']);
  });

  it('go on after one that failed, and only its owner hears of it', async () => {
    const turns = new InTurn();
    const first = turns.run(() => Promise.reject(new Error('no')));
    const second = turns.run(() => Promise.resolve('yes'));
    await expect(first).rejects.toThrow('no');
    expect(await second).toBe('yes');
  });
});
