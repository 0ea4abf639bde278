import { appendFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const FILE_NAME = 'hearthline.log';
const MAX_BYTES = 1_000_000;
const KEPT_FILES = 4;

export interface LogFile {
  append(line: string): void;
  /** Resolves when everything handed over so far is on disk. */
  flush(): Promise<void>;
}

/**
 * Appends lines to `hearthline.log`; a full file becomes `hearthline.1.log` and so on, the oldest is deleted.
 * Lines are written in batches off the caller's turn, so logging never makes the app wait for the disk.
 * @param onFailure told once when the disk refuses; logging goes on trying
 */
export function openLogFile(
  folder: string,
  onFailure: (error: unknown) => void,
  limits = { maxBytes: MAX_BYTES, keptFiles: KEPT_FILES },
): LogFile {
  const file = (n: number): string =>
    join(folder, n === 0 ? FILE_NAME : FILE_NAME.replace('.log', `.${n}.log`));
  let waiting = '';
  let writing: Promise<void> | null = null;
  let complained = false;

  const rotate = async (): Promise<void> => {
    await rm(file(limits.keptFiles), { force: true });
    for (let n = limits.keptFiles - 1; n >= 0; n -= 1) {
      await rename(file(n), file(n + 1)).catch(ignoreMissing);
    }
  };
  const writeWaiting = async (): Promise<void> => {
    try {
      await mkdir(folder, { recursive: true });
      while (waiting !== '') {
        const batch = waiting;
        waiting = '';
        const size = await stat(file(0)).then((s) => s.size, ignoreMissing);
        if ((size ?? 0) > 0 && (size ?? 0) + Buffer.byteLength(batch) > limits.maxBytes) await rotate();
        await appendFile(file(0), batch, { mode: 0o600 });
      }
    } catch (error) {
      if (!complained) onFailure(error);
      complained = true;
    } finally {
      writing = null;
    }
  };
  const kick = (): Promise<void> => (writing ??= writeWaiting());
  return {
    append: (line) => {
      waiting += line;
      void kick();
    },
    // Lines that come while it writes are written before it is done; see writeWaiting.
    flush: () => kick(),
  };
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
