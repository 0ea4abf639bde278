import { readFile, stat } from 'node:fs/promises';
import type { ProfileMistake } from '#shared/contract/sign-in.ts';
import { PROFILE_MAX_BYTES } from '#shared/profile/read-profile.ts';
import { failed, ok, type Result } from '#shared/result.ts';

/**
 * The text of a profile file, or why there is none. Looks before it reads: what the command line names may be a disk
 * image or a device that never ends.
 */
export async function readProfileFile(path: string): Promise<Result<string, ProfileMistake>> {
  try {
    const found = await stat(path);
    if (!found.isFile()) return refused('a file', found.isDirectory() ? 'a folder' : 'no ordinary file');
    if (found.size > PROFILE_MAX_BYTES) {
      return refused(`at most ${PROFILE_MAX_BYTES} bytes`, `${found.size} bytes`);
    }
    return ok(await readFile(path, 'utf8'));
  } catch (error) {
    const found = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown fault';
    return refused('a file that can be read', found);
  }
}

function refused(expected: string, found: string): Result<never, ProfileMistake> {
  return failed({ path: '', expected, found });
}
