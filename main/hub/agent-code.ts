import { randomBytes } from 'node:crypto';

// Crockford's base32: no letter that is read or heard as another.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const GROUPS = 5;
const GROUP_LENGTH = 4;

/** A code that opens an agent file: five groups of four characters, 100 random bits, to be told by another way. */
export function newAgentCode(): string {
  const characters = [...randomBytes(GROUPS * GROUP_LENGTH)].map((byte) => ALPHABET.charAt(byte & 31));
  return Array.from({ length: GROUPS }, (_, group) =>
    characters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(''),
  ).join('-');
}

/** The code as it was meant: capitals, no dashes or blanks, O for 0 and I or L for 1. Null when it cannot be a code. */
export function readAgentCode(typed: string): string | null {
  const plain = typed
    .toUpperCase()
    .replaceAll(/[\s\u2010-\u2015-]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  if (plain.length !== GROUPS * GROUP_LENGTH) return null;
  return [...plain].every((character) => ALPHABET.includes(character)) ? plain : null;
}
