import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The folder that holds package.json. */
export const ROOT = join(import.meta.dirname, '..', '..');

const BINARY = /\.(png|jpe?g|gif|ico|icns|woff2?|wav|ogg|opus|mp3|pdf|gsm)$/;

/** A file of the repository; its path is from the root, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Made, not written: what a walk must leave out where there is no git to ask. */
const MADE = /^(\.git|node_modules|out|\.cache)(\/|$)/;

/** Every text file that is tracked, or would be if it were added now. */
export function textFiles(): readonly SourceFile[] {
  const paths = [...new Set(listedByGit() ?? walked())].filter((path) => path !== '' && !BINARY.test(path));
  return paths.flatMap((path) => {
    // A tracked file may have been deleted and the deletion not committed.
    const info = statSync(join(ROOT, path), { throwIfNoEntry: false });
    return info?.isFile() ? [{ path, text: readFileSync(join(ROOT, path), 'utf8') }] : [];
  });
}

/** Null where git is not installed, or this is no clone but an unpacked archive. */
function listedByGit(): readonly string[] | null {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.split('\0') : null;
}

function walked(): readonly string[] {
  const top = readdirSync(ROOT).filter((name) => !MADE.test(name));
  const below = top.flatMap((name) => {
    const isFolder = statSync(join(ROOT, name)).isDirectory();
    return isFolder
      ? readdirSync(join(ROOT, name), { recursive: true, encoding: 'utf8' }).map((path) => join(name, path))
      : [name];
  });
  return below.map((path) => path.replaceAll('\\', '/'));
}

/** The program text among them. */
export function codeFiles(): readonly SourceFile[] {
  return textFiles().filter(({ path }) => /\.(ts|tsx|mts|mjs)$/.test(path));
}

export function isTest(path: string): boolean {
  return /\.(test|spec)\.(ts|tsx|mjs)$/.test(path);
}

/** `where: what` for each line of each file that `find` objects to. */
export function objections(
  files: readonly SourceFile[],
  find: (line: string, file: SourceFile) => string | null,
): readonly string[] {
  return files.flatMap((file) =>
    file.text.split('\n').flatMap((line, index) => {
      const what = find(line, file);
      return what === null ? [] : [`${file.path}:${index + 1}: ${what}`];
    }),
  );
}
