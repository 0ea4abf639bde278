import { describe, expect, it } from 'vitest';
import { deskCommands } from '#shared/contract/desk.ts';
import { z } from '#shared/contract/schema.ts';
import { createLog } from '../system/log.ts';
import { mayCall, type Caller, type PageName } from './gate.ts';
import { serve } from './serve.ts';

const desk: Caller = { page: 'desk', isMainFrame: true, frameUrl: 'app://desk/index.html' };

describe('who may call', () => {
  it('is the main frame of the page’s own window, showing the page', () => {
    expect(mayCall('desk', desk)).toBe(true);
    expect(mayCall('sign-in', { ...desk, page: 'sign-in', frameUrl: 'app://sign-in/' })).toBe(true);
    expect(mayCall('line', { ...desk, page: 'line', frameUrl: 'app://line/index.html?x' })).toBe(true);
  });

  it.each<[string, Partial<Caller>]>([
    ['a window that main did not open', { page: null }],
    ['another page’s window', { page: 'line' }],
    ['a frame inside the page', { isMainFrame: false }],
    ['a frame that has left', { frameUrl: null }],
    ['a page that went elsewhere', { frameUrl: 'https://desk/index.html' }],
    ['a host that only looks alike', { frameUrl: 'app://desk.evil/' }],
    ['a host with a port', { frameUrl: 'app://desk:1/' }],
    ['a user name that looks like the host', { frameUrl: 'app://desk@evil/' }],
    ['an empty page', { frameUrl: 'about:blank' }],
    ['no address at all', { frameUrl: '' }],
  ])('is not %s', (_who, change) => {
    expect(mayCall('desk', { ...desk, ...change })).toBe(false);
  });

  it('is never a page on another page’s channels', () => {
    const pages: PageName[] = ['desk', 'sign-in', 'line'];
    for (const page of pages) {
      const caller = { page, isMainFrame: true, frameUrl: `app://${page}/index.html` };
      expect(pages.filter((other) => mayCall(other, caller))).toEqual([page]);
    }
  });
});

/** One command that doubles a number, behind the real path. */
function doubling(handler: (n: { n: number }) => unknown): {
  ask: (input: unknown, caller?: Caller) => Promise<unknown>;
  logged: string[];
} {
  const logged: string[] = [];
  let listener: ((event: Caller, input: unknown) => Promise<unknown>) | undefined;
  const contract = {
    dial: {
      input: z.object({ n: z.number() }),
      output: z.object({ ok: z.literal(true), value: z.number() }),
    },
  };
  serve<typeof contract, Caller>({
    page: 'desk',
    contract,
    handlers: { dial: handler as never },
    ipc: { handle: (_channel, listen) => void (listener = listen) },
    identify: (caller) => caller,
    log: createLog((line) => logged.push(line), () => 0), // prettier-ignore
  });
  return { ask: async (input, caller = desk) => listener?.(caller, input), logged };
}

describe('the way in', () => {
  it('parses, handles, parses and answers', async () => {
    const { ask, logged } = doubling(({ n }) => ({ ok: true, value: n * 2, extra: 'dropped' }));
    await expect(ask({ n: 21, extra: 'dropped' })).resolves.toEqual({ ok: true, value: 42 });
    expect(logged).toEqual([]);
  });

  it('refuses a stranger before reading what they said', async () => {
    const { ask, logged } = doubling(() => {
      throw new Error('must not be reached');
    });
    await expect(ask({ n: 1 }, { ...desk, page: null })).resolves.toEqual({
      ok: false,
      error: { code: 'not-allowed' },
    });
    expect(logged).toHaveLength(1);
  });

  it('refuses what is not in the contract, and logs the channel and the place but no value', async () => {
    const { ask, logged } = doubling(() => ({ ok: true, value: 0 }));
    await expect(ask({ n: '+12025550123' })).resolves.toEqual({ ok: false, error: { code: 'bad-request' } });
    expect(logged.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        at: '1970-01-01T00:00:00.000Z',
        event: 'ipc-refused',
        channel: 'hearthline:desk:dial',
        code: 'bad-request',
        path: '*',
      },
    ]);
  });

  it('answers `internal` when a handler breaks its promise or throws, and says where', async () => {
    const broken = doubling(() => ({ ok: true, value: 'not a number' }));
    await expect(broken.ask({ n: 1 })).resolves.toEqual({ ok: false, error: { code: 'internal' } });
    expect(broken.logged[0]).toContain('ipc-answer-broken');
    const throwing = doubling(() => {
      throw new TypeError('Ada Sample +12025550123');
    });
    await expect(throwing.ask({ n: 1 })).resolves.toEqual({ ok: false, error: { code: 'internal' } });
    expect(throwing.logged[0]).toContain('gate.ts:');
    expect(throwing.logged[0]).not.toMatch(/Ada|5550123/);
  });

  it('has a place for every command of the desk', () => {
    const channels: string[] = [];
    const anyHandlers = Object.fromEntries(Object.keys(deskCommands).map((name) => [name, () => undefined]));
    serve({
      page: 'desk',
      contract: deskCommands,
      handlers: anyHandlers as never,
      ipc: { handle: (channel) => void channels.push(channel) },
      identify: () => desk,
      log: createLog(() => undefined, () => 0), // prettier-ignore
    });
    expect(channels).toHaveLength(Object.keys(deskCommands).length);
  });
});
