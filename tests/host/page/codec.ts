/**
 * Turns values into text and back, as structured clone would carry them. Messages travel as JSON; what JSON has no
 * word for travels as `{ "$": [kind, content] }`. The source text of these functions runs inside pages as well
 * (CODEC_PARTS), so they use nothing but each other.
 */

/** @throws Error in Electron's words when a value cannot be cloned (functions, symbols, DOM nodes). */
export function pack(value: unknown): string {
  return JSON.stringify(lower(value, []));
}

export function unpack(text: string): unknown {
  return raise(JSON.parse(text));
}

/** `above` holds the objects around this one: a value inside itself would never end. */
function lower(value: unknown, above: readonly object[]): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value === undefined) return { $: ['undefined', 0] };
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $: ['number', String(value)] };
  if (typeof value === 'bigint') return { $: ['bigint', String(value)] };
  if (typeof value !== 'object') throw new Error('An object could not be cloned.');
  if (above.includes(value)) throw new Error('tests/host does not carry values that contain themselves');
  const inside = [...above, value];
  if (Array.isArray(value)) return lowerAll(value, inside);
  const special = lowerSpecial(value, inside);
  if (special !== undefined) return special;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = lower((value as Record<string, unknown>)[key], inside);
  return '$' in copy ? { $: ['object', Object.entries(copy)] } : copy;
}

function lowerAll(values: Iterable<unknown>, inside: readonly object[]): unknown[] {
  return Array.from(values, (value) => lower(value, inside));
}

function lowerSpecial(value: object, inside: readonly object[]): unknown {
  const kind = Object.prototype.toString.call(value);
  if (kind === '[object Object]') return undefined;
  if (value instanceof Date) return { $: ['date', value.getTime()] };
  if (value instanceof Map) return { $: ['map', lowerAll(value, inside)] };
  if (value instanceof Set) return { $: ['set', lowerAll(value, inside)] };
  if (value instanceof Error) return { $: ['error', [value.name, value.message, value.stack ?? '']] };
  if (value instanceof ArrayBuffer)
    return { $: ['bytes', ['ArrayBuffer', bytesToText(new Uint8Array(value))]] };
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return { $: ['bytes', [kind.slice(8, -1), bytesToText(bytes)]] };
  }
  throw new Error('An object could not be cloned.');
}

function raise(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => raise(item));
  const tagged = (value as { $?: [string, unknown] }).$;
  if (tagged !== undefined) return raiseTagged(tagged[0], tagged[1]);
  const fields = value as Record<string, unknown>;
  for (const key of Object.keys(fields)) fields[key] = raise(fields[key]);
  return fields;
}

function raiseTagged(kind: string, content: unknown): unknown {
  if (kind === 'undefined') return undefined;
  if (kind === 'number') return Number(content);
  if (kind === 'bigint') return BigInt(content as string);
  if (kind === 'date') return new Date(content as number);
  if (kind === 'map') return new Map(raise(content) as [unknown, unknown][]);
  if (kind === 'set') return new Set(raise(content) as unknown[]);
  if (kind === 'object') {
    return Object.fromEntries((content as [string, unknown][]).map(([key, field]) => [key, raise(field)]));
  }
  if (kind === 'error') {
    const [name, message, stack] = content as [string, string, string];
    return Object.assign(new Error(message), { name, stack });
  }
  return raiseBytes(content as [string, string]);
}

function raiseBytes([type, text]: [string, string]): ArrayBuffer | ArrayBufferView {
  const buffer = textToBytes(text);
  if (type === 'ArrayBuffer') return buffer;
  const View = (globalThis as unknown as Record<string, new (from: ArrayBuffer) => ArrayBufferView>)[type];
  return View === undefined ? buffer : new View(buffer);
}

function bytesToText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function textToBytes(text: string): ArrayBuffer {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let index = 0; index < raw.length; index += 1) bytes[index] = raw.charCodeAt(index);
  return bytes.buffer;
}

/** Everything a page needs to have `pack` and `unpack`. */
export const CODEC_PARTS = [
  pack,
  unpack,
  lower,
  lowerAll,
  lowerSpecial,
  raise,
  raiseTagged,
  raiseBytes,
  bytesToText,
  textToBytes,
] as const;
