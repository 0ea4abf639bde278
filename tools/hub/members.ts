import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isIntake, isLead, mayBeAgentName } from '#shared/callback/author.ts';
import type { Identity } from '../../main/hub/identity.ts';
import { Stop } from '../lib/say.mjs';
import type { Admin } from './admin.ts';
import { CONFIG_FILE, renderNode } from './config.ts';
import { writeWhole } from './files.ts';
import { type Invitation, writeAgentFile, writeIntakeFile } from './identity-files.ts';
import { inFolder, nodeDir, serverUrls, type TeamFolder, writeTeam } from './team.ts';

/** Somebody who was let in, and what they need to be told. */
export interface Joined {
  readonly name: string;
  readonly role: 'agent' | 'lead' | 'intake';
  /** What they are given: an agent file or an intake file. */
  readonly file: string;
  /** Opens the agent file, and is kept nowhere; null for an intake. */
  readonly code: string | null;
}

/** Lets somebody in: their file, the roster, the team file and the configurations. The hub itself is told later. */
export function addMember(
  folder: TeamFolder,
  admin: Admin,
  wanted: { name: string; displayName: string },
): { folder: TeamFolder; joined: Joined } {
  const { name } = wanted;
  const role = isLead(name) ? 'lead' : isIntake(name) ? 'intake' : 'agent';
  if (!mayBeAgentName(name, role))
    throw new Stop(
      `“${name}” is no name for the hub: a-z, 0-9 and "-", 32 characters at most; "lead-" and "intake-" begin the names of leads and of ways in, and need more after them.`,
    );
  if (folder.team.members.some((one) => one.name === name))
    throw new Stop(
      `${name} is in the team already. What to do: take another name, or remove-agent ${name} first.`,
    );
  const { identity, ...joined } = invite(folder, admin, { ...wanted, role });
  const changed = enrol(folder, admin, [{ ...wanted, role, identity }]);
  return { folder: changed, joined: { name, role, ...joined } };
}

/** Puts people whose keys are there into the roster, the team file and the configurations. */
export function enrol(
  folder: TeamFolder,
  admin: Admin,
  people: readonly { name: string; displayName: string; role: Joined['role']; identity: Identity }[],
): TeamFolder {
  admin.add(
    people.map(({ name, displayName, identity: { signKey, sealKey } }) => ({
      name,
      displayName,
      signKey,
      sealKey,
    })),
  );
  const added = people.map(({ identity, ...one }) => ({ ...one, userKey: identity.natsUser }));
  const changed = { ...folder, team: { ...folder.team, members: [...folder.team.members, ...added] } };
  writeTeam(changed);
  writeConfigurations(changed, admin);
  return changed;
}

function invite(
  { dir, team }: TeamFolder,
  admin: Admin,
  { name, displayName, role }: { name: string; displayName: string; role: Joined['role'] },
) {
  const invitation: Invitation = {
    teamId: team.teamId,
    teamName: team.name,
    servers: serverUrls(team),
    name,
    displayName,
    adminKey: admin.identity.signKey,
    authority: authorityOf({ dir, team }),
  };
  if (role !== 'intake') {
    const file = join(dir, 'agents', `${name}.hearthline-agent`);
    return { file, ...writeAgentFile(file, invitation) };
  }
  const file = join(dir, 'intakes', `${name}.hearthline-intake`);
  const { revision, currentKey, keys } = admin.roster;
  const intakeKey = keys.find(({ id }) => id === currentKey)?.intakeKey ?? '';
  const sealFor = { revision, keyId: currentKey, intakeKey };
  const identity = writeIntakeFile(file, invitation, { reads: team.reads, sealFor });
  return { file, identity, code: null };
}

/** Takes somebody out: what is written from now on is not for them, and the servers let them in no more. */
export function removeMember(folder: TeamFolder, admin: Admin, name: string): TeamFolder {
  const { team, dir } = folder;
  if (!team.members.some((one) => one.name === name)) {
    const names = team.members.map((one) => one.name).join(', ');
    throw new Stop(`Nobody in the team is called ${name}. There are: ${names}`);
  }
  admin.remove(name);
  const changed = { dir, team: { ...team, members: team.members.filter((one) => one.name !== name) } };
  writeTeam(changed);
  writeConfigurations(changed, admin);
  rmSync(join(dir, 'agents', `${name}.hearthline-agent`), { force: true });
  return changed;
}

/** Writes every node's configuration anew, as the team is now. */
export function writeConfigurations(folder: TeamFolder, admin: Admin): void {
  const secrets = { clusterPassword: admin.clusterPassword, revision: admin.roster.revision };
  for (const node of folder.team.nodes)
    writeWhole(join(nodeDir(folder, node), CONFIG_FILE), renderNode(folder, node, secrets), 0o600);
}

/** The authority to trust, in PEM; null when the system's own vouch for the hub. */
export function authorityOf({ dir, team }: TeamFolder): string | null {
  return team.tls.authority === null ? null : readFileSync(inFolder(dir, team.tls.authority), 'utf8');
}
