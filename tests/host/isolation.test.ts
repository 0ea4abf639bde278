import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { Fixture } from './fixture/run-fixture.ts';

describe('A page and its preload', () => {
  let app: Fixture;
  let page: Page;
  beforeAll(async () => {
    app = await Fixture.start();
    page = await app.page();
  });
  afterAll(() => app.close());

  it('have the bridge before the first script of the page runs', async () => {
    expect(await page.evaluate(() => isBridgeThere)).toBe('object');
  });

  it('share no globals', async () => {
    const found = await page.evaluate(() => [
      'ofThePreload' in globalThis,
      'require' in globalThis,
      'process' in globalThis,
      Object.getOwnPropertyNames(window).filter((name) => /^(tell|hear)_/.test(name)).length,
    ]);
    expect(found).toEqual([false, false, false, 0]);
  });

  it('give the page a bridge that it can neither change nor replace', async () => {
    const results = await page.evaluate(() => {
      const attempt = (what: () => void): string => {
        try {
          what();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      };
      return [
        Object.isFrozen(fixture),
        Object.isFrozen(fixture.nested.list),
        attempt(() => Object.assign(fixture, { say: null })),
        attempt(() => Object.defineProperty(window, 'fixture', { value: null })),
        typeof fixture.say,
      ];
    });
    expect(results).toEqual([true, true, 'TypeError', 'TypeError', 'function']);
  });

  it('exchange copies: functions as proxies, dates as dates, errors as errors', async () => {
    const results = await page.evaluate(async () => {
      let error = 'none';
      try {
        fixture.throws();
      } catch (caught) {
        error = String(caught);
      }
      return [
        fixture.here({ any: 'thing' }),
        fixture.apply((a: number, b: number) => a + b, 2, 3),
        fixture.nested.when instanceof Date,
        fixture.nested.list[1].two,
        error,
      ];
    });
    const here = { kind: 'object', type: 'renderer', at: 'http://first.localhost/index.html' };
    expect(results).toEqual([here, 5, true, 2, 'RangeError: out of bounds']);
  });

  it('stay apart when the page replaces what the bridge is made of', async () => {
    const seen = await page.evaluate(async () => {
      const overheard: string[] = [];
      const spy =
        (name: string) =>
        (...args: unknown[]): never => {
          overheard.push(name, JSON.stringify(args));
          throw new Error('tampered');
        };
      const before = { dispatch: EventTarget.prototype.dispatchEvent, carrier: window.CustomEvent };
      EventTarget.prototype.dispatchEvent = spy('dispatchEvent');
      window.CustomEvent = spy('CustomEvent') as unknown as typeof CustomEvent;
      try {
        return [await fixture.echo('still here'), overheard];
      } finally {
        EventTarget.prototype.dispatchEvent = before.dispatch;
        window.CustomEvent = before.carrier;
      }
    });
    expect(seen).toEqual(['still here', []]);
  });

  it('leave frames inside the page without a bridge', async () => {
    const found = await page.evaluate(() => {
      const frame = document.body.appendChild(document.createElement('iframe'));
      const inner = frame.contentWindow as Window;
      const names = Object.getOwnPropertyNames(inner).filter((name) => /fixture|tell_|hear_/.test(name));
      frame.remove();
      return names;
    });
    expect(found).toEqual([]);
  });

  it('obey the Content-Security-Policy that protocol.handle sent', async () => {
    const blocked = await page.evaluate(async () => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        violations.push(event.effectiveDirective),
      );
      const inline = document.createElement('script');
      inline.textContent = 'globalThis.inlineRan = true';
      document.body.append(inline);
      const image = new Image();
      const failed = new Promise((resolve) => image.addEventListener('error', resolve));
      image.src = '/picture.png';
      await failed;
      return { violations, ran: 'inlineRan' in globalThis };
    });
    expect(blocked).toEqual({ violations: ['script-src-elem', 'img-src'], ran: false });
  });

  it('reach the app’s own scheme, and no other place over http even where the policy would let them', async () => {
    const [own, missing, elsewhere] = await page.evaluate(async () => [
      await fetch('/page.js').then((response) => response.status),
      await fetch('/missing').then((response) => response.status),
      await fetch('http://elsewhere.example/').then(String, (error: unknown) => (error as Error).message),
    ]);
    expect([own, missing, elsewhere]).toEqual([200, 404, 'Failed to fetch']);
  });

  it('are a secure context with media devices', async () => {
    expect(await page.evaluate(() => [isSecureContext, 'mediaDevices' in navigator])).toEqual([true, true]);
  });
});
