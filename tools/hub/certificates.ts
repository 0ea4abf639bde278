import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Stop } from '../lib/say.mjs';
import { secretFolder } from './files.ts';

const run = promisify(execFile);

const AUTHORITY_DAYS = '3650';
/** Apple's systems refuse server certificates that are valid for longer. */
const NODE_DAYS = '825';
const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Files of the team's own authority; its key belongs with the admin's secrets. */
export const AUTHORITY = { certificate: 'server/tls/ca.crt', key: 'admin/ca.key' };
export const NODE_CERTIFICATE = { certificate: 'server/tls/node.crt', key: 'server/tls/node.key' };

/** Makes the team's own authority and a certificate for its nodes. */
export async function makeCertificates(
  dir: string,
  teamName: string,
  hosts: readonly string[],
): Promise<void> {
  mkdirSync(join(dir, 'server', 'tls'), { recursive: true });
  secretFolder(join(dir, 'admin'));
  const [certificate, key] = [join(dir, AUTHORITY.certificate), join(dir, AUTHORITY.key)];
  await openssl([
    'req',
    '-x509',
    ...NEW_KEY,
    '-days',
    AUTHORITY_DAYS,
    '-subj',
    `/CN=${subjectText(teamName)} hub authority`,
    '-addext',
    'basicConstraints=critical,CA:TRUE,pathlen:0',
    '-addext',
    'keyUsage=critical,keyCertSign,cRLSign',
    '-keyout',
    key,
    '-out',
    certificate,
  ]);
  chmodSync(key, 0o600);
  await issueNodeCertificate(dir, hosts);
}

/** A new certificate for the nodes, from the authority that is there. */
export async function issueNodeCertificate(dir: string, hosts: readonly string[]): Promise<void> {
  const [certificate, key] = [join(dir, NODE_CERTIFICATE.certificate), join(dir, NODE_CERTIFICATE.key)];
  if (!existsSync(join(dir, AUTHORITY.key)))
    throw new Stop(
      `${join(dir, AUTHORITY.key)} is not here: bring the folder "admin" back from where you keep it.`,
    );
  const names = [...new Set([...hosts, 'localhost', '127.0.0.1', '::1'])];
  const work = mkdtempSync(join(tmpdir(), 'hearthline-certificate-'));
  try {
    const request = join(work, 'request.pem');
    const extensions = join(work, 'extensions.cnf');
    writeFileSync(
      extensions,
      [
        'basicConstraints = critical,CA:FALSE',
        'keyUsage = critical,digitalSignature',
        // Nodes are clients of one another.
        'extendedKeyUsage = serverAuth,clientAuth',
        `subjectAltName = ${names.map((name) => `${isIP(name) ? 'IP' : 'DNS'}:${name}`).join(',')}`,
      ].join('\n'),
    );
    await openssl([
      'req',
      '-new',
      ...NEW_KEY,
      '-subj',
      '/CN=Hearthline hub',
      '-keyout',
      key,
      '-out',
      request,
    ]);
    chmodSync(key, 0o600);
    const authority = ['-CA', join(dir, AUTHORITY.certificate), '-CAkey', join(dir, AUTHORITY.key)];
    const serial = ['-set_serial', `0x${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`];
    await openssl(
      ['x509', '-req', '-in', request, ...authority, ...serial, '-days', NODE_DAYS].concat([
        '-extfile',
        extensions,
        '-out',
        certificate,
      ]),
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What a distinguished name may hold without quoting. */
function subjectText(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N} .-]/gu, '').trim() || 'Hearthline';
}

async function openssl(args: string[]): Promise<void> {
  try {
    await run('openssl', args);
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new Stop(
      isMissing
        ? 'openssl is missing. What to do: install it (Debian: sudo apt-get install openssl), or give your own certificate with --certificate and --key.'
        : `openssl ${args[0]} failed:\n${said}`,
    );
  }
}
