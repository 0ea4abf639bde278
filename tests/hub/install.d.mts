/**
 * Makes sure that the locked nats-server stands in the cache; resolves with its path and Debian's version of it.
 * `old` is one that Hearthline must refuse.
 */
export function ensureNatsServer(options?: {
  which?: 'current' | 'old';
  onProgress?: (line: string) => void;
}): Promise<{ program: string; version: string }>;
/** The locked nats-server where an earlier run has put it; undefined where none has. */
export function cachedNatsServer(): string | undefined;
