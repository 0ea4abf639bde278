import { extname, join, sep } from 'node:path';
import type { PageName } from '../ipc/gate.ts';

/** What the pages are made of. A file of any other kind is not served. */
const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
  '.ogg': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.webm': 'audio/webm',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
};

export interface PageFile {
  readonly page: PageName;
  readonly path: string;
  readonly mimeType: string;
}

const PAGES: readonly PageName[] = ['desk', 'sign-in', 'line'];

/**
 * The file that an `app://` address stands for, inside the folder of its page and nowhere else.
 * @returns null for an unknown host, a kind of file that pages are not made of, or a path that tries to leave
 */
export function pageFile(root: string, address: string): PageFile | null {
  const url = URL.parse(address);
  const page = PAGES.find((name) => name === url?.host);
  if (!url || url.protocol !== 'app:' || !page || url.username !== '' || url.password !== '') return null;
  const path = decodedPath(url.pathname);
  if (path === null) return null;
  const mimeType = MIME_TYPES[extname(path)];
  if (mimeType === undefined) return null;
  const folder = join(root, page);
  const file = join(folder, path);
  // The checks before make this true; it stands here so that a mistake in them lets nothing out.
  return file.startsWith(folder + sep) ? { page, path: file, mimeType } : null;
}

function decodedPath(pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
  // A backslash is a separator on Windows; a NUL ends a path in C; a colon names a drive or a stream.
  if (/[\\\0:]/.test(path)) return null;
  const parts = (path === '' || path === '/' ? '/index.html' : path).split('/').slice(1);
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..');
  return isPlain ? parts.join('/') : null;
}
