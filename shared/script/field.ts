/** What a cue can be filled with, by the name that scripts write. */
const FIELDS = ['agent.name', 'team.name', 'patient.name', 'callback.reason'] as const;
/** `number.` and the name of a hand-off of the profile: its number. */
const NUMBER = /^number\.[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Always known. */
const SURE: readonly string[] = ['agent.name', 'team.name'];

export const FIELD_NAMES: readonly string[] = [...FIELDS, 'number.emergency'];

export function isField(name: string): boolean {
  return (FIELDS as readonly string[]).includes(name) || NUMBER.test(name);
}

/** Whether it may be unknown, so that a script must say what to show then. */
export function needsFallback(name: string): boolean {
  return !SURE.includes(name);
}

/** What is known at this desk, of this call. An absent one is shown as the script's fallback. */
export type FieldValues = Readonly<Record<string, string | undefined>>;

export function filled(name: string, fallback: string, values: FieldValues): string {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return value === undefined || value.trim() === '' ? fallback : value;
}
