import { appError, type AppError } from '#shared/result.ts';
import { StoreFailure } from './store.ts';

/** Not what was written, or not to be had from the disk at all: a bad sector. Either is mended. */
const UNREADABLE = /^SQLITE_(?:CORRUPT|NOTADB|IOERR_(?:READ|SHORT_READ|DATA|CORRUPTFS)$)/;

/** Runs what may meet a failing disk: what people may meet becomes a `StoreFailure`, a bug stays what it is. */
export function guarded<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    const known = storeError(error);
    throw known ? new StoreFailure(known, { cause: error }) : error;
  }
}

/** SQLite's name for what happened; empty when it was not SQLite. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What SQLite's result code (sqlite.org/rescode.html) means to us; null when it is a bug of ours. */
function storeError(error: unknown): AppError | null {
  const code = codeOf(error);
  if (code.startsWith('SQLITE_FULL')) return appError('records-full');
  if (UNREADABLE.test(code)) return appError('records-damaged', { what: 'pages' });
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) return appError('records-failed', { what: 'in-use' });
  if (/^SQLITE_(?:IOERR|CANTOPEN|READONLY|PERM|NOMEM)/.test(code)) {
    return appError('records-failed', { what: code });
  }
  return null;
}

/** What an error means while a file is opened: a page that cannot be read is then the file that cannot. */
export function openingError(error: unknown): AppError {
  const known = error instanceof StoreFailure ? error.error : storeError(error);
  if (!known) throw error;
  return known.code === 'records-damaged' ? appError('records-damaged', { what: 'file' }) : known;
}
