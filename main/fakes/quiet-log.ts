import type { Log } from '../system/log.ts';

export const quietLog: Log = { write: () => undefined, bug: () => undefined };
