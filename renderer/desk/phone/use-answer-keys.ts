import { useCallback } from 'react';
import type { Call } from '#shared/call/call.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { goTo } from '../store/page.ts';
import { useFunctionKey } from '../ui/index.ts';

/** Answers, and looks at the call: its keys are there. */
export async function answer(callId: string): Promise<void> {
  if (await ask(bridge().answer({ callId }))) goTo('calls');
}

/** F4 answers and Shift+F4 declines. */
export function useAnswerKeys(call: Call | undefined): void {
  const callId = call?.id;
  const act = useCallback(
    (withShift: boolean) => {
      if (callId !== undefined) void (withShift ? ask(bridge().decline({ callId })) : answer(callId));
    },
    [callId],
  );
  useFunctionKey('F4', callId === undefined ? null : act);
}
