import type { FieldValues } from '#shared/script/field.ts';
import { useDesk } from '../store/desk-store.ts';
import { words } from './words.ts';

/** What is known at this desk for the fields of a script, whoever is on the line. */
export function useDeskValues(): FieldValues {
  const sitting = useDesk((desk) => desk.sitting);
  const handOffs = useDesk((desk) => desk.handOffs);
  const isAccount = sitting.kind === 'account';
  return {
    'agent.name': isAccount ? sitting.displayName || sitting.extension : words.practiceAgent,
    'team.name': isAccount ? sitting.profileName : words.practiceTeam,
    ...Object.fromEntries(handOffs.map(({ name, number }) => [`number.${name}`, number])),
  };
}
