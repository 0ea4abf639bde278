import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
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

  it('the one inline style that is allowed is the one React Aria writes', async () => {
    const package_ = dirname(createRequire(import.meta.url).resolve('react-aria/package.json'));
    const source = await readFile(join(package_, 'dist/private/interactions/usePress.mjs'), 'utf8');
    const template = /style\.textContent = `([^`]*)`\.trim\(\)/.exec(source)?.[1] ?? '';
    const attribute = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)?.[1] ?? '';
    const style = template.replace(/\$\{[^}]+\}/, attribute).trim();
    const hash = createHash('sha256').update(style).digest('base64');
    expect(contentSecurityPolicy('desk')).toContain(`style-src 'self' 'sha256-${hash}'`);
  });
});
