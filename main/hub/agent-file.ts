import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { z } from '#shared/contract/schema.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { readAgentCode } from './agent-code.ts';
import { SEED_BYTES } from './identity.ts';

/**
 * What an agent is given to join the team's hub (`*.hearthline-agent`): where it is, whom to trust, and the agent's
 * secret seed, sealed with a code that travels another way. Everything but the sealed seed can be read by anybody.
 */

export const AGENT_FILE_MAX_BYTES = 64 * 1024;

const textOf = (max: number) => {
  const expected = `a text of 1 to ${max} characters`;
  return z.string(expected).min(1, expected).max(max, expected);
};
const matching = (pattern: RegExp, expected: string) => z.string(expected).regex(pattern, expected);
const group = <T extends z.core.$ZodLooseShape>(shape: T) => z.strictObject(shape, 'an object in braces');
const bytes = (count: number) =>
  matching(/^[A-Za-z0-9_-]*$/, 'base64url').refine(
    (text) => Buffer.from(text, 'base64url').length === count,
    `${count} bytes as base64url`,
  );

export const hubAddress = matching(
  /^wss?:\/\/(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::\d{1,5})?(?:\/[^\s?#]*)?$/i,
  'an address like wss://hub.example.org',
);

const agentFile = group({
  hearthline: z.literal('agent', 'agent'),
  version: z.literal(1, '1'),
  team: group({
    id: matching(/^[a-z0-9][a-z0-9-]{0,31}$/, 'a short name of a-z, 0-9 and -'),
    name: textOf(100),
  }),
  servers: z
    .array(hubAddress, 'a list of addresses')
    .min(1, 'at least one address')
    .max(8, 'at most 8 addresses'),
  agent: group({
    name: matching(/^[a-z0-9][a-z0-9-]{0,31}$/, 'an agent’s name of a-z, 0-9 and -'),
    displayName: textOf(100),
  }),
  /** The team admin's Ed25519 public key: signs the roster and the keys. */
  adminKey: bytes(32),
  /** The authority that signed the hub's certificate, where no public one did. */
  ca: matching(/^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/, 'a certificate in PEM')
    .max(32_768, 'at most 32768 characters')
    .optional(),
  sealed: group({ salt: bytes(16), nonce: bytes(12), data: bytes(SEED_BYTES + 16) }),
});
export type AgentFile = z.infer<typeof agentFile>;

/** An agent file before its seed was sealed, and after it was opened. */
export interface AgentAccess {
  readonly teamId: string;
  readonly teamName: string;
  /** Tried in this order. */
  readonly servers: readonly string[];
  readonly agent: string;
  readonly displayName: string;
  /** base64url */
  readonly adminKey: string;
  /** PEM; null when the system's authorities are enough. */
  readonly ca: string | null;
  readonly seed: Uint8Array;
}

/** @param code as `newAgentCode` made it */
export function sealAgentFile(access: AgentAccess, code: string): string {
  const plainCode = readAgentCode(code);
  if (plainCode === null) throw new Error('not a code of five groups of four');
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const open = {
    hearthline: 'agent' as const,
    version: 1 as const,
    team: { id: access.teamId, name: access.teamName },
    servers: [...access.servers],
    agent: { name: access.agent, displayName: access.displayName },
    adminKey: access.adminKey,
    ...(access.ca === null ? {} : { ca: access.ca }),
  };
  const cipher = createCipheriv('aes-256-gcm', keyOf(plainCode, salt), nonce).setAAD(signedPart(open));
  const data = Buffer.concat([cipher.update(access.seed), cipher.final(), cipher.getAuthTag()]);
  const sealed = { salt: text(salt), nonce: text(nonce), data: text(data) };
  return `${JSON.stringify(agentFile.parse({ ...open, sealed }), null, 2)}\n`;
}

/**
 * Reads what is open in an agent file. Errors: `hub-file-invalid` with `path`, `expected` and `found` of the first
 * mistake. The role has no field of its own: it is in the name (`roleOf`).
 */
export function readAgentFile(fileText: string): Result<AgentFile, AppError> {
  if (fileText.length > AGENT_FILE_MAX_BYTES) {
    return invalid('', `at most ${AGENT_FILE_MAX_BYTES} characters`, `${fileText.length} characters`);
  }
  let json: unknown;
  try {
    json = JSON.parse(fileText);
  } catch {
    return invalid('', 'an agent file in JSON', 'something else');
  }
  const read = agentFile.safeParse(json);
  if (read.success) return ok(read.data);
  const [issue] = read.error.issues;
  if (issue === undefined) return invalid('', 'an agent file', 'something else');
  if (issue.code === 'unrecognized_keys') {
    return invalid(written([...issue.path, issue.keys[0] ?? '']), 'no such key', 'a key');
  }
  return invalid(written(issue.path), issue.message, shown(json, issue.path));
}

/** Opens an agent file with its code. Errors: `hub-file-invalid`; `hub-code-wrong`, also when the file was altered. */
export function openAgentFile(fileText: string, code: string): Result<AgentAccess, AppError> {
  const read = readAgentFile(fileText);
  if (!read.ok) return read;
  const { sealed, ...open } = read.value;
  const plainCode = readAgentCode(code);
  const seed = plainCode === null ? null : unsealed(sealed, plainCode, signedPart(open));
  if (seed === null) return failed(appError('hub-code-wrong'));
  return ok({
    teamId: open.team.id,
    teamName: open.team.name,
    servers: open.servers,
    agent: open.agent.name,
    displayName: open.agent.displayName,
    adminKey: open.adminKey,
    ca: open.ca ?? null,
    seed,
  });
}

function unsealed(sealed: AgentFile['sealed'], plainCode: string, aad: Buffer): Buffer | null {
  const data = Buffer.from(sealed.data, 'base64url');
  const key = keyOf(plainCode, Buffer.from(sealed.salt, 'base64url'));
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.nonce, 'base64url'))
    .setAAD(aad)
    .setAuthTag(data.subarray(SEED_BYTES));
  try {
    return Buffer.concat([decipher.update(data.subarray(0, SEED_BYTES)), decipher.final()]);
  } catch {
    // A wrong code and an altered file look the same to AES-GCM.
    return null;
  }
}

/** The open fields in a fixed order: whoever alters one of them on the way makes the code fail. */
function signedPart(open: Omit<AgentFile, 'sealed'>): Buffer {
  const { team, servers, agent, adminKey, ca = null } = open;
  const fields = [
    'hearthline-agent-1',
    team.id,
    team.name,
    servers,
    agent.name,
    agent.displayName,
    adminKey,
    ca,
  ];
  return Buffer.from(JSON.stringify(fields));
}

/** The code has 100 random bits; scrypt (RFC 7914) makes each guess cost 32 MiB all the same. */
function keyOf(plainCode: string, salt: Uint8Array): Buffer {
  return scryptSync(plainCode, salt, 32, { N: 1 << 15, r: 8, p: 1, maxmem: 64 << 20 });
}

function invalid(path: string, expected: string, found: string): Result<never, AppError> {
  return failed(appError('hub-file-invalid', { path, expected, found }));
}

const text = (raw: Buffer) => raw.toString('base64url');

function written(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
}

/** What stands there, without repeating anything that may be secret. */
function shown(root: unknown, path: readonly PropertyKey[]): string {
  let value = root;
  for (const part of path) {
    value =
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined;
  }
  if (value === undefined) return 'nothing';
  if (typeof value === 'string')
    return path[0] === 'sealed' ? `${value.length} characters` : `“${value.slice(0, 60)}”`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : 'an object';
}
