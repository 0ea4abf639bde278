import { formatNumber, readNumber } from '#shared/phone/number.ts';

/**
 * Only the line knows the profile's own limit. For reading it matters little: a national number this short exists
 * in none of the countries that write theirs in groups.
 */
const EXTENSION_MAX_LENGTH = 6;

/** A number as people write it; short ones and what is no number stay as they came. */
export function shownNumber(number: string, country: string): string {
  return formatNumber(number, { country, extensionMaxLength: EXTENSION_MAX_LENGTH });
}

/** How a typed text is understood, when that is a number outside; else empty. */
export function readingOf(text: string, country: string): string {
  const rules = { country, dialPrefix: '', extensionMaxLength: EXTENSION_MAX_LENGTH };
  const read = readNumber(text, rules);
  return read.ok && read.value.kind === 'outside' ? shownNumber(read.value.e164, country) : '';
}
