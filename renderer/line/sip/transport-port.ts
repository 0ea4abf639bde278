import type { Result } from '#shared/result.ts';
import type { Call } from '#shared/call/call.ts';
import type { CallNotes } from '#shared/contract/practice.ts';
import type { LineAccount } from '#shared/contract/line.ts';

/**
 * The seam between the engine and whatever carries its SIP messages: a WebSocket to a PBX (`websocket-wire.ts`)
 * or the in-memory exchange of the practice line. Everything above it (SIP.js's transport state machine, the
 * message guard, held-back challenges, the liveness probe) is the same for both, see `sip-transport.ts`.
 */

/** Why a wire could not be opened, or was lost. */
export type WireLoss = 'refused' | 'closed' | 'timeout' | 'silent' | 'offline' | 'asked';

/** One link that is opened once and lost once. */
export interface Wire {
  /** Hands over one whole SIP message (RFC 7118 §5: one message a frame). Never throws; a dead wire swallows it. */
  send(message: string): void;
  /** Abandons the link at once. Returns without waiting for anybody; no listener is called afterwards. */
  close(): void;
}

export interface WireListener {
  opened(): void;
  /** One whole SIP message, as text. */
  received(message: string): void;
  /** Called at most once, and not after `close()`. Before `opened` it means that the link could not be made. */
  lost(reason: WireLoss): void;
}

/**
 * Makes wires to a server. Must call its listener asynchronously, never from inside `open`.
 * The far side answers an OPTIONS within two seconds, with any status: that is how the engine knows it is alive.
 */
export interface LineTransport {
  open(serverUrl: string, listener: WireListener): Wire;
}

/** Header with which the practice exchange says which patient an INVITE plays. Believed on the practice line only. */
export const PRACTICE_PATIENT_HEADER = 'X-Hearthline-Practice-Patient';

/**
 * The practice line as the engine sees it: an account, a transport that reaches the in-memory exchange, and patients
 * who can be asked to call. Implemented in `renderer/line/practice/practice-line.ts`.
 */
export interface PracticeLine {
  /**
   * Signs in like any account: extension, domain and one pseudo server URL, without `iceServers`. Watches the busy
   * lights of the people in the house.
   */
  readonly account: LineAccount;
  readonly transport: LineTransport;
  /** Has the patient place a call to the account's extension. `patient-unknown` when there is no such patient. */
  callFrom(patientId: string): Promise<Result<void>>;
  /** The patient at the other end, who called or was called; null for anybody else. */
  patientOf(call: Pick<Call, 'practice' | 'remote'>): string | null;
  /** The agent opened a feeling of the script in the call with this patient. */
  chipUsed(patientId: string): void;
  /** What the patient noticed of their last call; null when it was not answered. */
  notesOf(patientId: string): CallNotes | null;
  /** Ends every patient and forgets the exchange. */
  stop(): Promise<void>;
}

/** `startPracticeLine` in practice-line.ts has this type. */
export type StartPracticeLine = () => Promise<PracticeLine>;
