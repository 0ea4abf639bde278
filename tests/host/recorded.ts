import { appendFileSync } from 'node:fs';

/** One use of an API whose effect cannot be had here: a tray icon, a notification, a link opened outside. */
export interface RecordedCall {
  readonly api: string;
  readonly args: readonly unknown[];
}

const calls: RecordedCall[] = [];

/**
 * Notes a call instead of carrying it out. With HEARTHLINE_HOST_RECORD=FILE each is also written there, one JSON
 * line a call, so that a test outside this process can see it.
 */
export function record(api: string, ...args: unknown[]): void {
  const call = { api, args: args.map(plain) };
  calls.push(call);
  const file = process.env['HEARTHLINE_HOST_RECORD'];
  if (file) appendFileSync(file, `${JSON.stringify(call)}\n`);
}

/** Functions and objects with a life of their own become their name. */
function plain(value: unknown): unknown {
  if (typeof value === 'function') return '[function]';
  try {
    return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown);
  } catch {
    return `[${Object.prototype.toString.call(value).slice(8, -1)}]`;
  }
}
