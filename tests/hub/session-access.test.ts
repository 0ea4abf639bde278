import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { newSeed } from '../../main/hub/identity.ts';
import { signRoster } from '../../main/hub/roster.ts';
import { removeAndTell } from '../../tools/hub/change-team.ts';
import { issueBadCertificate, makeAuthority } from '../pbx/certificates.ts';
import { until } from '../pbx/until.ts';
import { open, publication, stored } from './hub-contract.ts';
import { startTestHub, TestHub } from './nats.ts';
import { keptText, natsHub } from './session-hub.ts';

const AGENTS = ['ana', 'ben', 'cleo', 'dan', 'lead-mia'];
let hub: TestHub;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  hub = await startTestHub({ agents: AGENTS });
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});
afterAll(() => hub.stop());

async function opened(...[access, others]: Parameters<typeof natsHub>) {
  const way = natsHub(access, others);
  const session = await open(way);
  cleanUps.push(() => session.close());
  return { way, session };
}

function ended(server: { close(done: () => void): void }): Promise<void> {
  return new Promise((done) => {
    server.close(done);
  });
}

/** A server that greets every WebSocket with the same words. @returns its address */
async function greeting(words: string | Buffer): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  cleanUps.push(() => ended(server));
  server.on('connection', (socket) => {
    socket.send(words);
  });
  await once(server, 'listening');
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** @returns its port */
async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  cleanUps.push(() => {
    server.closeAllConnections();
    return ended(server);
  });
  await new Promise((done) => void server.once('listening', done));
  return (server.address() as AddressInfo).port;
}

describe('the way in', () => {
  it('is shut for a key the hub does not know', async () => {
    const way = natsHub({ ...hub.access('ana'), seed: newSeed() });
    expect(await way.open()).toEqual({ ok: false, error: { code: 'hub-refused' } });
  });

  it('leads on to the next server when one is down', async () => {
    await opened(hub.access('ana'), { servers: ['wss://localhost:9', ...hub.servers] });
  });

  it('says which name nobody knows', async () => {
    const way = natsHub(hub.access('ana'), { servers: ['wss://hub.invalid'] });
    const why = expect.stringMatching(/^host-un/);
    expect(await way.open()).toMatchObject({
      error: { code: 'hub-unreachable', details: { host: 'hub.invalid', why } },
    });
  });

  it('is refused when nobody we trust vouches for the hub', async () => {
    const way = natsHub({ ...hub.access('ana'), ca: null });
    expect(await way.open()).toMatchObject({
      error: { code: 'hub-unreachable', details: { why: 'certificate-untrusted' } },
    });
  });

  it.each([
    ['expired', 'certificate-expired'],
    ['wrong-name', 'certificate-wrong-name'],
    ['self-signed', 'certificate-untrusted'],
  ] as const)('is refused to a server whose certificate is %s', async (kind, why) => {
    const dir = await mkdtemp(join(tmpdir(), 'hearthline-hub-ca-'));
    cleanUps.push(() => rm(dir, { recursive: true }));
    const authority = await makeAuthority(dir);
    const { certificateFile, keyFile } = await issueBadCertificate(authority, kind);
    const server = createHttpsServer({ cert: readFileSync(certificateFile), key: readFileSync(keyFile) });
    const port = await listening(server);
    const access = { ...hub.access('ana'), ca: readFileSync(authority.certificateFile, 'utf8') };
    const way = natsHub(access, { servers: [`wss://localhost:${port}`] });
    expect(await way.open()).toMatchObject({ error: { code: 'hub-unreachable', details: { why } } });
  });

  it('is no way when what answers is no hub', async () => {
    const web = await listening(createHttpServer((_, answer) => answer.end('hello')));
    const talkers = [await greeting('220 mail ready\r\n'), await greeting(Buffer.from('220 mail ready\r\n'))];
    for (const address of [`ws://127.0.0.1:${web}`, `wss://127.0.0.1:${web}`, ...talkers]) {
      expect(await natsHub(hub.access('ana'), { servers: [address] }).open(), address).toMatchObject({
        error: { code: 'hub-unreachable', details: { why: 'not-a-hub' } },
      });
    }
  });
});

describe('a proxy', () => {
  /** A small forwarding proxy (RFC 9110 §9.3.6). */
  async function proxy(answer: string | null) {
    const asked: string[] = [];
    const server = createHttpServer();
    server.on('connect', ({ url = '' }, near) => {
      asked.push(url);
      if (answer !== null) {
        near.end(`HTTP/1.1 ${answer}\r\n\r\n`);
        return;
      }
      const far = connect(Number(url.split(':').at(-1)), '127.0.0.1', () => {
        near.write('HTTP/1.1 200 OK\r\n\r\n');
        far.pipe(near).pipe(far);
      });
      for (const socket of [near, far]) socket.on('error', () => far.destroy());
      near.on('close', () => far.destroy());
    });
    const port = await listening(server);
    return { asked, proxyFor: () => Promise.resolve(`http://127.0.0.1:${port}`) };
  }

  it('is gone through when the system names one', async () => {
    const { asked, proxyFor } = await proxy(null);
    const { session } = await opened(hub.access('ana'), { proxyFor });
    await stored(session, publication('callback-proxy', 0));
    expect(asked).toEqual([new URL(hub.servers[0] ?? '').host]);
  });

  it.each([
    ['407 Proxy Authentication Required', 407],
    ['403 Forbidden', 403],
  ])('that says %s is named', async (answer, status) => {
    const { proxyFor } = await proxy(answer);
    expect(await natsHub(hub.access('ana'), { proxyFor }).open()).toEqual({
      ok: false,
      error: { code: 'hub-unreachable', details: { host: 'localhost', why: 'proxy-refused', status } },
    });
  });

  it.each([
    ['http://127.0.0.1:9', 'proxy-unreachable'],
    ['socks5://127.0.0.1:9', 'proxy-unsupported'],
  ])('that is of no use is named: %s', async (address, why) => {
    const way = natsHub(hub.access('ana'), { proxyFor: () => Promise.resolve(address) });
    expect(await way.open()).toMatchObject({ error: { code: 'hub-unreachable', details: { why } } });
  });
});

describe('an agent', () => {
  it('may write under their own name, read their own answers, and nothing else', async () => {
    const connection = await hub.connectAs('ana');
    cleanUps.push(() => connection.close());
    const forbidden = [
      'cb.callback-1.ben',
      'audit.ben.entry',
      'presence.ben',
      'team.roster',
      'bulletin.ana',
      '$JS.API.STREAM.PURGE.CB',
      'JS.DATA.API.STREAM.PURGE.CB',
      'JS.DATA.API.STREAM.DELETE.CB',
      'JS.DATA.API.STREAM.MSG.DELETE.CB',
      'JS.DATA.API.STREAM.UPDATE.CB',
      'JS.DATA.API.CONSUMER.CREATE.AUDIT.x',
    ];
    for (const subject of forbidden) {
      const asked = connection.request(subject, '{}', { timeout: 2_000 });
      await expect(asked, subject).rejects.toThrow(/permissions violation/i);
    }
    for (const subject of ['cb.>', '_INBOX_ben.>', '_INBOX.>', 'team.>']) {
      const refused = new Promise((done) => {
        connection.subscribe(subject, { callback: (error) => done(error) });
      });
      expect(await refused, subject).toMatchObject({ name: 'PermissionViolationError' });
    }
  });

  it('is told when a publication can never be taken', async () => {
    const { session } = await opened(hub.access('ana'));
    for (const bytes of [17_000, 2_000_000]) {
      expect(await session.publish(publication('callback-big', 0, bytes))).toEqual({
        kind: 'refused',
        error: { code: 'bad-request', details: { what: 'too-long' } },
      });
    }
  });

  it('does not believe "duplicate" for what lies at another callback', async () => {
    const { session } = await opened(hub.access('ana'));
    const sent = publication('callback-dup-1', 0);
    const seq = await stored(session, sent);
    expect(await session.publish({ ...sent, callbackId: 'callback-dup-2' })).toEqual({ kind: 'lost-race' });
    expect(await session.lastAbout('callback-dup-2')).toEqual({ ok: true, value: null });
    expect(await session.lastAbout('callback-dup-1')).toMatchObject({ value: { seq } });
  });
});

describe('the team', () => {
  it('is known once a session is open, and remembered without one', async () => {
    const rosterKept = keptText();
    const { way } = await opened(hub.access('ana'), { rosterKept });
    expect(way.roster?.members.map(({ name }) => name)).toEqual(expect.arrayContaining(AGENTS));
    expect(way.keyring.keyIds).toEqual(['0001']);
    expect(natsHub(hub.access('ana'), { rosterKept }).roster).toEqual(way.roster);
  });

  it('is never an older one than was seen before', async () => {
    const { roster, identity } = hub.admin;
    const later = signRoster({ ...roster, revision: roster.revision + 5 }, identity.signing);
    const rosterKept = keptText(later.toString('base64url'));
    const { way } = await opened(hub.access('ana'), { rosterKept });
    expect(way.roster?.revision).toBe(roster.revision + 5);
  });

  it('puts somebody out within a minute, and seals with a new key that they do not get', async () => {
    const [ana, dan] = [await opened(hub.access('ana')), await opened(hub.access('dan'))];
    let changes = 0;
    ana.way.onTeam(() => (changes += 1));
    const beganMs = performance.now();
    expect(await removeAndTell(hub.dir, 'dan')).toEqual({ kind: 'told' });
    // The server cuts the line without a word, or the new roster comes first.
    expect((await dan.session.closed)?.code).toMatch(/^hub-(unreachable|refused)$/);
    const outMs = performance.now() - beganMs;
    console.log(`out after ${Math.round(outMs)} ms`);
    expect(outMs).toBeLessThan(60_000);
    expect(await dan.way.open()).toEqual({ ok: false, error: { code: 'hub-refused' } });
    await until('the new key', () => ana.way.keyring.currentKey()?.id === '0002');
    expect(changes).toBeGreaterThan(0);
    const event = { id: crypto.randomUUID(), at: Date.now(), type: 'note' as const, text: 'After Dan' };
    const sealed = ana.way.codec.seal('callback-rotated', event);
    if (!sealed.ok) throw new Error(sealed.error.code);
    const sent = { ...publication('callback-rotated', 0), data: sealed.value };
    const read = await ana.session.read(await stored(ana.session, sent));
    if (!read.ok || read.value === null) throw new Error('the message is there');
    expect(ana.way.codec.open(read.value)).toEqual({ kind: 'event', event, verified: false });
    expect(await ana.way.codec.verify(read.value)).toBe(true);
    expect(dan.way.codec.open(read.value)).toEqual({ kind: 'no-key', keyId: '0002' });
  });
});

describe('a hub that could lose or rewrite history', () => {
  it('is refused when its server is too old', async () => {
    const old = await TestHub.create({ agents: ['ana'], server: 'old' });
    // The tool, too, waits for a server that it can speak with, until this one is stopped.
    const launched = old.restart().catch((error: unknown) => error);
    cleanUps.push(async () => {
      await old.stop();
      await launched;
    });
    const way = natsHub(old.access('ana'));
    const answer = await until('the old server', async () => {
      const result = await way.open();
      return result.ok || result.error.code === 'hub-unreachable' ? undefined : result.error;
    });
    expect(answer).toEqual({ code: 'hub-too-old', details: { version: '2.10.27', needed: '2.12' } });
  });

  it('is refused by the name of what is wrong', async () => {
    const own = await startTestHub({ agents: ['ana'] });
    cleanUps.push(() => own.stop());
    const admin = await own.adminSession();
    cleanUps.push(() => admin.close());
    const way = natsHub(own.access('ana'));
    const { config } = await admin.manager.streams.info('CB');
    const refusal = async () => {
      const result = await way.open();
      return result.ok ? 'open' : `${result.error.code} ${String(result.error.details?.['what'])}`;
    };
    const changed = async (change: object) => {
      await admin.manager.streams.update('CB', { ...config, ...change });
      const said = await refusal();
      await admin.manager.streams.update('CB', config);
      return said;
    };
    const madeAnew = async (change: object) => {
      await admin.manager.streams.delete('CB');
      await admin.manager.streams.add({ ...config, ...change });
      return refusal();
    };
    expect(await changed({ max_age: 86_400_000_000_000 })).toBe('hub-misconfigured CB.max_age');
    expect(await changed({ max_msgs_per_subject: 1 })).toBe('hub-misconfigured CB.max_msgs_per_subject');
    expect(await changed({ duplicate_window: 120_000_000_000 })).toBe(
      'hub-misconfigured CB.duplicate_window',
    );
    expect(await changed({ discard: 'old' })).toBe('hub-misconfigured CB.discard');
    expect(await refusal()).toBe('open');
    expect(await madeAnew({ deny_delete: false })).toBe('hub-misconfigured CB.deny_delete');
    expect(await madeAnew({ deny_purge: false })).toBe('hub-misconfigured CB.deny_purge');
    expect(await madeAnew({ deny_purge: false, allow_rollup_hdrs: true })).toMatch(/^hub-misconfigured CB/);
    expect(await madeAnew({ storage: 'memory' })).toBe('hub-misconfigured CB.storage');
    expect(await madeAnew({ allow_direct: false })).toBe('hub-misconfigured CB.allow_direct');
    expect(await madeAnew({})).toBe('open');
    await admin.manager.streams.delete('TEAM');
    expect(await way.open()).toEqual({
      ok: false,
      error: { code: 'hub-misconfigured', details: { what: 'TEAM' } },
    });
    await admin.manager.streams.delete('CB');
    expect(await way.open()).toEqual({
      ok: false,
      error: { code: 'hub-misconfigured', details: { what: 'CB' } },
    });
  });
});
