import type { Call } from '#shared/call/call.ts';
import type { ScriptBeside } from '#shared/contract/scripts.ts';
import { useDesk } from '../store/desk-store.ts';
import { useCalls } from '../store/use-calls.ts';

/** The script that is in view, and the call that it stands beside; no call for a callback that nobody dialled yet. */
export interface Subject {
  readonly beside: ScriptBeside;
  readonly call: Call | null;
}

/**
 * The call in the ear has its script in view, whoever else rings; else who rings; else the callback in hand; else who
 * was spoken with last, until the agent has said how it went.
 */
export function useSubject(): Subject | null {
  const scripts = useDesk((desk) => desk.scripts);
  const inHandId = useDesk((desk) => desk.callbacks.inHand?.id ?? null);
  const calls = useDesk((desk) => desk.calls);
  const { current, ringing, ended } = useCalls();
  // Whom the agent asks or brings in is spoken with for the patient's sake, whose script stays.
  const patient = current?.consultFor ? calls.find(({ id }) => id === current.consultFor) : null;
  const told = scripts.find(({ wrapUp }) => wrapUp !== null)?.subjectId;
  const wanted = [patient, current, ringing[0], inHandId, told, ended[0]];
  for (const one of wanted) {
    const id = typeof one === 'string' ? one : one?.id;
    const beside = scripts.find(({ subjectId }) => subjectId === id);
    if (beside) return { beside, call: calls.find((call) => call.id === id) ?? null };
  }
  return null;
}
