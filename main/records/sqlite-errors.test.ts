import { describe, expect, it } from 'vitest';
import { guarded, openingError } from './sqlite-errors.ts';
import { StoreFailure } from './store.ts';

const failing = (code: string): Error => Object.assign(new Error(code), { code });

function met(code: string): unknown {
  try {
    guarded(() => {
      throw failing(code);
    });
  } catch (error) {
    return error instanceof StoreFailure ? error.error : error;
  }
  return null;
}

describe('what SQLite says of a disk', () => {
  it.each(['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_IOERR_READ', 'SQLITE_IOERR_SHORT_READ'])(
    'means damage that can be mended: %s',
    (code) => {
      expect(met(code)).toEqual({ code: 'records-damaged', details: { what: 'pages' } });
      expect(openingError(failing(code))).toEqual({ code: 'records-damaged', details: { what: 'file' } });
    },
  );

  it.each(['SQLITE_IOERR', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_FSYNC', 'SQLITE_CANTOPEN', 'SQLITE_NOMEM'])(
    'means a failure that nothing is mended for: %s',
    (code) => {
      expect(met(code)).toEqual({ code: 'records-failed', details: { what: code } });
      expect(openingError(failing(code))).toEqual({ code: 'records-failed', details: { what: code } });
    },
  );

  it('stays a bug where it is one', () => {
    expect(met('SQLITE_CONSTRAINT')).toBeInstanceOf(Error);
  });
});
