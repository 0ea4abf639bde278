import type { LineBridge } from '#shared/contract/bridges.ts';
import { lineOrder } from '#shared/contract/line.ts';
import { appError, failed, type Result } from '#shared/result.ts';
import { Line } from './line.ts';
import { log } from './log.ts';
import type { StartPracticeLine } from './sip/transport-port.ts';

declare global {
  interface Window {
    readonly hearthline: LineBridge;
  }
}

const bridge = window.hearthline;

/** Loaded when somebody practises; a signed-in desk never needs it. */
const practiceModules = import.meta.glob<{ startPracticeLine: StartPracticeLine }>(
  './practice/practice-line.ts',
);

const startPractice: StartPracticeLine = async () => {
  const load = practiceModules['./practice/practice-line.ts'];
  if (!load) throw new Error('This build has no practice line.');
  return (await load()).startPracticeLine();
};

const line = new Line({
  snapshot: (snapshot) => void bridge.snapshot(snapshot),
  levels: (levels) => void bridge.levels(levels),
  milestone: (milestone) => void bridge.milestone(milestone),
  credential: async (realm) => {
    const answer = await bridge.credential({ realm });
    return answer.ok ? answer.value.ha1 : null;
  },
  startPractice,
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
