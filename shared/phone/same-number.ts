/**
 * What a number is compared by: written with or without a plus or 00 before the country, it is the same. An address has
 * no digits of its own. Empty for a number that was withheld.
 */
export function numberKey(number: string): string {
  return number.includes('@') ? number : number.replaceAll(/[^\d*#]/g, '').replace(/^00/, '');
}
