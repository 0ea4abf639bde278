/**
 * `next`, with every part that says the same as in `before` replaced by that part of `before`. Each push from
 * main is a fresh copy; with the old parts kept, only what really changed is drawn again.
 */
export function reuse<T>(before: unknown, next: T): T {
  if (Object.is(before, next)) return next;
  if (Array.isArray(next)) return reuseList(before, next) as T;
  if (isRecord(next)) return reuseRecord(before, next) as T;
  return next;
}

function reuseList(before: unknown, next: readonly unknown[]): readonly unknown[] {
  if (!Array.isArray(before)) return next;
  const merged = next.map((item, index) => reuse(before[index], item));
  const isSame =
    before.length === merged.length && merged.every((item, index) => Object.is(item, before[index]));
  return isSame ? before : merged;
}

function reuseRecord(before: unknown, next: Record<string, unknown>): Record<string, unknown> {
  if (!isRecord(before)) return next;
  const keys = Object.keys(next);
  const merged = Object.fromEntries(keys.map((key) => [key, reuse(before[key], next[key])]));
  const isSame =
    keys.length === Object.keys(before).length &&
    keys.every((key) => key in before && Object.is(merged[key], before[key]));
  return isSame ? before : merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
