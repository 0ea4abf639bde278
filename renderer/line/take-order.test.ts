import { describe, expect, it } from 'vitest';
import type { LineCommand } from '#shared/contract/line.ts';
import { appError, failed, ok, type Result } from '#shared/result.ts';
import { takeOrder } from './take-order.ts';

async function taken(raw: unknown, obey = async (): Promise<Result<void>> => ok()) {
  const obeyed: LineCommand[] = [];
  const settled: [string, Result<void>][] = [];
  await takeOrder(raw, {
    obey: (command) => {
      obeyed.push(command);
      return obey();
    },
    settled: (id, result) => void settled.push([id, result]),
  });
  return { obeyed, settled };
}
const order = { id: 'o', command: { kind: 'sign-out' } };

describe('an order', () => {
  it('is obeyed and settled with what came of it', async () => {
    expect(await taken(order)).toEqual({ obeyed: [{ kind: 'sign-out' }], settled: [['o', ok()]] });
    const refused = failed(appError('call-state'));
    expect((await taken(order, async () => refused)).settled).toEqual([['o', refused]]);
  });

  it('that is not in the contract is settled as such, so that nobody waits for it', async () => {
    expect(await taken({ id: 'o', command: { kind: 'fly' } })).toEqual({
      obeyed: [],
      settled: [['o', failed(appError('bad-request'))]],
    });
  });

  it('without a name cannot be settled, and is not obeyed either', async () => {
    expect(await taken({ command: { kind: 'sign-out' } })).toEqual({ obeyed: [], settled: [] });
    expect(await taken(undefined)).toEqual({ obeyed: [], settled: [] });
  });

  it('that meets a bug is settled too', async () => {
    const broken = () => Promise.reject(new Error('a bug'));
    expect((await taken(order, broken)).settled).toEqual([['o', failed(appError('internal'))]]);
  });
});
