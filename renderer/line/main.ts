import type { LineBridge } from '#shared/contract/bridges.ts';
import { lineOrder } from '#shared/contract/line.ts';
import { appError, failed, type Result } from '#shared/result.ts';
import { Line } from './line.ts';
import { log } from './log.ts';

declare global {
  interface Window {
    readonly hearthline: LineBridge;
  }
}

const bridge = window.hearthline;

const line = new Line({
  snapshot: (snapshot) => void bridge.snapshot(snapshot),
  levels: (levels) => void bridge.levels(levels),
  milestone: (milestone) => void bridge.milestone(milestone),
  credential: async (realm) => {
    const answer = await bridge.credential({ realm });
    return answer.ok ? answer.value.ha1 : null;
  },
  // Loaded when somebody practises; a signed-in desk never needs it.
  startPractice: async () => (await import('./practice/practice-line.ts')).startPracticeLine(),
});

bridge.onOrder((raw) => {
  const order = lineOrder.safeParse(raw);
  if (!order.success) {
    log('order', 'refused: not in the contract');
    return;
  }
  const { id, command } = order.data;
  const settle = (result: Result<void>): void =>
    void bridge.settled({ id, result: result.ok ? { ok: true, value: undefined } : result });
  line.obey(command).then(settle, (error: unknown) => {
    log('order', error instanceof Error ? error.message : 'failed');
    settle(failed(appError('internal')));
  });
});

void bridge.ready();
