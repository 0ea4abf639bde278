import { type LineCommand, lineOrder } from '#shared/contract/line.ts';
import { opaqueId, z } from '#shared/contract/schema.ts';
import { appError, failed, type Result } from '#shared/result.ts';
import { log } from './log.ts';

export interface OrderTaker {
  readonly obey: (command: LineCommand) => Promise<Result<void>>;
  readonly settled: (id: string, result: Result<void>) => void;
}

const withId = z.object({ id: opaqueId });

/** Checks an order of main's, has it obeyed and settles it. Nobody at main is left waiting, whatever was wrong with it. */
export async function takeOrder(raw: unknown, { obey, settled }: OrderTaker): Promise<void> {
  const order = lineOrder.safeParse(raw);
  if (order.success) {
    settled(order.data.id, await obeyed(order.data.command, obey));
    return;
  }
  log('order', 'refused: not in the contract');
  const named = withId.safeParse(raw);
  if (named.success) settled(named.data.id, failed(appError('bad-request')));
}

async function obeyed(command: LineCommand, obey: OrderTaker['obey']): Promise<Result<void>> {
  try {
    return await obey(command);
  } catch (error) {
    log('order', error instanceof Error ? error.message : 'failed');
    return failed(appError('internal'));
  }
}
