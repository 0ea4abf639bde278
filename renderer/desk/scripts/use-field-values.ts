import type { Call } from '#shared/call/call.ts';
import type { FieldValues } from '#shared/script/field.ts';
import { useDesk } from '../store/desk-store.ts';
import { words } from './words.ts';

/** What is known at this desk for the fields of a script, of this call or of the callback in hand. */
export function useFieldValues(call: Call | null): FieldValues {
  const sitting = useDesk((desk) => desk.sitting);
  const inHand = useDesk(({ callbacks }) =>
    callbacks.inHand && (call === null || callbacks.inHandCallId === call.id) ? callbacks.inHand : null,
  );
  const handOffs = useDesk((desk) => desk.handOffs);
  const isAccount = sitting.kind === 'account';
  return {
    'agent.name': isAccount ? sitting.displayName || sitting.extension : words.practiceAgent,
    'team.name': isAccount ? sitting.profileName : words.practiceTeam,
    'patient.name': inHand?.name || call?.remote.name,
    'callback.reason': inHand?.reason,
    ...Object.fromEntries(handOffs.map(({ name, number }) => [`number.${name}`, number])),
  };
}
