import { instantMs, opaqueId, z } from '../contract/schema.ts';
import type { BalanceFigures } from './balance.ts';
import { call } from './call.ts';

/**
 * The link to a SIP server.
 *
 *   idle ──sign in──▶ connecting ──open──▶ connected ──lost──▶ waiting ──retryAt / now──▶ connecting …
 *   Never gives up; back to idle only on sign-out.
 */
export const lossReasons = ['refused', 'closed', 'timeout', 'silent', 'offline', 'asked'] as const;
export const connectionState = z.discriminatedUnion('name', [
  z.object({ name: z.literal('idle') }),
  z.object({
    name: z.literal('connecting'),
    server: z.string(),
    attempt: z.number().int().positive(),
    since: instantMs,
  }),
  z.object({ name: z.literal('connected'), server: z.string(), since: instantMs }),
  z.object({
    name: z.literal('waiting'),
    /** The server that will be tried next. */
    server: z.string(),
    attempt: z.number().int().positive(),
    /** Since when there has been no link. */
    since: instantMs,
    retryAt: instantMs,
    reason: z.enum(lossReasons),
  }),
]);
export type ConnectionState = z.infer<typeof connectionState>;

/**
 * Whether the registrar knows where to find us (RFC 3261 §10).
 *
 *   none ──▶ registering ──2xx──▶ registered ──link lost / expiry──▶ registering …
 *                 └──final refusal──▶ refused (asks for a human)
 */
export const registrationState = z.discriminatedUnion('name', [
  z.object({ name: z.literal('none') }),
  z.object({ name: z.literal('registering'), since: instantMs }),
  z.object({ name: z.literal('registered'), since: instantMs, expiresAt: instantMs }),
  z.object({
    name: z.literal('refused'),
    since: instantMs,
    sipStatus: z.number().int(),
    code: z.enum(['wrong-password', 'extension-unknown', 'sign-in-refused', 'server-error', 'server-silent']),
  }),
]);
export type RegistrationState = z.infer<typeof registrationState>;

export const deviceRoles = ['microphone', 'speaker', 'ringer'] as const;
export const deviceRole = z.enum(deviceRoles);
export type DeviceRole = z.infer<typeof deviceRole>;

export const device = z.object({ id: z.string(), label: z.string() });
export const deviceSlot = z.object({
  available: z.array(device),
  /** What the agent asked for; null follows the system's default. Kept while it is unplugged. */
  chosenId: z.string().nullable(),
  /** What is in use now; null when there is none. */
  activeId: z.string().nullable(),
});
export const mediaState = z.object({
  microphone: deviceSlot,
  speaker: deviceSlot,
  ringer: deviceSlot,
  /** Why there is no microphone, when there is none. */
  microphoneError: z.enum(['microphone-denied', 'microphone-missing', 'microphone-busy']).nullable(),
  echoTest: z.enum(['off', 'on']),
});
export type MediaState = z.infer<typeof mediaState>;

/** Audio level as RMS of full scale, 0-1, over the last 100 ms. */
export const level = z.number().min(0).max(1);
const lengthMs = z.number().nonnegative();
/** Who spoke for how long (shared/call/balance.ts). Passed on to the agent's screen; kept nowhere, but for the debrief of a practice call. */
export const balanceFigures = z.object({
  talkMs: lengthMs,
  listenMs: lengthMs,
  bothMs: lengthMs,
  silenceMs: lengthMs,
  longestMonologueMs: lengthMs,
  currentMonologueMs: lengthMs,
}) satisfies z.ZodType<BalanceFigures>;
export const levels = z.object({
  microphone: level,
  calls: z.record(
    opaqueId,
    z.object({
      near: level,
      far: level,
      /** Null for a word with a colleague: only talks with patients are weighed. */
      balance: balanceFigures.nullable(),
    }),
  ),
});
export type Levels = z.infer<typeof levels>;

export const busyLights = ['unknown', 'free', 'ringing', 'busy', 'away'] as const;
export const busyLight = z.enum(busyLights);
export type BusyLight = z.infer<typeof busyLight>;

/** Waiting messages (RFC 3842). */
export const voicemail = z.object({
  waiting: z.boolean(),
  newCount: z.number().int(),
  oldCount: z.number().int(),
});

/** All that the line window knows, pushed to main whenever it changes. */
export const lineSnapshot = z.object({
  connection: connectionState,
  registration: registrationState,
  calls: z.array(call),
  media: mediaState,
  voicemail: voicemail.nullable(),
  /** dialog-info state (RFC 4235) by extension, for those asked to be watched. */
  busyLights: z.record(z.string(), busyLight),
});
export type LineSnapshot = z.infer<typeof lineSnapshot>;
