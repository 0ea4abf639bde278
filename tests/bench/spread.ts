/** Where the values of many measurements lie. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly count: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** By the nearest rank. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (share: number): number => round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  if (sorted.length === 0) throw new Error('No values were measured.');
  return { p50: rank(0.5), p99: rank(0.99), max: round(sorted.at(-1) ?? 0), count: sorted.length };
}
