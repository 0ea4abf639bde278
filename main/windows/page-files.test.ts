import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageFile } from './page-files.ts';

const root = join('/opt', 'app', 'renderer');

describe('an app:// address', () => {
  it.each([
    ['app://desk/', 'desk/index.html', 'text/html; charset=utf-8'],
    ['app://desk/index.html?x#y', 'desk/index.html', 'text/html; charset=utf-8'],
    ['app://sign-in/assets/index-1a2b.js', 'sign-in/assets/index-1a2b.js', 'text/javascript; charset=utf-8'],
    ['app://line/assets/a%20b.wav', 'line/assets/a b.wav', 'audio/wav'],
  ])('%s is a file of its page', (address, path, mimeType) => {
    expect(pageFile(root, address)).toMatchObject({ path: join(root, path), mimeType });
  });

  it.each([
    'app://desk/../line/index.html',
    'app://desk/%2e%2e/line/index.html',
    'app://desk/..%2fline/index.html',
    'app://desk/assets/..%2f..%2f..%2fetc/passwd.json',
    'app://desk/..\\line\\index.html',
    'app://desk/..%5cline%5cindex.html',
    'app://desk/index.html%00.js',
    'app://desk//etc/hosts.json',
    'app://desk/C:/secret.json',
    'app://desk/%ff.js',
    'app://desk/assets/',
    'app://desk/index.html.map',
    'app://desk/.js',
    'app://other/index.html',
    'app://desk.evil/index.html',
    'app://user@desk/index.html',
    'app://desk:80/index.html',
    'https://desk/index.html',
    'file:///etc/passwd.json',
    'nonsense',
  ])('%s is none', (address) => {
    // A URL parser may fold `..` away before we see it; then the file is inside the page after all.
    expect([undefined, join(root, 'desk', 'line/index.html')]).toContain(pageFile(root, address)?.path);
  });

  it('never leads outside the folder of its page', () => {
    const part = fc.constantFrom(
      '..',
      '%2e%2e',
      '/',
      '%2f',
      '\\',
      '%5c',
      'a',
      '.js',
      '%00',
      '%',
      'index.html',
      ':',
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const file = pageFile(root, `app://desk/${parts.join('')}`);
        const isInside = file === null || file.path.startsWith(`${join(root, 'desk')}/`);
        expect([isInside, file?.path.split('/').includes('..') ?? false]).toEqual([true, false]);
      }),
    );
  });
});
