/** What became of a line from one text to the next. */
export interface DiffLine {
  readonly kind: 'same' | 'gone' | 'new';
  readonly text: string;
  /** Counted from 1, in the text that has the line: the newer one, or the older for a line that is gone. */
  readonly line: number;
}

/**
 * The lines of two texts beside each other: as few gone and new as possible, those that are gone before those that
 * came in their place. Texts of scripts have a few hundred lines; time and room grow with the product of what differs.
 */
export function lineDifferences(before: string, after: string): DiffLine[] {
  const old = before === '' ? [] : before.split('\n');
  const now = after === '' ? [] : after.split('\n');
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail))
    tail += 1;
  const middle = betweenEnds(old.slice(head, old.length - tail), now.slice(head, now.length - tail), head);
  return [
    ...now.slice(0, head).map((text, at): DiffLine => ({ kind: 'same', text, line: at + 1 })),
    ...middle,
    ...now.slice(now.length - tail).map((text, at): DiffLine => ({
      kind: 'same',
      text,
      line: now.length - tail + at + 1,
    })),
  ];
}

/** @param above how many lines stand before both */
function betweenEnds(old: readonly string[], now: readonly string[], above: number): DiffLine[] {
  const common = lengthsInCommon(old, now);
  const lines: DiffLine[] = [];
  let [from, to] = [0, 0];
  while (from < old.length || to < now.length) {
    const [was, is] = [old[from], now[to]];
    if (was !== undefined && was === is) {
      lines.push({ kind: 'same', text: was, line: above + to + 1 });
      from += 1;
      to += 1;
    } else if (
      was !== undefined &&
      (is === undefined || longest(common, from + 1, to) >= longest(common, from, to + 1))
    ) {
      lines.push({ kind: 'gone', text: was, line: above + from + 1 });
      from += 1;
    } else if (is !== undefined) {
      lines.push({ kind: 'new', text: is, line: above + to + 1 });
      to += 1;
    }
  }
  return lines;
}

/** For every pair of places, how many lines the rests of both texts have in common, in order. */
function lengthsInCommon(old: readonly string[], now: readonly string[]): readonly Uint32Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint32Array(now.length + 1));
  for (let from = old.length - 1; from >= 0; from -= 1) {
    for (let to = now.length - 1; to >= 0; to -= 1) {
      const row = table[from];
      if (!row) continue;
      row[to] =
        old[from] === now[to]
          ? longest(table, from + 1, to + 1) + 1
          : Math.max(longest(table, from + 1, to), longest(table, from, to + 1));
    }
  }
  return table;
}

function longest(table: readonly Uint32Array[], from: number, to: number): number {
  return table[from]?.[to] ?? 0;
}

/** Lines of a difference that are shown: what changed and a few lines round it, with gaps between. */
export function inBrief(lines: readonly DiffLine[], around: number): (DiffLine | 'gap')[] {
  const changed = lines.flatMap(({ kind }, at) => (kind === 'same' ? [] : [at]));
  const shown = new Set(
    changed.flatMap((at) => Array.from({ length: 2 * around + 1 }, (_, step) => at - around + step)),
  );
  return lines.flatMap((line, at): (DiffLine | 'gap')[] => {
    if (shown.has(at)) return [line];
    return at > 0 && shown.has(at - 1) && changed.some((one) => one > at) ? ['gap'] : [];
  });
}
