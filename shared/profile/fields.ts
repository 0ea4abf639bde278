import { z } from '../contract/schema.ts';

/** The kinds of field in a profile. Each says what is expected; readProfile puts it beside what was found. */

/** Digits, star and hash as a desk phone would send them. */
const dialledCode = /^[0-9*#]{1,20}$/;

export const text = (max: number, expected = `a text of 1 to ${max} characters`) =>
  z.string(expected).min(1, expected).max(max, expected);
export const matching = (pattern: RegExp, expected: string) => z.string(expected).regex(pattern, expected);
export const wholeNumber = (min: number, max: number, unit: string) => {
  const expected = `a whole number of ${unit} from ${min} to ${max}`;
  return z.number(expected).int(expected).min(min, expected).max(max, expected);
};
export const list = <T extends z.ZodType>(item: T, expected: string, max: number) =>
  z.array(item, expected).max(max, expected);
export const group = <T extends z.core.$ZodLooseShape>(shape: T) =>
  z.strictObject(shape, 'an object in braces');
export const yesOrNo = () => z.boolean('true or false');
export const code = () => matching(dialledCode, 'digits, * and #, as dialled, at most 20').optional();
