import { REQUEST_FIELDS } from './intake.ts';

/** What people call the columns of a list, besides their names in intake.ts. */
const ALSO: Readonly<Record<string, (typeof REQUEST_FIELDS)[number]>> = {
  phone: 'number',
  telephone: 'number',
  'phone number': 'number',
  zone: 'timezone',
  'time zone': 'timezone',
  window_start: 'window_from',
  window_end: 'window_until',
  notes: 'note',
};

/** The field that a column's heading names; null for one that Hearthline does not know. */
export function fieldOfColumn(heading: string): (typeof REQUEST_FIELDS)[number] | null {
  const plain = heading.trim().toLowerCase();
  const underscored = plain.replaceAll(/[\s-]+/g, '_');
  return REQUEST_FIELDS.find((field) => field === underscored) ?? ALSO[plain] ?? ALSO[underscored] ?? null;
}
