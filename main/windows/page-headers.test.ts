import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, pageHeaders } from './page-headers.ts';

describe('the headers of a page', () => {
  it.each(['desk', 'sign-in', 'line'] as const)(
    '%s refuses what is not named and runs no inline script',
    (page) => {
      const policy = contentSecurityPolicy(page);
      expect(policy.startsWith("default-src 'none'; script-src 'self'; ")).toBe(true);
      expect(policy).not.toMatch(/unsafe|\*|data:|blob:|https?:/);
      expect(pageHeaders(page, 'text/html')['X-Content-Type-Options']).toBe('nosniff');
    },
  );

  it('only the line window may open WebSockets', () => {
    expect(contentSecurityPolicy('line')).toContain("connect-src 'self' ws: wss:");
    for (const page of ['desk', 'sign-in'] as const) expect(contentSecurityPolicy(page)).not.toContain('ws');
  });

  it('no page needs an inline style: each has the id by which React Aria knows that its one rule is there', async () => {
    const package_ = dirname(createRequire(import.meta.url).resolve('react-aria/package.json'));
    const source = await readFile(join(package_, 'dist/private/interactions/usePress.mjs'), 'utf8');
    const id = /STYLE_ID = '([^']+)'/.exec(source)?.[1] ?? 'not found in React Aria';
    const attribute = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)?.[1] ?? 'not found in React Aria';
    const read = (file: string): Promise<string> => readFile(join('renderer', 'desk', file), 'utf8');
    for (const page of ['index.html', 'sign-in/index.html']) expect(await read(page)).toContain(`id="${id}"`);
    expect(await read('ui/base.css')).toContain(`[${attribute}] {`);
    for (const page of ['desk', 'sign-in'] as const)
      expect(contentSecurityPolicy(page)).toContain("style-src 'self';");
  });
});
