import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { headers, type Msg, type NatsConnection, RequestError } from '@nats-io/nats-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identityFrom } from '../../main/hub/identity.ts';
import { Keyring } from '../../main/hub/keyring.ts';
import { sealForTeam, sealFromIntake } from '../../main/hub/seal.ts';
import { unwrapTeamKey } from '../../main/hub/team-keys.ts';
import { publicKey } from '../../main/hub/raw-keys.ts';
import type { CallbackEvent } from '#shared/callback/event.ts';
import type { AdminSession } from '../../tools/hub/admin-session.ts';
import { startTestHub, type TestHub } from './nats.ts';

let hub: TestHub;
let admin: AdminSession;
let anna: NatsConnection;
let ben: NatsConnection;

beforeAll(async () => {
  hub = await startTestHub({ agents: ['anna', 'ben', 'lead-cora', 'intake-web'] });
  admin = await hub.adminSession();
  anna = await hub.connectAs('anna');
  ben = await hub.connectAs('ben');
});
afterAll(async () => {
  await Promise.all([anna?.close(), ben?.close(), admin?.close()]);
  await hub?.stop();
});

const API = 'JS.DATA.API';

/** Every message of every stream, as `stream subject`. */
async function everything(): Promise<string[]> {
  const found: string[] = [];
  for (const { config } of await admin.streams()) {
    const { state } = await admin.manager.streams.info(config.name, { subjects_filter: '>' });
    for (const [subject, count] of Object.entries(state.subjects ?? {}))
      found.push(...Array.from({ length: count }, () => `${config.name} ${subject}`));
  }
  return found.toSorted();
}

/** The server's answer, or why there was none. */
async function ask(nc: NatsConnection, subject: string, body = ''): Promise<string> {
  try {
    return (await nc.request(subject, body, { timeout: 3000 })).string();
  } catch (error) {
    return error instanceof RequestError && error.isNoResponders() ? 'nobody answers' : String(error);
  }
}

describe('authorship', () => {
  it('is one’s own: nobody publishes under another’s name, nor what only leads or the admin say', async () => {
    const before = await everything();
    for (const subject of [
      'cb.callback1.ben',
      'audit.ben.signed-in',
      'presence.ben',
      'bulletin.anna',
      'bulletin.lead-cora',
      'scripts.one.anna',
      'scripts.one.lead-cora',
      'team.roster',
      'team.key.0001.anna',
      'live.cb.callback1.ben',
      'anything',
    ])
      expect(await ask(anna, subject, 'forged'), subject).toMatch(/Permissions Violation for Publish/i);
    expect(await everything()).toEqual(before);
  });

  it('is enforced for every word of the subject, and lets one’s own through', async () => {
    expect(await ask(anna, 'cb.callback1.ben.anna', 'x')).toMatch(/Permissions Violation/i);
    expect(await ask(anna, 'cb.anna', 'x')).toMatch(/Permissions Violation/i);
    expect(await ask(anna, 'cb.callback1.anna', 'mine')).toContain('"stream":"CB"');
    expect(await everything()).toContain('CB cb.callback1.anna');
  });

  it('cannot be forged by a reply subject, in any of the five ways, nor by a push consumer', async () => {
    const consumer = {
      name: 'pull1',
      ack_policy: 'none',
      mem_storage: true,
      inactive_threshold: 60_000_000_000,
    };
    const create = (config: object) => JSON.stringify({ stream_name: 'CB', config, action: 'create' });
    expect(await ask(anna, `${API}.CONSUMER.CREATE.CB.pull1`, create(consumer))).toContain('"name":"pull1"');
    expect(await ask(anna, 'cb.callback2.anna', 'mine')).toContain('"stream":"CB"');
    const before = await everything();

    const requests: [string, string][] = [
      // Its acknowledgement, a message by position, a pull, what the stream is, what a consumer became.
      ['cb.callback2.anna', 'once more'],
      [`${API}.STREAM.MSG.GET.CB`, JSON.stringify({ seq: 1 })],
      [`${API}.CONSUMER.MSG.NEXT.CB.pull1`, JSON.stringify({ batch: 10, no_wait: true })],
      [`${API}.STREAM.INFO.CB`, ''],
      [`${API}.CONSUMER.CREATE.CB.pull2`, create({ ...consumer, name: 'pull2' })],
      [`${API}.DIRECT.GET.CB`, JSON.stringify({ seq: 1 })],
      [`${API}.INFO`, ''],
    ];
    const targets = ['audit.ben.forged', 'cb.callback2.ben', 'bulletin.lead-cora', 'team.roster'];
    for (const reply of targets)
      for (const [subject, body] of requests) anna.publish(subject, body, { reply });
    for (const [index, target] of targets.entries()) {
      const config = { ...consumer, name: `push${index}`, deliver_subject: target };
      // Into the stream's own subjects it is refused; elsewhere it is made, and delivers to nobody.
      const answer = await ask(anna, `${API}.CONSUMER.CREATE.CB.push${index}`, create(config));
      expect(answer).toMatch(target.startsWith('cb.') ? /forms a cycle/ : /"name":"push/);
    }
    // The same requests with an honest reply: once these are answered, those before them are done with.
    for (const [subject, body] of requests) await ask(anna, subject, body);

    const gained = (await everything()).filter((one) => one !== 'CB cb.callback2.anna');
    expect(gained).toEqual(before.filter((one) => one !== 'CB cb.callback2.anna'));
  });

  it('would be forged by the same request from inside the streams’ account, so the look is a real one', async () => {
    const before = await everything();
    const { connection } = admin;
    connection.publish('$JS.API.STREAM.INFO.CB', '', { reply: 'audit.ben.by-the-admin' });
    await admin.manager.streams.info('CB');
    const gained = (await everything()).filter((one) => !before.includes(one));
    expect(gained).toEqual(['AUDIT audit.ben.by-the-admin']);
  });

  it('is not got round by headers that make JetStream do other things', async () => {
    const before = await everything();
    for (const [name, value] of [
      ['Nats-Rollup', 'all'],
      ['Nats-Rollup', 'sub'],
      ['Nats-TTL', '1s'],
      ['Nats-Schedule', '@every 1s'],
      ['Nats-Batch-Id', 'batch'],
      ['Nats-Incr', '+1'],
    ] as const) {
      const header = headers();
      header.set(name, value);
      if (name === 'Nats-Batch-Id') header.set('Nats-Batch-Sequence', '1');
      if (name === 'Nats-Schedule') header.set('Nats-Schedule-Target', 'cb.callback2.ben');
      const answer = await anna.request('cb.callback2.anna', 'x', { headers: header, timeout: 3000 });
      expect(answer.string(), name).toContain('"error"');
    }
    expect(await everything()).toEqual(before);
  });
});

describe('what others say', () => {
  it('cannot be listened to: only one’s own inbox can', async () => {
    for (const subject of [
      '>',
      '_INBOX_ben.>',
      '_INBOX.>',
      'cb.>',
      'audit.>',
      'live.>',
      'team.>',
      '$SYS.>',
      '$JS.>',
      'JS.>',
    ]) {
      const heard: Msg[] = [];
      const refused = new Promise<unknown>((resolve) => {
        anna.subscribe(subject, {
          callback: (error, message) => {
            if (error) resolve(error);
            else heard.push(message);
          },
        });
      });
      expect(String(await refused), subject).toMatch(/Permissions Violation for Subscription/i);
      expect(await ask(ben, 'cb.callback3.ben', 'x')).toContain('"stream":"CB"');
      expect(heard, subject).toEqual([]);
    }
  });

  it('cannot be taken out, changed or wiped, and the streams are not theirs to touch', async () => {
    const before = await everything();
    const config = JSON.stringify({ name: 'CB', subjects: ['cb.*.*'], storage: 'file', deny_purge: false });
    for (const verb of [
      'STREAM.PURGE.CB',
      'STREAM.DELETE.CB',
      'STREAM.MSG.DELETE.CB',
      'STREAM.UPDATE.CB',
      'STREAM.CREATE.MINE',
      'STREAM.SNAPSHOT.CB',
      'STREAM.RESTORE.MINE',
      'STREAM.LEADER.STEPDOWN.CB',
      'STREAM.LIST',
      'STREAM.NAMES',
      'CONSUMER.LIST.CB',
      'CONSUMER.NAMES.CB',
      'CONSUMER.CREATE.AUDIT.mine',
      'STREAM.MSG.GET.AUDIT',
      'ACCOUNT.PURGE.DATA',
      'SERVER.REMOVE',
    ])
      for (const prefix of [API, '$JS.API'])
        expect(await ask(anna, `${prefix}.${verb}`, config), `${prefix}.${verb}`).toMatch(
          /Permissions Violation/i,
        );
    expect(await everything()).toEqual(before);
  });

  it('is denied even to the admin: a log can be neither purged nor thinned', async () => {
    await expect(admin.manager.streams.purge('CB')).rejects.toThrow(/purge/);
    await expect(admin.manager.streams.deleteMessage('CB', 1)).rejects.toThrow(/delete/);
    await expect(admin.manager.streams.update('CB', { deny_purge: false })).rejects.toThrow(/purge/);
  });

  it('an intake writes and reads nothing but the roster', async () => {
    const web = await hub.connectAs('intake-web');
    expect(await ask(web, 'cb.callback4.intake-web', 'x')).toContain('"stream":"CB"');
    const roster = await web.request(`${API}.DIRECT.GET.TEAM.team.roster`, '', { timeout: 3000 });
    expect(Buffer.from(roster.data).equals(Buffer.from(hub.admin.rosterMessage().data))).toBe(true);
    for (const request of [
      'STREAM.MSG.GET.CB',
      'CONSUMER.CREATE.CB.mine',
      'STREAM.MSG.GET.TEAM',
      'STREAM.INFO.CB',
    ])
      expect(await ask(web, `${API}.${request}`, JSON.stringify({ seq: 1 })), request).toMatch(
        /Permissions Violation/i,
      );
    expect(await ask(web, 'cb.callback4.anna', 'x')).toMatch(/Permissions Violation/i);
    await web.close();
  });
});

describe('a patient’s name, number and note', () => {
  const needle = { name: 'Wilhelmina Needlework', number: '+15550142', note: 'asks about the needle biopsy' };
  const event: CallbackEvent = {
    id: crypto.randomUUID(),
    at: 1_800_000_000_000,
    type: 'requested',
    number: needle.number,
    name: needle.name,
    note: needle.note,
    reason: 'Test results',
    priority: 'normal',
    requestedMs: 1_800_000_000_000,
    source: 'web',
  };

  it('stand in no file of the hub, no subject and no log in clear', async () => {
    const { roster } = hub.admin;
    const current = roster.keys.at(-1);
    if (!current) throw new Error('no key');
    const ring = new Keyring();
    const mine = identityFrom(hub.access('anna').seed);
    const wrapped = hub.admin.keyMessages().find(({ subject }) => subject === `team.key.${current.id}.anna`);
    const trust = publicKey('ed25519', hub.admin.identity.signKey);
    const key = unwrapTeamKey(
      wrapped?.wrap() ?? Buffer.alloc(0),
      { keyId: current.id, teamId: roster.team, agent: 'anna' },
      mine.sealing,
      trust,
    );
    if (!key) throw new Error('not unwrapped');
    ring.addKey(key);
    const ready = ring.key(current.id);
    if (!ready) throw new Error('no key');

    const place = { callbackId: 'needle-by-anna', author: 'anna' };
    anna.publish('cb.needle-by-anna.anna', sealForTeam(event, place, ready, mine.signing));
    await anna.flush();
    const web = await hub.connectAs('intake-web');
    const intake = { callbackId: 'needle-by-web', author: 'intake-web' };
    const to = { keyId: current.id, intakeKey: current.intakeKey };
    const sealed = sealFromIntake(event, intake, to, identityFrom(hub.access('intake-web').seed).signing);
    expect((await web.request('cb.needle-by-web.intake-web', sealed)).string()).toContain('"seq"');
    await web.close();

    const subjects = (await everything()).join('\n');
    expect(subjects).toContain('cb.needle-by-anna.anna');
    expectNoNeedle(Buffer.from(subjects), 'subjects');
    let looked = 0;
    for (const path of readdirSync(hub.dir, { recursive: true, encoding: 'utf8' })) {
      const file = join(hub.dir, path);
      if (!statSync(file).isFile()) continue;
      expectNoNeedle(readFileSync(file), path);
      looked += 1;
    }
    expect(looked).toBeGreaterThan(20);
    // The sealed payload is not found either: the store itself is encrypted.
    const block = readdirSync(join(hub.streamDir('hub1', 'CB'), 'msgs')).find((name) =>
      name.endsWith('.blk'),
    );
    const bytes = readFileSync(join(hub.streamDir('hub1', 'CB'), 'msgs', block ?? ''));
    expect(bytes.length).toBeGreaterThan(sealed.length);
    expect(bytes.includes(sealed)).toBe(false);
    expect(bytes.includes('needle-by-web')).toBe(false);
  });

  function expectNoNeedle(bytes: Buffer, where: string): void {
    for (const text of [...Object.values(needle), needle.number.slice(1)])
      for (const encoding of ['utf8', 'base64', 'base64url', 'hex', 'utf16le'] as const) {
        const hidden = encoding === 'utf8' || encoding === 'utf16le';
        // Base64 of a text in the middle of another: without its first and last characters, which depend on them.
        const form = hidden ? Buffer.from(text, encoding) : Buffer.from(text).toString(encoding).slice(2, -3);
        expect(bytes.includes(form), `${where}: ${encoding}`).toBe(false);
      }
  }
});
