/** Middle of the sorted values; the mean of the two in the middle for an even count. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('No values were measured.');
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0];
  return (low + high) / 2;
}

export interface Figure {
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly runs: number;
}

export function figure(values: readonly number[]): Figure {
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    medianMs: round(median(values)),
    minMs: round(Math.min(...values)),
    maxMs: round(Math.max(...values)),
    runs: values.length,
  };
}

/** How many times as long as the other, by medians. */
export function ratio(ours: Figure, theirs: Figure): number {
  return Math.round((ours.medianMs / theirs.medianMs) * 1000) / 1000;
}
