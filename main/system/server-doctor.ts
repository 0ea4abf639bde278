import { createHash, randomBytes } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { readServerAddress, type ServerAddress } from '#shared/profile/server-address.ts';
import { appError, type AppError, type ErrorCode } from '#shared/result.ts';
import { trustedCertificates } from './trusted-certificates.ts';

/** The longest look at one server, all steps together. */
const LIMIT_MS = 4000;
const MAX_HEADER_BYTES = 16_384;
/** RFC 6455 §1.3. */
const WEBSOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Ends a look with what was found. */
class Finding extends Error {
  readonly code: ErrorCode;
  readonly more: Record<string, number>;
  constructor(code: ErrorCode, more: Record<string, number> = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}

/**
 * Looks at servers the way the line window reaches them: name, address, port, certificate, WebSocket for SIP
 * (RFC 7118). A browser's WebSocket says nothing about why it failed, on purpose; this does.
 * @returns null when one of them is as it should be, else what is wrong with the first
 */
export async function examineServers(urls: readonly string[]): Promise<AppError | null> {
  const findings = await Promise.all(urls.map((url) => examineServer(url)));
  return findings.includes(null) ? null : (findings[0] ?? null);
}

/**
 * Looks at one server. Never throws for what a network or a server may do.
 * @param options.limitMs for all steps together
 * @param options.ca authorities to trust; undefined for the runtime's own
 */
export async function examineServer(
  url: string,
  { limitMs = LIMIT_MS, ca = trustedCertificates() }: { limitMs?: number; ca?: string[] | undefined } = {},
): Promise<AppError | null> {
  const address = readServerAddress(url);
  if (!address) return appError('profile-invalid');
  const limit = AbortSignal.timeout(limitMs);
  const sockets: Socket[] = [];
  try {
    await within(limit, 'host-unknown', findHost(address));
    sockets.push(await within(limit, 'host-unreachable', openPort(address, limit)));
    if (address.encrypted)
      sockets.push(await within(limit, 'server-silent', shakeHands(last(sockets), address, ca)));
    await within(limit, 'server-silent', askForSip(last(sockets), address));
    return null;
  } catch (error) {
    if (!(error instanceof Finding)) throw error;
    return appError(error.code, { host: address.host, port: address.port, ...error.more });
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

function last(sockets: readonly Socket[]): Socket {
  const socket = sockets.at(-1);
  if (!socket) throw new Error('no socket is open');
  return socket;
}

/** The step's result, or its finding when time is up first. */
function within<T>(limit: AbortSignal, late: ErrorCode, step: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(new Finding(late));
    if (limit.aborted) giveUp();
    limit.addEventListener('abort', giveUp, { once: true });
    step.then(resolve, reject).finally(() => limit.removeEventListener('abort', giveUp));
  });
}

async function findHost({ host }: ServerAddress): Promise<void> {
  try {
    await lookup(host);
  } catch {
    // Whatever the resolver's reason: for the agent this name leads nowhere from here.
    throw new Finding('host-unknown');
  }
}

function openPort({ host, port }: ServerAddress, limit: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ host, port, signal: limit });
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      // Later errors belong to the step that reads; a reset there must not end the process.
      socket.on('error', () => undefined);
      resolve(socket);
    });
    socket.once('error', (error) =>
      reject(new Finding(codeOf(error) === 'ECONNREFUSED' ? 'port-closed' : 'host-unreachable')),
    );
  });
}

function shakeHands(socket: Socket, { host }: ServerAddress, ca: string[] | undefined): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const secure = connectTls({
      socket,
      host,
      ...(isIP(host) === 0 && { servername: host }),
      ...(ca && { ca }),
      ALPNProtocols: ['http/1.1'],
      // Looked at below instead, so that the reason is known; nothing is sent to a server that fails it.
      rejectUnauthorized: false,
    });
    secure.once('secureConnect', () => {
      if (secure.authorized) resolve(secure);
      else reject(new Finding(certificateFinding(String(secure.authorizationError))));
    });
    secure.on('error', () => reject(new Finding('not-a-sip-server')));
    secure.once('close', () => reject(new Finding('not-a-sip-server')));
  });
}

function certificateFinding(reason: string): ErrorCode {
  if (/CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/.test(reason)) return 'certificate-expired';
  // Node's code, or its words where the runtime gives no code.
  return /ALTNAME|altnames|Hostname/.test(reason) ? 'certificate-wrong-name' : 'certificate-untrusted';
}

/** A WebSocket handshake (RFC 6455 §4.1) for the sub-protocol `sip` (RFC 7118 §4). */
async function askForSip(socket: Socket, { host, port, path }: ServerAddress): Promise<void> {
  const key = randomBytes(16).toString('base64');
  const authority = `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: ${authority}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${key}`,
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Protocol: sip',
  ];
  const answer = readHeader(socket);
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  const [statusLine = '', ...headers] = (await answer).split('\r\n');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1] ?? Number.NaN);
  if (Number.isNaN(status)) throw new Finding('not-a-sip-server');
  if (status >= 500) throw new Finding('server-error', { status });
  if (status !== 101) throw new Finding('not-a-sip-server', { status });
  const expected = createHash('sha1')
    .update(key + WEBSOCKET_GUID)
    .digest('base64');
  const isAccepted = header(headers, 'sec-websocket-accept') === expected;
  const isSip = header(headers, 'sec-websocket-protocol').toLowerCase() === 'sip';
  if (!isAccepted || !isSip) throw new Finding('not-a-sip-server', { status });
}

function readHeader(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > MAX_HEADER_BYTES) reject(new Finding('not-a-sip-server'));
    });
    const closed = (): void => reject(new Finding('not-a-sip-server'));
    socket.once('end', closed);
    socket.once('error', closed);
    socket.once('close', closed);
  });
}

function header(lines: readonly string[], name: string): string {
  const line = lines.find((l) => l.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim() ?? '';
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : undefined;
}
