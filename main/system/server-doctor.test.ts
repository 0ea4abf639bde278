import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTls } from 'node:tls';
import { createServer as createHttps } from 'node:https';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { examineServer, examineServers } from './server-doctor.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearthline-doctor-'));
const open: Server[] = [];
const sockets = new Set<Socket>();

interface Identity {
  readonly key: string;
  readonly cert: string;
}
const identities = new Map<string, Identity>();
const openssl = (...args: string[]): void =>
  void execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] });

/** A certificate for 127.0.0.1 or another name, from our authority or from itself. */
function identity(name: string, altName: string, { days = '2', issuer = 'ca' as 'ca' | 'self' }): Identity {
  const [key, csr, cert, ext] = ['key', 'csr', 'pem', 'ext'].map((kind) => `${name}.${kind}`) as [
    string,
    string,
    string,
    string,
  ];
  writeFileSync(join(folder, ext), `subjectAltName=${altName}\n`);
  openssl(
    'req',
    '-new',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    key,
    '-out',
    csr,
    '-subj',
    `/CN=${name}`,
  );
  const signer =
    issuer === 'ca' ? ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial'] : ['-signkey', key];
  openssl('x509', '-req', '-in', csr, ...signer, '-days', days, '-extfile', ext, '-out', cert);
  return { key: readFileSync(join(folder, key), 'utf8'), cert: readFileSync(join(folder, cert), 'utf8') };
}

beforeAll(() => {
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-days',
    '2',
    '-subj',
    '/CN=Test authority',
  );
  identities.set('good', identity('good', 'IP:127.0.0.1,DNS:localhost', {}));
  identities.set('self', identity('self', 'IP:127.0.0.1', { issuer: 'self' }));
  identities.set('other', identity('other', 'DNS:pbx.example.org', {}));
  identities.set('expired', identity('expired', 'IP:127.0.0.1', { days: '-1' }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listening(server: Server): Promise<number> {
  open.push(server);
  server.on('connection', (socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
const authority = (): string[] => [readFileSync(join(folder, 'ca.pem'), 'utf8')];
const look = (url: string, limitMs = 4000): Promise<unknown> =>
  examineServer(url, { limitMs, ca: authority() });
const found = (code: string, port: number, more = {}): unknown => ({
  code,
  details: { host: '127.0.0.1', port, ...more },
});
function sipOver(server: Server, protocol: string | false = 'sip'): Server {
  const webSockets = new WebSocketServer({ server: server as never, handleProtocols: () => protocol });
  webSockets.on('connection', (socket) => socket.on('error', () => undefined));
  return server;
}
function secure(name: string): Identity {
  const made = identities.get(name);
  if (!made) throw new Error(`no certificate ${name}`);
  return made;
}

describe('a server that is as it should be', () => {
  it('is no finding, over ws and over wss', async () => {
    const ws = await listening(sipOver(createHttp()));
    expect(await look(`ws://127.0.0.1:${ws}/ws`)).toBeNull();
    const wss = await listening(sipOver(createHttps(secure('good'))));
    expect(await look(`wss://127.0.0.1:${wss}/ws`)).toBeNull();
    expect(await look(`wss://localhost:${wss}/ws`)).toBeNull();
  });

  it('is enough, when another one of the profile is not', async () => {
    const ws = await listening(sipOver(createHttp()));
    const nobody = await freePort();
    expect(await examineServers([`ws://127.0.0.1:${nobody}/`, `ws://127.0.0.1:${ws}/`])).toBeNull();
    expect(await examineServers([`ws://127.0.0.1:${nobody}/`])).toEqual(found('port-closed', nobody));
  });
});

describe('the way to the server', () => {
  it('ends at a name that nobody knows', async () => {
    expect(await look('wss://no-such-host.invalid/ws')).toEqual({
      code: 'host-unknown',
      details: { host: 'no-such-host.invalid', port: 443 },
    });
  });

  it('ends at a port where nobody listens', async () => {
    const port = await freePort();
    expect(await look(`wss://127.0.0.1:${port}/ws`)).toEqual(found('port-closed', port));
  });

  it('ends at an address that this network cannot reach', async () => {
    // Multicast is no address a connection can be made to, on any network.
    expect(await look('ws://224.0.0.1:5060/')).toMatchObject({ code: 'host-unreachable' });
  });
});

describe('a certificate', () => {
  it.each([
    ['self', 'certificate-untrusted'],
    ['other', 'certificate-wrong-name'],
    ['expired', 'certificate-expired'],
  ])('%s is %s', async (name, code) => {
    const port = await listening(sipOver(createHttps(secure(name))));
    expect(await look(`wss://127.0.0.1:${port}/ws`)).toEqual(found(code, port));
  });

  it('of an authority that this computer does not know is untrusted', async () => {
    const port = await listening(sipOver(createHttps(secure('good'))));
    expect(await examineServer(`wss://127.0.0.1:${port}/ws`)).toEqual(found('certificate-untrusted', port));
  });
});

describe('something else on the port', () => {
  it('is a web server that knows no WebSocket there', async () => {
    const port = await listening(createHttp((_request, response) => response.writeHead(404).end()));
    expect(await look(`ws://127.0.0.1:${port}/ws`)).toEqual(found('not-a-sip-server', port, { status: 404 }));
  });

  it('is a WebSocket server that does not speak SIP', async () => {
    const port = await listening(sipOver(createHttp(), false));
    expect(await look(`ws://127.0.0.1:${port}/ws`)).toEqual(found('not-a-sip-server', port, { status: 101 }));
  });

  it('is a server with a fault of its own', async () => {
    const port = await listening(createHttp((_request, response) => response.writeHead(503).end()));
    expect(await look(`ws://127.0.0.1:${port}/ws`)).toEqual(found('server-error', port, { status: 503 }));
  });

  it('speaks another language altogether', async () => {
    const port = await listening(
      createTcp((socket) => socket.on('error', () => undefined).end('220 mail.example ESMTP\r\n\r\n')),
    );
    expect(await look(`ws://127.0.0.1:${port}/`)).toEqual(found('not-a-sip-server', port));
    expect(await look(`wss://127.0.0.1:${port}/`)).toEqual(found('not-a-sip-server', port));
  });

  it('hangs up at once, or never stops talking', async () => {
    const rude = await listening(createTcp((socket) => socket.on('error', () => undefined).destroy()));
    expect(await look(`ws://127.0.0.1:${rude}/`)).toEqual(found('not-a-sip-server', rude));
    const chatty = await listening(
      createTcp((socket) => {
        socket.on('error', () => undefined);
        socket.write('x'.repeat(100_000));
      }),
    );
    expect(await look(`ws://127.0.0.1:${chatty}/`)).toEqual(found('not-a-sip-server', chatty));
  });
});

describe('a server that accepts and says nothing', () => {
  const silent = (socket: { on(event: 'error', listener: () => void): unknown }): void =>
    void socket.on('error', () => undefined);

  it('is silent before the handshake of TLS, and after it', async () => {
    const port = await listening(createTcp(silent));
    expect(await look(`wss://127.0.0.1:${port}/`, 200)).toEqual(found('server-silent', port));
    expect(await look(`ws://127.0.0.1:${port}/`, 200)).toEqual(found('server-silent', port));
    const after = await listening(createTls(secure('good'), silent));
    expect(await look(`wss://127.0.0.1:${after}/`, 500)).toEqual(found('server-silent', after));
  });
});

async function freePort(): Promise<number> {
  const server = createTcp();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
