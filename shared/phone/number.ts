import {
  findPhoneNumbersInText,
  getCountryCallingCode,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js';
import { appError, failed, ok, type AppError, type Result } from '../result.ts';
import { plainText } from './plain-text.ts';

/** How this team writes and reads numbers; `numbers` of its profile. */
export interface NumberRules {
  /** ISO 3166-1 alpha-2; numbers without a country code are read here. */
  readonly country: string;
  /** What the PBX wants before a number outside; empty for nothing. */
  readonly dialPrefix: string;
  /** How a number outside is written after the prefix; by itself `plus`, or `national` after a prefix. */
  readonly dialForm?: 'plus' | 'digits' | 'national' | undefined;
  /** Up to this many digits are dialled as they are. */
  readonly extensionMaxLength: number;
}

export type DialTarget =
  /** Extensions, service codes and emergency numbers: dialled as they are. */
  | { readonly kind: 'extension'; readonly digits: string }
  /** A feature code, with * or #. */
  | { readonly kind: 'code'; readonly code: string }
  /** A number outside (E.164, with +). `afterAnswer` are digits to send once somebody has answered. */
  | { readonly kind: 'outside'; readonly e164: string; readonly afterAnswer: string }
  | { readonly kind: 'sip'; readonly user: string; readonly host: string };

const INVALID = failed(appError('number-invalid'));
const MAX_LENGTH = 256;
/** Leaves room for the scheme and the domain in an order to the line, which takes 256 characters. */
const MAX_ADDRESS_LENGTH = 240;

const LABEL = /^(?:(?:tele)?phone|tel|mobile|cell|home|work|office|call|ph)\b[.:]* */i;
const EXTENSION_WORD = /[ ,;]*(?<![a-z])(?:ext(?:ension|n)?|x)[.: ]*(\d{1,10})#?$/i;
/** What may stand in a written number besides digits. */
const WRITTEN_NUMBER = /^\+?[\d ().\-/]*\d[\d ().\-/]*$/;
const VANITY = /^\+?[\d(][\d ().\-/]*[A-Za-z][A-Za-z\d ().\-/]*$/;
const CODE = /^[*#][0-9*#]{1,31}$/;
/** A scheme that is none of ours, as in mailto: */
const OTHER_SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::\d{1,5})?$/i;
/** RFC 3261 §25.1 `user`, without escapes: nobody's number needs them. */
const SIP_USER = /^[A-Za-z0-9\-_.!~*'()&=+$,;?/#]+$/;

/**
 * Reads what somebody typed or pasted: an extension, a feature code, a national or international number in any
 * writing, `tel:` (RFC 3966), `sip:` (RFC 3261 §19.1) or `callto:` addresses, letters for digits, an extension
 * after a number. Anything else is `number-invalid`.
 */
export function readNumber(text: string, rules: NumberRules): Result<DialTarget, AppError> {
  const plain = text.length > MAX_LENGTH ? '' : unwrapped(plainText(text));
  const scheme = /^(tel|callto|sips?):(?:\/\/)?/i.exec(plain);
  const rest = scheme ? decoded(plain.slice(scheme[0].length)) : plain;
  if (rest === null || rest === '') return INVALID;
  switch (scheme?.[1]?.toLowerCase() ?? '') {
    case 'sip':
    case 'sips':
      return readSipAddress(rest, rules);
    case 'tel':
      return readTelAddress(rest, rules);
    default:
      return rest.includes('@') && !OTHER_SCHEME.test(rest)
        ? readSipAddress(rest, rules)
        : readWritten(rest, rules);
  }
}

/** `"Somebody" <sip:1001@host>` and `<tel:…>` as mail programs paste them: what stands in the brackets. */
function unwrapped(plain: string): string {
  return (/<([^<>]+)>\s*$/.exec(plain)?.[1] ?? plain).trim();
}

function decoded(text: string): string | null {
  if (!text.includes('%')) return text;
  try {
    return plainText(decodeURIComponent(text));
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

function readSipAddress(text: string, rules: NumberRules): Result<DialTarget, AppError> {
  // Parameters and headers are left behind: `?Replaces=` in a pasted address could take somebody's call away.
  const at = text.indexOf('@');
  if (at < 0) return readWritten(text.replace(/[;?].*$/, ''), rules);
  const user = text.slice(0, at).replace(/:.*$/, '');
  const host = text.slice(at + 1).replace(/[;?>].*$/, '');
  if (!SIP_USER.test(user) || !HOST.test(host)) return INVALID;
  if (escaped(user).length + host.length > MAX_ADDRESS_LENGTH) return INVALID;
  return ok({ kind: 'sip', user, host: host.toLowerCase() });
}

function readTelAddress(text: string, rules: NumberRules): Result<DialTarget, AppError> {
  const [number = '', ...params] = text.split(';');
  const param = (name: string): string =>
    params.find((p) => p.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  const digits = param('ext').replaceAll(/[^\d]/g, '');
  const extension = digits === '' ? '' : ` ext ${digits}`;
  const context = param('phone-context');
  if (!context.startsWith('+') || number.startsWith('+')) return readWritten(number + extension, rules);
  const whole = readWritten(context + number + extension, rules);
  // A number of the whole country, like that of the ambulance, has the country for its context, not for its beginning.
  const isOurs = context === `+${getCountryCallingCode(rules.country as CountryCode)}`;
  return whole.ok || !isOurs ? whole : readWritten(number + extension, rules);
}

function readWritten(text: string, rules: NumberRules): Result<DialTarget, AppError> {
  const unlabelled = text.replace(LABEL, '');
  const compact = unlabelled.replaceAll(' ', '');
  if (CODE.test(compact)) return ok({ kind: 'code', code: compact });
  const extension = EXTENSION_WORD.exec(unlabelled);
  const afterAnswer = extension?.[1] ?? '';
  const body = extension ? unlabelled.slice(0, extension.index).trim() : unlabelled;
  if (body === '') return afterAnswer === '' ? INVALID : ok({ kind: 'extension', digits: afterAnswer });
  if (!WRITTEN_NUMBER.test(body)) {
    const among = onlyNumberIn(unlabelled, rules, afterAnswer);
    return VANITY.test(body) ? keysOrWords(outside(withoutLetters(body), rules, afterAnswer), among) : among;
  }
  const digits = body.replaceAll(/\D/g, '');
  const isShort = !body.startsWith('+') && digits.length <= rules.extensionMaxLength;
  return isShort && afterAnswer === ''
    ? ok({ kind: 'extension', digits })
    : outside(body, rules, afterAnswer);
}

/**
 * Letters are keys (1-800-FLOWERS) or words beside a number (… mobile). Where a country's numbers differ in length both
 * can make one, and guessing could reach the wrong patient.
 */
function keysOrWords(
  keys: Result<DialTarget, AppError>,
  words: Result<DialTarget, AppError>,
): Result<DialTarget, AppError> {
  if (keys.ok && words.ok) return INVALID;
  return keys.ok ? keys : words;
}

/** Letters on the keys of a telephone (ITU-T E.161), as in 1-800-FLOWERS. */
const KEYS = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];
function withoutLetters(written: string): string {
  return written.replaceAll(/[a-z]/gi, (letter) => String(keyOf(letter)));
}
function keyOf(letter: string): number {
  return KEYS.findIndex((letters) => letters.includes(letter.toLowerCase())) + 2;
}

function outside(written: string, rules: NumberRules, afterAnswer: string): Result<DialTarget, AppError> {
  const number = parsed(written, rules) ?? parsed(withoutDialPrefix(written, rules), rules);
  return number ? ok({ kind: 'outside', e164: number.number, afterAnswer }) : INVALID;
}

function parsed(written: string, rules: NumberRules): PhoneNumber | null {
  const options = { defaultCountry: rules.country as CountryCode, extract: false };
  const number = parsePhoneNumberFromString(written, options);
  return number?.isPossible() ? number : null;
}

/** People used to a desk phone type its prefix too. */
function withoutDialPrefix(written: string, { dialPrefix }: NumberRules): string {
  const digits = written.replaceAll(/[ ().\-/]/g, '');
  return dialPrefix !== '' && digits.startsWith(dialPrefix) ? digits.slice(dialPrefix.length) : '';
}

/** A sentence with exactly one number in it. With two, guessing could reach the wrong patient. */
function onlyNumberIn(text: string, rules: NumberRules, afterAnswer: string): Result<DialTarget, AppError> {
  const found = findPhoneNumbersInText(text, { defaultCountry: rules.country as CountryCode });
  const [only] = found;
  if (!only || found.length > 1) return INVALID;
  return ok({ kind: 'outside', e164: only.number.number, afterAnswer: only.number.ext ?? afterAnswer });
}

/**
 * The SIP URI that is dialled for a target (RFC 3261 §19.1). No display name is ever in it.
 * @param domain the team's SIP domain
 */
export function sipTarget(target: DialTarget, rules: NumberRules, domain: string): string {
  switch (target.kind) {
    case 'extension':
      return `sip:${target.digits}@${domain}`;
    case 'code':
      return `sip:${escaped(target.code)}@${domain}`;
    case 'outside':
      return `sip:${escaped(rules.dialPrefix + outsideDigits(target.e164, rules))}@${domain}`;
    case 'sip':
      return `sip:${escaped(target.user)}@${target.host}`;
  }
}

/**
 * The number that a target is shown, listed and called again by: without the prefix that only the PBX wants. Read once
 * more it is the same target, whatever the team's prefix; an address that no number stands for stays an address.
 */
export function numberOf(target: DialTarget, rules: NumberRules, domain: string): string {
  const number = plainNumber(target);
  const again = readNumber(number, rules);
  const address = sipTarget(target, rules, domain);
  const isSame = again.ok && sipTarget(again.value, rules, domain) === address;
  return isSame ? number : `${number}@${target.kind === 'sip' ? target.host : domain}`;
}

function plainNumber(target: DialTarget): string {
  switch (target.kind) {
    case 'extension':
      return target.digits;
    case 'code':
      return target.code;
    case 'outside':
      return target.e164;
    case 'sip':
      return target.user;
  }
}

/** RFC 3261 §25.1: # may not stand in a user as it is. */
function escaped(user: string): string {
  return user.replaceAll('#', '%23');
}

function outsideDigits(e164: string, rules: NumberRules): string {
  const form = rules.dialForm ?? (rules.dialPrefix === '' ? 'plus' : 'national');
  const number = parsePhoneNumberFromString(e164);
  if (form === 'plus' || !number) return e164;
  if (form === 'digits') return e164.slice(1);
  const isHere = number.countryCallingCode === getCountryCallingCode(rules.country as CountryCode);
  const written = isHere
    ? number.format('NATIONAL')
    : number.format('IDD', { fromCountry: rules.country as CountryCode });
  return written.replaceAll(/\D/g, '');
}

/** A number for reading: national writing in the team's own country, international otherwise; short ones as they are. */
export function formatNumber(
  number: string,
  { country, extensionMaxLength }: Pick<NumberRules, 'country' | 'extensionMaxLength'>,
): string {
  if (!/^\+?\d+$/.test(number) || (!number.startsWith('+') && number.length <= extensionMaxLength))
    return number;
  const parsedNumber = parsePhoneNumberFromString(number, {
    defaultCountry: country as CountryCode,
    extract: false,
  });
  if (!parsedNumber?.isPossible()) return number;
  const isHere = parsedNumber.countryCallingCode === getCountryCallingCode(country as CountryCode);
  return parsedNumber.format(isHere ? 'NATIONAL' : 'INTERNATIONAL');
}
