import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { newAgentCode } from '../../main/hub/agent-code.ts';
import { sealAgentFile } from '../../main/hub/agent-file.ts';
import { type Identity, identityFrom, newSeed } from '../../main/hub/identity.ts';
import { agentName } from '#shared/callback/event.ts';
import { Stop } from '../lib/say.mjs';
import { writeWhole } from './files.ts';

/** What somebody new is told of the team. */
export interface Invitation {
  readonly teamId: string;
  readonly teamName: string;
  readonly servers: readonly string[];
  readonly name: string;
  readonly displayName: string;
  /** base64url */
  readonly adminKey: string;
  /** PEM */
  readonly authority: string | null;
}

/** Writes an agent file; the code that opens it is nowhere but in the answer. */
export function writeAgentFile(path: string, invitation: Invitation): { identity: Identity; code: string } {
  const seed = newSeed();
  const code = newAgentCode();
  const { name: agent, authority: ca, ...rest } = invitation;
  writeWhole(path, sealAgentFile({ ...rest, agent, ca, seed }, code), 0o600);
  return { identity: identityFrom(seed), code };
}

const intakeFile = z.strictObject({
  hearthline: z.literal('intake'),
  version: z.literal(1),
  team: z.strictObject({ id: z.string(), name: z.string() }),
  servers: z.array(z.string().regex(/^wss:\/\//)).min(1),
  name: agentName,
  adminKey: z.string(),
  ca: z.string().nullable(),
  /** A program uses it with nobody there to type a code. */
  seed: z.string(),
  /** How numbers without a country code, and times without an offset, are read. */
  reads: z.strictObject({ country: z.string().regex(/^[A-Z]{2}$/), timezone: z.string() }),
  /** What it seals for while the hub cannot be asked. */
  sealFor: z.strictObject({ revision: z.number().int(), keyId: z.string(), intakeKey: z.string() }),
});
/** What a way in needs: where to, who it is, and what to seal for. It can write and not read. */
export type IntakeFile = z.infer<typeof intakeFile>;

export function writeIntakeFile(
  path: string,
  { teamId, teamName, servers, name, adminKey, authority }: Invitation,
  { reads, sealFor }: Pick<IntakeFile, 'reads' | 'sealFor'>,
): Identity {
  const seed = newSeed();
  saveIntakeFile(path, {
    hearthline: 'intake',
    version: 1,
    team: { id: teamId, name: teamName },
    servers: [...servers],
    name,
    adminKey,
    ca: authority,
    seed: seed.toString('base64url'),
    reads,
    sealFor,
  });
  return identityFrom(seed);
}

export function saveIntakeFile(path: string, file: IntakeFile): void {
  writeWhole(path, `${JSON.stringify(file, null, 2)}\n`, 0o600);
}

export function readIntakeFile(path: string): IntakeFile {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Stop(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = intakeFile.safeParse(json);
  if (!read.success) throw new Stop(`${path} is no intake file: ${read.error.issues[0]?.path.join('.')}`);
  return read.data;
}
