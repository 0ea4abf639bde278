import type { Call } from '#shared/call/call.ts';
import type { FieldValues } from '#shared/script/field.ts';
import { useDeskValues } from '../reading/use-desk-values.ts';
import { useDesk } from '../store/desk-store.ts';

/** What is known for the fields of a script, at this desk and of this call or of the callback in hand. */
export function useFieldValues(call: Call | null): FieldValues {
  const known = useDeskValues();
  const inHand = useDesk(({ callbacks }) =>
    callbacks.inHand && (call === null || callbacks.inHandCallId === call.id) ? callbacks.inHand : null,
  );
  return {
    ...known,
    'patient.name': inHand?.name || call?.remote.name,
    'callback.reason': inHand?.reason,
  };
}
