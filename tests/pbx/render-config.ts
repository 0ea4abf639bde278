import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CONFIG_DIR = join(dirname(fileURLToPath(import.meta.url)), 'config');
/** Its `${...}` belong to Asterisk. */
const NOT_RENDERED = 'extensions.conf';
/** Files that Asterisk's modules look for and report as missing; empty ones say "nothing configured" silently. */
const EMPTY_FILES = ['acl', 'ccss', 'pjsip_notify', 'udptl', 'websocket_client', 'cel', 'cli_aliases'];

/** Writes the PBX's configuration into `etcDir`. Every placeholder must have a value in `values`. */
export function renderConfig(etcDir: string, values: Readonly<Record<string, string | number>>): void {
  mkdirSync(etcDir, { recursive: true });
  for (const name of readdirSync(CONFIG_DIR)) {
    const text = readFileSync(join(CONFIG_DIR, name), 'utf8');
    writeFileSync(join(etcDir, name), name === NOT_RENDERED ? text : fillIn(text, values, name));
  }
  for (const name of EMPTY_FILES) writeFileSync(join(etcDir, `${name}.conf`), '');
}

/** Replaces each `${NAME}`; a name without a value is a mistake and throws. */
export function fillIn(
  text: string,
  values: Readonly<Record<string, string | number>>,
  where: string,
): string {
  return text.replaceAll(/\$\{([A-Z_]+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${where} uses \${${name}}, which has no value.`);
    return String(value);
  });
}

/** Lines for rtp.conf that offer each IPv4 address of this machine as 127.0.0.1. */
export function iceHostCandidates(): string {
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(
      ({ family, internal, address }) => family === 'IPv4' && !(internal && address.startsWith('127.')),
    );
  return addresses.map(({ address }) => `${address} => 127.0.0.1`).join('\n');
}
