import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { promisify } from 'node:util';
import { freePort } from './ports.ts';

const run = promisify(execFile);

export interface Certificate {
  certificateFile: string;
  keyFile: string;
}

/** A certificate authority of the run's own; its certificate is what a test may choose to trust. */
export interface Authority extends Certificate {
  dir: string;
}

/** What can be wrong with a server's certificate, seen from a client that trusts the run's authority. */
export type BadCertificate = 'self-signed' | 'expired' | 'wrong-name';

const RIGHT_NAMES = 'IP:127.0.0.1,DNS:localhost';
const WRONG_NAMES = 'DNS:somewhere-else.invalid';
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
const VALID_DAYS = '90';

export async function makeAuthority(dir: string): Promise<Authority> {
  await mkdir(dir, { recursive: true });
  const [certificateFile, keyFile] = [join(dir, 'ca.crt'), join(dir, 'ca.key')];
  const subject = ['-subj', '/CN=Hearthline test authority', '-days', VALID_DAYS];
  const extensions = [
    '-addext',
    'basicConstraints=critical,CA:TRUE',
    '-addext',
    'keyUsage=critical,keyCertSign',
  ];
  await openssl([
    'req',
    '-x509',
    ...NEW_KEY,
    ...subject,
    ...extensions,
    '-keyout',
    keyFile,
    '-out',
    certificateFile,
  ]);
  return { dir, certificateFile, keyFile };
}

/** A certificate for 127.0.0.1 and localhost, signed by the authority. */
export function issueCertificate(authority: Authority, name: string): Promise<Certificate> {
  return issue(authority, name, RIGHT_NAMES, ['-days', VALID_DAYS]);
}

export function issueBadCertificate(authority: Authority, kind: BadCertificate): Promise<Certificate> {
  return BAD_ISSUERS[kind](authority);
}

const BAD_ISSUERS: Record<BadCertificate, (authority: Authority) => Promise<Certificate>> = {
  'self-signed': ({ dir }) => selfSigned(dir),
  expired: (authority) =>
    issue(authority, 'expired', RIGHT_NAMES, [
      '-startdate',
      '20200101000000Z',
      '-enddate',
      '20200201000000Z',
    ]),
  'wrong-name': (authority) => issue(authority, 'wrong-name', WRONG_NAMES, ['-days', VALID_DAYS]),
};

/**
 * Puts a TLS door with a bad certificate in front of a plain ws server.
 * A client that enters nonetheless reaches the server, so a refusal is the certificate's doing.
 */
export async function startBadTlsDoor(
  certificate: Certificate,
  target: { port: number },
): Promise<{ port: number; stop(): Promise<void> }> {
  const port = await freePort();
  const sockets = new Set<{ destroy(): void }>();
  const door = createServer(
    { cert: readFileSync(certificate.certificateFile), key: readFileSync(certificate.keyFile) },
    (client) => {
      const server = connect(target.port, '127.0.0.1');
      for (const [one, other] of [
        [client, server],
        [server, client],
      ] as const) {
        sockets.add(one);
        one.once('close', () => {
          sockets.delete(one);
          other.destroy();
        });
        // The other side learns of a failure by the close that follows it.
        one.on('error', () => one.destroy());
      }
      client.pipe(server).pipe(client);
    },
  );
  await new Promise<void>((resolve, reject) => {
    door.once('error', reject);
    door.listen(port, '127.0.0.1', resolve);
  });
  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        door.close(() => resolve());
      }),
  };
}

async function selfSigned(dir: string): Promise<Certificate> {
  const made = { certificateFile: join(dir, 'self-signed.crt'), keyFile: join(dir, 'self-signed.key') };
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', `subjectAltName=${RIGHT_NAMES}`, '-days', VALID_DAYS];
  await openssl([
    'req',
    '-x509',
    ...NEW_KEY,
    ...subject,
    '-keyout',
    made.keyFile,
    '-out',
    made.certificateFile,
  ]);
  return made;
}

/** Signs with `openssl ca`, the one command of OpenSSL 3.0 that can date a certificate in the past. */
async function issue(
  authority: Authority,
  name: string,
  names: string,
  dates: string[],
): Promise<Certificate> {
  const dir = join(authority.dir, `issue-${name}`);
  await mkdir(dir, { recursive: true });
  const config = join(dir, 'openssl.cnf');
  const request = join(dir, 'request.pem');
  const made = {
    certificateFile: join(authority.dir, `${name}.crt`),
    keyFile: join(authority.dir, `${name}.key`),
  };
  await writeFile(join(dir, 'index.txt'), '');
  await writeFile(config, issuingConfig(dir, names));
  await openssl([
    'req',
    '-new',
    ...NEW_KEY,
    '-subj',
    '/CN=Hearthline test server',
    '-keyout',
    made.keyFile,
    '-out',
    request,
  ]);
  await openssl([
    'ca',
    '-batch',
    '-notext',
    '-config',
    config,
    '-cert',
    authority.certificateFile,
    '-keyfile',
    authority.keyFile,
    '-in',
    request,
    '-out',
    made.certificateFile,
    ...dates,
  ]);
  return made;
}

function issuingConfig(dir: string, names: string): string {
  return `[ca]
default_ca = here
[here]
database = ${dir}/index.txt
new_certs_dir = ${dir}
rand_serial = yes
default_md = sha256
policy = any
x509_extensions = server
[any]
commonName = supplied
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = ${names}
`;
}

async function openssl(args: string[]): Promise<void> {
  await run('openssl', args);
}
