import { endReasons } from '#shared/call/call.ts';
import { callbackCommands } from '#shared/contract/callbacks.ts';
import { deskCommands } from '#shared/contract/desk.ts';
import { lineReports } from '#shared/contract/line.ts';
import { channel } from '#shared/contract/names.ts';
import { z } from '#shared/contract/schema.ts';
import { signInCommands } from '#shared/contract/sign-in.ts';
import { ERROR_CODES } from '#shared/result.ts';

type Contract = Readonly<Record<string, { readonly input: z.ZodType; readonly output: z.ZodType }>>;

/**
 * What may stand in a log line. Every field has a filter of its own that lets through only words it knows and
 * small numbers; whatever else is given becomes `[removed]`. Free text has no field, so it has no way in.
 */
const REMOVED = '[removed]';
/** Six digits at most: a longer number could be somebody's. */
const LARGEST_NUMBER = 999_999;

const STATES: readonly string[] = [
  endReasons,
  ['idle', 'connecting', 'connected', 'waiting', 'none', 'registering', 'registered', 'refused'],
  // The way to the hub.
  ['solo', 'syncing', 'online', 'offline', 'ok'],
  // How a page's process ended (Electron's RenderProcessGoneDetails).
  ['clean-exit', 'abnormal-exit', 'killed', 'crashed', 'oom', 'launch-failed', 'integrity-failure'],
  ['memory-eviction', 'navigate', 'redirect', 'open', 'attach', 'accepted'],
].flat();

const CONTRACTS = {
  desk: { ...deskCommands, ...callbackCommands },
  'sign-in': signInCommands,
  line: lineReports,
} as const;
const CHANNELS = Object.entries(CONTRACTS).flatMap(([page, contract]) =>
  Object.keys(contract).map((name) => channel(page as keyof typeof CONTRACTS, name)),
);
const SCHEMAS = [deskCommands, callbackCommands, signInCommands, lineReports].flatMap((contract) =>
  schemasOf(contract),
);
const KEYS = new Set(SCHEMAS.flatMap((schema) => keysOf(schema)));

export const LOG_FIELDS = {
  code: word(ERROR_CODES),
  page: word(['desk', 'sign-in', 'line']),
  state: word(STATES),
  channel: word(CHANNELS),
  /** Path of a mistake in a message: names from the contract; a key that is somebody's value becomes `*`. */
  path: (value: unknown) => (Array.isArray(value) ? value.map(pathPart).join('.') : REMOVED),
  errorName: word(['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'AssertionError']),
  /** Where a bug was met: files, lines and columns of the app, never the message, which may quote anything. */
  source: (value: unknown) => (Array.isArray(value) ? value.map(sourcePlace) : REMOVED),
  count: smallNumber,
  sipStatus: smallNumber,
  durationMs: smallNumber,
  practice: (value: unknown) => (typeof value === 'boolean' ? value : REMOVED),
} as const satisfies Record<string, (value: unknown) => unknown>;

function word(known: readonly string[]): (value: unknown) => string {
  const words = new Set(known);
  return (value) => (typeof value === 'string' && words.has(value) ? value : REMOVED);
}

function smallNumber(value: unknown): number | string {
  if (typeof value !== 'number' || !Number.isFinite(value)) return REMOVED;
  return Math.abs(value) <= LARGEST_NUMBER ? Math.round(value) : REMOVED;
}

function pathPart(part: unknown): string {
  if (typeof part === 'number') return '#';
  return typeof part === 'string' && KEYS.has(part) ? part : '*';
}

/** File names of the app's own build and sources; anything else about a frame could be free text. */
const SOURCE_PLACE =
  /^(?:index|[a-z]+(?:-[a-z]+)*)(?:-[A-Za-z0-9_-]{8})?\.(?:ts|js|mjs|cjs):\d{1,6}:\d{1,6}$/;
function sourcePlace(value: unknown): string {
  return typeof value === 'string' && SOURCE_PLACE.test(value) ? value : REMOVED;
}

function schemasOf(contract: Contract): z.ZodType[] {
  return Object.values(contract).flatMap(({ input, output }) => [input, output]);
}

function keysOf(schema: z.core.$ZodType, seen = new Set<z.core.$ZodType>()): string[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const inner = (s: z.core.$ZodType): string[] => keysOf(s, seen);
  if (schema instanceof z.ZodObject) {
    const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
    return Object.entries(shape).flatMap(([key, value]) => [key, ...inner(value)]);
  }
  if (schema instanceof z.ZodArray) return inner(schema.element);
  if (schema instanceof z.ZodTuple) return schema.def.items.flatMap(inner);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(inner);
  if (schema instanceof z.ZodRecord) return inner(schema.valueType);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return inner(schema.unwrap());
  return [];
}
