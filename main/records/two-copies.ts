import { diskError, readIfThere, writeWhole } from './small-files.ts';

/**
 * A small text in two files, the same in both: a bad sector or a flipped bit must not take what nobody can make again.
 * The file itself counts as long as it can be read; then the copy.
 */
export interface TwoPaths {
  readonly path: string;
  readonly copy: string;
}

/** `damaged`: there is something, and neither is what was written. */
export type Kept<T> =
  { readonly state: 'read'; readonly value: T } | { readonly state: 'none' } | { readonly state: 'damaged' };

interface Half<T> {
  readonly text: string | null;
  readonly value: T | null;
  /** What the disk said. */
  readonly error: Error | null;
}

/** The copy first: what was before counts until the file itself is written. */
export function writeBoth({ path, copy }: TwoPaths, text: string): void {
  writeWhole(copy, text);
  writeWhole(path, text);
}

/**
 * Reads whichever can be read, and mends the other.
 * @param open null for what is not what was written
 * @throws Error when neither can be read and the disk failed: then nobody knows what is there
 */
export function readEither<T>({ path, copy }: TwoPaths, open: (text: string) => T | null): Kept<T> {
  const own = halfAt(path, open);
  const other = halfAt(copy, open);
  if (own.value !== null) {
    if (own.text !== other.text) mend(copy, own);
    return { state: 'read', value: own.value };
  }
  if (other.value !== null) {
    mend(path, other);
    return { state: 'read', value: other.value };
  }
  const error = own.error ?? other.error;
  if (error) throw error;
  return { state: own.text === null && other.text === null ? 'none' : 'damaged' };
}

function halfAt<T>(path: string, open: (text: string) => T | null): Half<T> {
  try {
    const text = readIfThere(path);
    return { text, value: text === null ? null : open(text), error: null };
  } catch (error) {
    if (!(error instanceof Error) || !diskError(error)) throw error;
    return { text: null, value: null, error };
  }
}

/** A disk that does not take it now is asked again with the next reading. */
function mend(path: string, { text }: Half<unknown>): void {
  try {
    if (text !== null) writeWhole(path, text);
  } catch (error) {
    if (!diskError(error)) throw error;
  }
}
