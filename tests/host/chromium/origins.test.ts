import { beforeAll, describe, expect, it } from 'vitest';
import { headerForPage, isServed, serveScheme, toAppOrigin, toAppUrl, toPageUrl } from './origins.ts';

describe('The app’s addresses in Chromium', () => {
  beforeAll(() => serveScheme('app'));

  it.each([
    ['app://desk/', 'http://desk.localhost/'],
    ['app://sign-in/index.html?a=1#b', 'http://sign-in.localhost/index.html?a=1#b'],
    ['app://line/deep/path%20x', 'http://line.localhost/deep/path%20x'],
    ['about:blank', 'about:blank'],
    ['https://example.org/', 'https://example.org/'],
  ])('%s is %s and back', (app, page) => {
    expect(toPageUrl(app)).toBe(page);
    expect(toAppUrl(page)).toBe(app);
  });

  it.each([
    'http://localhost/',
    'http://desk.localhost:8080/',
    'http://a.desk.localhost/',
    'ws://desk.localhost/',
  ])('%s is not one of them', (url) => {
    expect(isServed(url)).toBe(false);
  });

  it('have an origin without a path', () => {
    expect(toAppOrigin('http://desk.localhost/x?y')).toBe('app://desk');
    expect(toAppOrigin('app://desk/x')).toBe('app://desk');
    expect(toAppOrigin('https://example.org/x')).toBe('https://example.org');
  });

  it('are translated inside a policy, and only there', () => {
    const policy = "default-src 'none'; connect-src app://line wss: app:; frame-src myapp://desk";
    expect(headerForPage(policy)).toBe(
      "default-src 'none'; connect-src http://line.localhost wss: http://*.localhost; frame-src myapp://desk",
    );
  });

  it('belong to one scheme', () => {
    expect(() => serveScheme('other')).toThrow('one scheme');
  });
});
