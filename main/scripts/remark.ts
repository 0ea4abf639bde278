/** Something to mend in a script file, where it stands, and how. Lines and columns count from 1. */
export interface Remark {
  /** With a mistake the file is not used; advice is about style, and the file is used as it is. */
  readonly kind: 'mistake' | 'advice';
  readonly line: number;
  readonly column: number;
  /** What is wrong, a sentence. */
  readonly what: string;
  /** How to mend it, a sentence. */
  readonly fix: string;
}

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where what belongs to the whole file is told. */
export const START: Place = { line: 1, column: 1 };

export function mistake({ line, column }: Place, what: string, fix: string): Remark {
  return { kind: 'mistake', line, column, what, fix };
}

export function advice({ line, column }: Place, what: string, fix: string): Remark {
  return { kind: 'advice', line, column, what, fix };
}

/** As the author wrote it, short enough to stand in a sentence. */
export function quoted(text: string): string {
  const oneLine = text.replaceAll(/\s+/g, ' ').trim();
  return `“${oneLine.length <= 40 ? oneLine : `${oneLine.slice(0, 39)}…`}”`;
}

export function inOrder(remarks: readonly Remark[]): Remark[] {
  return remarks.toSorted((a, b) => a.line - b.line || a.column - b.column);
}
