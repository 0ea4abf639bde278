import { writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../pbx/ports.ts';
import { trustStore, type TrustStore } from '../pbx/trust-store.ts';
import type { Agent } from './agent.ts';
import { Floor, patientOn } from './floor.ts';
import { saveIfFailed } from './harness/evidence.ts';
import { writeTeamProfile } from './team-profile.ts';

describe('When something given is wrong', () => {
  let floor: Floor;
  let desk: Agent | undefined;
  let silent: Server;
  let store: TrustStore;
  /** Chromium trusts the bench's authority by its home folder, Node's own look at a server by this variable. */
  let trusting: Record<string, string>;

  beforeAll(async () => {
    floor = await Floor.open();
    store = await trustStore([floor.pbx.caFile]);
    trusting = { ...store.env, NODE_EXTRA_CA_CERTS: floor.pbx.caFile };
    silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
  });
  afterEach(async (context) => {
    await saveIfFailed(context);
    await desk?.app.close();
    desk = undefined;
  });
  afterAll(async () => {
    silent.close();
    await store.remove();
    await floor.close();
  });

  const rightPassword = (): string => floor.pbx.account('1001').password;
  /** What the sign-in page says went wrong. */
  const saysAfterSignIn = async (url: string, password = rightPassword()): Promise<string> => {
    desk = await floor.openDesk(undefined, { servers: [url] }, { env: trusting });
    await desk.tryToSignIn('1001', password);
    const alert = desk.page.getByRole('alert');
    await alert.waitFor({ timeout: 15_000 });
    // The app stays usable: the page takes another try.
    expect(await desk.button('Sign in').isEnabled()).toBe(true);
    return (await alert.textContent()) ?? '';
  };

  it('says that extension and password do not fit together', async () => {
    expect(await saysAfterSignIn(floor.pbx.wsUrl, 'not-the-password')).toMatch(/password do not fit/);
    await desk?.signIn('1001', rightPassword());
  });

  it('says that a host does not exist', async () => {
    expect(await saysAfterSignIn('wss://nowhere.invalid:8089/ws')).toMatch(
      /no server named nowhere\.invalid/,
    );
  });

  it('says that nothing answers on a port', async () => {
    const port = await freePort();
    expect(await saysAfterSignIn(`wss://127.0.0.1:${port}/ws`)).toContain(`nothing answers on port ${port}`);
  });

  it.each([
    ['self-signed', /could not prove who it is/],
    ['expired', /certificate .* has run out/],
    ['wrong-name', /belongs to another name/],
  ] as const)('says that a certificate is %s', async (kind, words) => {
    expect(await saysAfterSignIn(await floor.pbx.wssUrlWith(kind))).toMatch(words);
  });

  it('says that a server takes the connection and never answers', async () => {
    const { port } = silent.address() as AddressInfo;
    expect(await saysAfterSignIn(`ws://127.0.0.1:${port}/ws`)).toMatch(
      /took the connection and said nothing/,
    );
  });

  it('says that a server is no phone server', async () => {
    expect(await saysAfterSignIn(floor.pbx.wsUrl.replace('/ws', '/nothing-here'))).toMatch(
      /not as a phone server/,
    );
  });

  it('signs in over a certificate that the computer trusts', async () => {
    desk = await floor.openDesk(undefined, { servers: [floor.pbx.wssUrl] }, { env: trusting });
    await desk.signIn('1001', rightPassword());
  });

  it('says that the microphone was denied, and goes on showing calls', async () => {
    desk = await floor.staff('1001', undefined, {}, { switches: ['--use-fake-ui-for-media-stream=deny'] });
    await desk.dial('600');
    await desk.page.getByText('The microphone is not allowed.').first().waitFor();
    await desk.page
      .getByText(/Allow the microphone for Hearthline/)
      .first()
      .waitFor();
    const patient = await patientOn(floor);
    await patient.call('1001');
    await desk.alert().waitFor();
    await patient.hangUp();
    await desk.quiet();
  });

  it('says that there is no microphone', async () => {
    desk = await floor.staff('1001', undefined, {}, { withoutFakeDevices: true });
    await desk.dial('600');
    await desk.page.getByText('There is no microphone.').first().waitFor();
    await desk.page
      .getByText(/Plug in your headset/)
      .first()
      .waitFor();
    expect((await desk.state()).registration.name).toBe('registered');
  });

  it('says of what is not a number that it is none, and calls nobody', async () => {
    desk = await floor.staff('1001');
    for (const text of ['hello', '+', '()', 'tel:', 'sip:@']) {
      await desk.dial(text);
      await desk.page
        .getByText(/not a (phone )?number|no number/i)
        .first()
        .waitFor();
      expect((await desk.state()).calls, text).toEqual([]);
    }
  });

  it('names every mistake of a profile with ten, and takes a better one', async () => {
    const profile = join(floor.dir, 'ten.hearthline.json');
    writeFileSync(profile, JSON.stringify(TEN_MISTAKES));
    desk = await floor.openDesk(undefined, {}, { profile });
    await desk.page.getByText('ten.hearthline.json has 10 mistakes').waitFor();
    const texts = await desk.page.getByRole('listitem').allTextContents();
    expect(texts).toHaveLength(MISTAKEN_PATHS.length);
    for (const path of MISTAKEN_PATHS) expect(texts.join('\n')).toContain(path);
    const better = writeTeamProfile(floor.dir, { servers: [floor.pbx.wsUrl] });
    await desk.page.locator('input[type=file]').setInputFiles(better);
    await desk.signIn('1001', rightPassword());
  });
});

const TEN_MISTAKES = {
  version: 2,
  name: '',
  sip: {
    domain: 'not a host',
    servers: [{ url: 'http://pbx.example.org', trustAutoAnswer: 'yes' }],
    registrationExpirySec: 5,
    dtmf: 'inband',
    maxCalls: 0,
  },
  numbers: { country: 'Atlantis' },
  wrapUpSec: -1,
};
const MISTAKEN_PATHS = [
  'version',
  'name',
  'sip.domain',
  'sip.servers[0].url',
  'sip.servers[0].trustAutoAnswer',
  'sip.registrationExpirySec',
  'sip.dtmf',
  'sip.maxCalls',
  'numbers.country',
  'wrapUpSec',
];
