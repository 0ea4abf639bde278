import { CsvError, parse } from 'csv-parse/sync';

/** One line of the table, where the file has it. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  /** Its quotes do not come out even; the lines around it are read all the same. */
  | { readonly line: number; readonly broken: string };

/** A quoted cell may go over some lines; a quote that nobody closed must not swallow the rest of the file. */
const MOST_LINES = 30;

/**
 * A CSV file (RFC 4180) record by record, so that one broken line costs that line and no other. Empty lines are left
 * out. The delimiter is whichever of comma, semicolon and tab the first line has most.
 */
export function* readCsv(text: string): Generator<CsvRecord> {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const delimiter = delimiterOf(lines.find((line) => line.trim() !== '') ?? '');
  for (let at = 0; at < lines.length;) {
    const first = lines[at] ?? '';
    if (first.trim() === '') {
      at += 1;
      continue;
    }
    const { cells, count } = recordAt(lines, at, delimiter);
    yield cells ? { line: at + 1, cells } : { line: at + 1, broken: first };
    at += count;
  }
}

function recordAt(
  lines: readonly string[],
  at: number,
  delimiter: string,
): { cells: readonly string[] | null; count: number } {
  let record = lines[at] ?? '';
  let count = 1;
  while (quotesIn(record) % 2 === 1 && count < MOST_LINES && at + count < lines.length) {
    record += `\n${lines[at + count] ?? ''}`;
    count += 1;
  }
  const cells = cellsOf(record, delimiter);
  return cells ? { cells, count } : { cells: null, count: 1 };
}

function cellsOf(record: string, delimiter: string): readonly string[] | null {
  try {
    const [cells] = parse(record, { delimiter, relax_column_count: true, trim: true });
    return cells ?? [];
  } catch (error) {
    if (error instanceof CsvError) return null;
    throw error;
  }
}

function quotesIn(text: string): number {
  return text.split('"').length - 1;
}

function delimiterOf(header: string): string {
  const counted = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.delimiter ?? ',';
}
