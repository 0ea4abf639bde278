import type { LineBridge } from '#shared/contract/bridges.ts';
import { Line } from './line.ts';
import { takeOrder } from './take-order.ts';

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
  practised: (facts) => void bridge.practised(facts),
  credential: async (realm) => {
    const answer = await bridge.credential({ realm });
    return answer.ok ? answer.value.ha1 : null;
  },
  // Loaded when somebody practises; a signed-in desk never needs it.
  startPractice: async () => (await import('./practice/practice-line.ts')).startPracticeLine(),
});

bridge.onOrder(
  (raw) =>
    void takeOrder(raw, {
      obey: (command) => line.obey(command),
      settled: (id, result) =>
        void bridge.settled({ id, result: result.ok ? { ok: true, value: undefined } : result }),
    }),
);

void bridge.ready();
