import { readNumber, type NumberRules } from '../phone/number.ts';
import { failed, ok, type Result } from '../result.ts';
import { priority as priorities, type CallbackEvent } from './event.ts';
import { instantOf, isTimeZone } from './local-time.ts';

/**
 * A request for a callback as others write it: the JSON event of web back ends and scripts (docs/hub.md), and a line of
 * a CSV file (csv-row.ts). Every mistake is named with its field, what was expected and what was found.
 *
 *   number     as a person writes it; without a country code it is read in the team's country
 *   reason     why, in a few words
 *   name, language, note      optional texts
 *   priority   urgent, high, normal or low
 *   timezone   IANA name; times without an offset are read there
 *   due        not before
 *   window_from, window_until     when they asked to be called
 *   requested  when they asked; now, if it is not said
 */
export const REQUEST_FIELDS = [
  'number',
  'reason',
  'name',
  'language',
  'priority',
  'timezone',
  'due',
  'window_from',
  'window_until',
  'requested',
  'note',
] as const;
export type RequestField = (typeof REQUEST_FIELDS)[number];

export interface RequestMistake {
  /** Empty for the request itself. */
  readonly field: RequestField | '';
  readonly expected: string;
  readonly found: string;
}

/** What a `requested` event says of the patient. */
export type Request = Omit<
  Extract<CallbackEvent, { type: 'requested' }>,
  'id' | 'at' | 'desk' | 'type' | 'source'
>;

export interface RequestRules {
  readonly numbers: NumberRules;
  /** The team's zone, for times without an offset where the request names no zone. */
  readonly zone: string;
  readonly nowMs: number;
}

/** A clock that is this fast is no reason to turn a patient away. */
const CLOCK_OFF_MS = 5 * 60_000;
/** What no text needs and JSON writes with six bytes each: an event has to fit into a message of the hub. */
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F]/g;

const TIME = 'a time like 2026-03-10T14:30Z or 2026-03-10 14:30';
const LONGEST = { name: 200, reason: 200, language: 35, note: 4000 } as const;

/** @param value an object of texts; fields that are absent, null or empty are not said */
export function readRequest(value: unknown, rules: RequestRules): Result<Request, RequestMistake[]> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return failed([{ field: '', expected: 'an object', found: shown(value) }]);
  }
  const reader = new Reader(value as Record<string, unknown>, rules);
  const request = reader.request();
  return request && reader.mistakes.length === 0 ? ok(request) : failed(reader.mistakes);
}

class Reader {
  readonly mistakes: RequestMistake[] = [];
  readonly #fields: Record<string, unknown>;
  readonly #rules: RequestRules;

  constructor(fields: Record<string, unknown>, rules: RequestRules) {
    this.#fields = fields;
    this.#rules = rules;
    for (const key of Object.keys(fields)) {
      if (!(REQUEST_FIELDS as readonly string[]).includes(key)) {
        this.mistakes.push({ field: '', expected: `only ${REQUEST_FIELDS.join(', ')}`, found: shown(key) });
      }
    }
  }

  request(): Request | null {
    const { nowMs } = this.#rules;
    const number = this.#number();
    const reason = this.#words('reason', 'why, in a few words');
    const zone = this.#zone();
    const dueMs = this.#time('due', zone);
    const saidMs = this.#time('requested', zone) ?? nowMs;
    if (saidMs > nowMs + CLOCK_OFF_MS) this.#wrong('requested', 'a time that is over');
    const requestedMs = Math.min(saidMs, nowMs);
    const window = this.#window(zone);
    const texts = { name: this.#words('name'), language: this.#words('language'), note: this.#words('note') };
    const priority = this.#priority();
    if (number === null || reason === null) return null;
    return {
      number,
      reason,
      priority,
      requestedMs,
      ...(texts.name !== null && { name: texts.name }),
      ...(texts.language !== null && { language: texts.language }),
      ...(texts.note !== null && { note: texts.note }),
      ...(zone !== null && { zone }),
      ...(dueMs !== null && { dueMs }),
      ...(window !== null && { window }),
    };
  }

  #number(): string | null {
    const text = this.#text('number');
    const expected = 'a telephone number, like +12025550142';
    if (text === null) {
      this.#wrong('number', expected);
      return null;
    }
    const read = readNumber(text, this.#rules.numbers);
    const found = read.ok ? read.value : null;
    if (found?.kind === 'outside') return found.e164;
    if (found?.kind === 'extension' && found.digits.length >= 2) return found.digits;
    this.#wrong('number', expected);
    return null;
  }

  #words(field: keyof typeof LONGEST, needed?: string): string | null {
    const text = this.#text(field);
    if (text === null) {
      if (needed !== undefined) this.#wrong(field, needed);
      return null;
    }
    if (text.length > LONGEST[field]) this.#wrong(field, `at most ${LONGEST[field]} characters`);
    return text;
  }

  #priority(): Request['priority'] {
    const text = this.#text('priority');
    if (text === null) return 'normal';
    const read = priorities.safeParse(text.toLowerCase());
    if (!read.success) this.#wrong('priority', `one of ${priorities.options.join(', ')}`);
    return read.success ? read.data : 'normal';
  }

  #zone(): string | null {
    const text = this.#text('timezone');
    if (text === null) return null;
    if (isTimeZone(text) && !/^[+-]/.test(text)) return text;
    this.#wrong('timezone', 'a time zone like America/New_York');
    return null;
  }

  #time(field: 'due' | 'requested' | 'window_from' | 'window_until', zone: string | null): number | null {
    const text = this.#text(field);
    if (text === null) return null;
    const at = instantFrom(text, zone ?? this.#rules.zone);
    if (at === null) this.#wrong(field, TIME);
    return at;
  }

  #window(zone: string | null): Request['window'] | null {
    const fromMs = this.#time('window_from', zone);
    const untilMs = this.#time('window_until', zone);
    const [hasFrom, hasUntil] = [this.#text('window_from') !== null, this.#text('window_until') !== null];
    if (hasFrom && !hasUntil) this.#wrong('window_until', 'an end, because there is a start');
    if (!hasFrom && hasUntil) this.#wrong('window_from', 'a start, because there is an end');
    if (fromMs === null || untilMs === null) return null;
    if (untilMs > fromMs) return { fromMs, untilMs };
    this.#wrong('window_until', 'an end after the start');
    return null;
  }

  /** A field's text; null when nothing was said. */
  #text(field: RequestField): string | null {
    const value = this.#fields[field];
    if (value === undefined || value === null) return null;
    if (typeof value === 'string') return value.toWellFormed().replaceAll(CONTROLS, '').trim() || null;
    if (!this.mistakes.some((mistake) => mistake.field === field)) this.#wrong(field, 'a text');
    return null;
  }

  #wrong(field: RequestField, expected: string): void {
    if (this.mistakes.some((mistake) => mistake.field === field)) return;
    this.mistakes.push({ field, expected, found: shown(this.#fields[field]) });
  }
}

const WRITTEN =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** ISO 8601 with an offset, or by the clock of a zone; a day alone begins at midnight there. Null for anything else. */
export function instantFrom(text: string, zone: string): number | null {
  const found = WRITTEN.exec(text.trim());
  if (!found) return null;
  const [, year, month, day, hour = '00', minute = '00', offset] = found;
  const isDay = !Number.isNaN(Date.parse(`${year}-${month}-${day}T00:00Z`)) && isInMonth(year, month, day);
  if (!isDay || Number(hour) > 23 || Number(minute) > 59) return null;
  if (offset !== undefined) {
    const at = Date.parse(text.trim().replace(' ', 'T'));
    return Number.isNaN(at) || at < 0 ? null : at;
  }
  const minutes = Number(hour) * 60 + Number(minute);
  const at = instantOf(zone, { year: Number(year), month: Number(month), day: Number(day), minutes });
  return at < 0 ? null : at;
}

/** 2026-02-30 is no day, though JavaScript makes the 2nd of March of it. */
function isInMonth(year = '', month = '', day = ''): boolean {
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
}

function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (typeof value === 'string') return value.length > 60 ? `${value.slice(0, 59)}…` : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'a list' : 'an object';
}
