import { sign, verify, type KeyObject } from 'node:crypto';
import { agentName } from '#shared/callback/event.ts';
import { instantMs, z } from '#shared/contract/schema.ts';
import { failed, ok, type Result } from '#shared/result.ts';
import { KEY_ID } from './team-keys.ts';

/**
 * Who is in the team, signed by its admin: the one place that says whose signature counts. Those who left stay in it,
 * with the time they left, because what they wrote before still counts.
 */

const publicKeyText = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const member = z.object({
  name: agentName,
  displayName: z.string().min(1).max(100),
  /** Ed25519, base64url. */
  signKey: publicKeyText,
  /** X25519, base64url. */
  sealKey: publicKeyText,
  sinceMs: instantMs,
  /** Out of the team since. */
  untilMs: instantMs.optional(),
});
export type Member = z.infer<typeof member>;

const rosterSchema = z.object({
  version: z.literal(1),
  team: z.string().min(1).max(32),
  /** Counts up with every change; a desk never goes back to a lower one. */
  revision: z.number().int().positive(),
  issuedMs: instantMs,
  /** The key that new events are sealed with. */
  currentKey: z.string().regex(KEY_ID),
  keys: z
    .array(z.object({ id: z.string().regex(KEY_ID), intakeKey: publicKeyText, sinceMs: instantMs }))
    .min(1)
    .max(1000),
  /** A name may stand here more than once, with other keys at other times, and at most once without `untilMs`. */
  members: z.array(member).max(5000),
});
export type Roster = z.infer<typeof rosterSchema>;

export type RosterFault =
  /** Not signed by the team's admin, or altered since. */
  | 'signature'
  | 'other-team'
  /** Signed and still no roster we understand: made by a newer Hearthline. */
  | 'unreadable'
  /** Below the revision that was seen before: somebody plays back an old one. */
  | 'older';

const DOMAIN = Buffer.from('hearthline-roster-1\0');
const SIGNATURE_BYTES = 64;

/** The message `team.roster`: the admin's signature (64 bytes) and the roster in JSON. */
export function signRoster(roster: Roster, admin: KeyObject): Buffer {
  const json = Buffer.from(JSON.stringify(rosterSchema.parse(roster)));
  return Buffer.concat([sign(null, Buffer.concat([DOMAIN, json]), admin), json]);
}

/** @param trust the team that was joined, and the highest revision seen so far (0 for none) */
export function checkRoster(
  message: Uint8Array,
  trust: { readonly teamId: string; readonly adminKey: KeyObject; readonly atLeast: number },
): Result<Roster, RosterFault> {
  const json = message.subarray(SIGNATURE_BYTES);
  const signature = message.subarray(0, SIGNATURE_BYTES);
  if (!verify(null, Buffer.concat([DOMAIN, json]), trust.adminKey, signature)) return failed('signature');
  const read = rosterSchema.safeParse(parsed(json));
  if (!read.success) return failed('unreadable');
  if (read.data.team !== trust.teamId) return failed('other-team');
  return read.data.revision < trust.atLeast ? failed('older') : ok(read.data);
}

function parsed(json: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(json).toString('utf8'));
  } catch {
    return null;
  }
}

/** Whoever goes by a name now; null when nobody does, or not any more. */
export function memberNow(roster: Roster, name: string): Member | null {
  return roster.members.find((each) => each.name === name && each.untilMs === undefined) ?? null;
}
