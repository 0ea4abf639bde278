import { numberOf, readNumber, type NumberRules } from './number.ts';

/**
 * What a number is found by where no team's rules are at hand: written with or without a plus or 00 before the country, it
 * is the same. An address has no digits of its own. Empty for a number that was withheld.
 */
export function numberKey(number: string): string {
  return number.includes('@') ? number : number.replaceAll(/[^\d*#]/g, '').replace(/^00/, '');
}

/** Whether two writings are one number; a number that was withheld is nobody's. */
export type IsSameNumber = (one: string, other: string) => boolean;

/** Also with or without the country, as the team reads numbers. */
export function sameNumberBy({ numbers, domain }: { numbers: NumberRules; domain: string }): IsSameNumber {
  const plain = (number: string): string => {
    const read = readNumber(number, numbers);
    return read.ok ? numberOf(read.value, numbers, domain) : number;
  };
  return (one, other) => {
    if (one === '' || other === '') return false;
    const key = numberKey(one);
    // A name without digits has no key, and two names are not one for that.
    return (key !== '' && key === numberKey(other)) || plain(one) === plain(other);
  };
}
