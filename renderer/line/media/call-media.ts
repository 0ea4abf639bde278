import { pause } from '../time.ts';
import { PeerAudio, type PeerAudioOptions } from './peer-audio.ts';
import { Silence } from './silence.ts';
import type { Speaker } from './speaker.ts';

/** By then a transfer has long begun; one that is never reported on must not leave the patient with silence. */
const HANDED_OVER_MS = 3000;
/** A sound on its way when the track was taken away: three packets of 20 ms, and nobody notices a transfer so much later. */
const LAST_SOUND_MS = 60;

/**
 * The sound of one call: what goes out (our microphone, or a mix of it and another party) and what is heard.
 *
 *   sent   = silence while held or not answered, else the conference mix, else the microphone; muted means that the
 *            agent is not heard, alone or in a mix
 *   heard  = nothing while held, else the far end
 *   Silence is sent as silence, not as nothing: a PBX that hears no packets at all takes us for dead. Only while the
 *   party is being handed over nothing is sent: Asterisk takes any sound that reaches the party just then for the
 *   target's answer, and reports a busy target as a transfer that went well.
 */
export class CallMedia {
  readonly peer: PeerAudio;
  readonly #id: string;
  readonly #speaker: Speaker;
  readonly #silence = new Silence();
  /** Our own clone: disabling it silences this call and no other. */
  #microphone: MediaStreamTrack | null = null;
  #mix: MediaStreamTrack | null = null;
  #muted = false;
  #held = false;
  #handingOver = false;
  #takingBack: ReturnType<typeof setTimeout> | undefined;
  #open = false;
  #closed = false;

  constructor(id: string, options: PeerAudioOptions, speaker: Speaker) {
    this.#id = id;
    this.#speaker = speaker;
    this.peer = new PeerAudio(options);
  }

  /** What this call sends of the agent: a clone of the microphone, silent while muted or held. */
  get microphone(): MediaStreamTrack | null {
    return this.#microphone;
  }

  useMicrophone(track: MediaStreamTrack | null): void {
    this.#microphone?.stop();
    this.#microphone = track?.clone() ?? null;
    this.#apply();
  }

  /** From now on the agent may be heard. Before that the microphone is attached but silent. */
  open(): void {
    this.#open = true;
    this.#apply();
  }

  /** Lets the far end be heard: early media, or the answer. */
  listen(): void {
    this.#speaker.play(this.#id, this.peer.remote);
    this.#speaker.setSilent(this.#id, this.#held);
  }

  /** @returns Whether the call is now what was asked: the track really is off, or on. */
  setMuted(muted: boolean): boolean {
    this.#muted = muted;
    this.#apply();
    return this.#microphone === null || this.#microphone.enabled === this.#audible;
  }

  setHeld(held: boolean): void {
    this.#held = held;
    this.#apply();
  }

  /**
   * From just before the REFER until it is known that it failed, and at most for three seconds. Resolves when the last
   * sound has had time to arrive.
   */
  async handOver(): Promise<void> {
    this.#handingOver = true;
    this.#apply();
    clearTimeout(this.#takingBack);
    this.#takingBack = setTimeout(() => this.takeBack(), HANDED_OVER_MS);
    await pause(LAST_SOUND_MS);
  }

  takeBack(): void {
    clearTimeout(this.#takingBack);
    this.#handingOver = false;
    this.#apply();
  }

  /** What a conference sends to this party instead of the bare microphone; null to leave it. */
  useMix(track: MediaStreamTrack | null): void {
    this.#mix = track;
    this.#apply();
  }

  /** For good. Whoever still turns a key afterwards turns nothing. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#takingBack);
    this.#speaker.stop(this.#id);
    this.#microphone?.stop();
    this.#microphone = null;
    this.#silence.stop();
    this.peer.close();
  }

  get #audible(): boolean {
    return this.#open && !this.#held && !this.#muted;
  }

  #apply(): void {
    if (this.#closed) return;
    if (this.#microphone) this.#microphone.enabled = this.#audible;
    this.#speaker.setSilent(this.#id, this.#held);
    // The others of a conference are not for somebody on hold either.
    const sound = this.#held ? this.#microphone : (this.#mix ?? this.#microphone);
    if (sound) this.#silence.stop();
    // Before the answer nothing has to be sent yet.
    const track = sound ?? (this.#open ? this.#silence.track : null);
    // A closed connection cannot change its track, and need not.
    this.peer.send(this.#handingOver ? null : track).catch(() => undefined);
  }
}
