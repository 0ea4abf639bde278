import { useEffect } from 'react';
import type { Call } from '#shared/call/call.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { goTo } from '../store/page.ts';

/** Answers, and looks at the call: its keys are there. */
export async function answer(callId: string): Promise<void> {
  if (await ask(bridge().answer({ callId }))) goTo('calls');
}

/** F4 answers and Shift+F4 declines, wherever the focus is: neither types anything, so typing is no reason to wait. */
export function useAnswerKeys(call: Call | undefined): void {
  const callId = call?.id;
  useEffect(() => {
    if (callId === undefined) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F4' || event.repeat || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      void (event.shiftKey ? ask(bridge().decline({ callId })) : answer(callId));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [callId]);
}
