import { LOG_FIELDS } from './log-fields.ts';

/** Every event that can be logged, one line of the file each. */
export type LogEvent =
  | 'started'
  | 'quitting'
  | 'page-ready'
  | 'page-gone'
  | 'page-blocked'
  | 'ipc-refused'
  | 'ipc-answer-broken'
  | 'line-order-failed'
  | 'line-order-unanswered'
  | 'profile-refused'
  | 'sign-in'
  | 'sign-out'
  | 'connection'
  | 'registration'
  | 'server-checked'
  | 'call-ended'
  | 'settings-set-aside'
  | 'queue-link'
  | 'queue-dropped'
  | 'queue-rejected'
  | 'queue-alarm'
  | 'queue-restored'
  | 'queue-store'
  | 'bug';

export type LogFields = Partial<Record<keyof typeof LOG_FIELDS, unknown>>;

export interface Log {
  /** Writes one event. Fields pass their filters (log-fields.ts); what is not known there is removed. */
  write(event: LogEvent, fields?: LogFields): void;
  /** Writes where an unexpected error was met, without its message. */
  bug(error: unknown, fields?: LogFields): void;
}

/** @param sink takes finished lines, each with its newline */
export function createLog(sink: (line: string) => void, now: () => number): Log {
  const write = (event: LogEvent, fields: LogFields = {}): void => {
    const safe: Record<string, unknown> = { at: new Date(now()).toISOString(), event };
    for (const [name, value] of Object.entries(fields)) {
      const filter = LOG_FIELDS[name as keyof typeof LOG_FIELDS];
      if (filter && value !== undefined) safe[name] = filter(value);
    }
    sink(`${JSON.stringify(safe)}\n`);
  };
  return {
    write,
    bug: (error, fields) =>
      write('bug', {
        ...fields,
        errorName: error instanceof Error ? error.name : 'Error',
        source: error instanceof Error ? sourcePlaces(error) : [],
      }),
  };
}

/** The frames of a stack as `file.js:line:column`. The message is cut off first: it could imitate a frame. */
function sourcePlaces(error: Error): string[] {
  const { stack = '', message } = error;
  const afterMessage = stack.indexOf(message) + message.length;
  if (message !== '' && !stack.includes(message)) return [];
  return stack
    .slice(message === '' ? 0 : afterMessage)
    .split('\n')
    .slice(1)
    .map((frame) => /([^/\\(\s]+:\d+:\d+)\)?$/.exec(frame)?.[1])
    .filter((place) => place !== undefined)
    .slice(0, 8);
}
