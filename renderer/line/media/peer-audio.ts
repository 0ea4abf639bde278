import { splitCandidates } from './candidates.ts';
import { enoughCandidates, hasCandidates } from './gathering.ts';
import { withoutLoopback } from './loopback.ts';

export interface PeerAudioOptions {
  readonly iceServers: RTCIceServer[];
  readonly gatheringBudgetMs: number;
}

/** What we offer to do: `sendonly` is how a call is held (RFC 3264 §8.4). */
export type Direction = 'sendrecv' | 'sendonly';

/** Codecs a PBX speaks, best first; the rest would only make the SDP long. */
const CODECS = ['audio/opus', 'audio/g722', 'audio/pcmu', 'audio/pcma', 'audio/telephone-event'];

/**
 * One peer connection with one audio stream each way. Knows offers, answers and tracks; knows nothing of SIP.
 * Offers and answers leave whole: SIP here has no trickle, so each waits for enough candidates.
 */
export class PeerAudio {
  readonly connection: RTCPeerConnection;
  /** The far end's voice. One stream for the whole life of the connection. */
  readonly remote = new MediaStream();
  /** What the next offer or answer says. */
  direction: Direction = 'sendrecv';
  /** The next offer asks for new ICE credentials and candidates. */
  restartIce = false;

  readonly #options: PeerAudioOptions;
  #transceiver: RTCRtpTransceiver | null = null;
  #track: MediaStreamTrack | null = null;
  #withheld: RTCIceCandidateInit[] = [];

  constructor(options: PeerAudioOptions) {
    this.#options = options;
    this.connection = new RTCPeerConnection({
      iceServers: options.iceServers,
      // 'max-bundle' breaks with peers whose SDP has no BUNDLE group.
      bundlePolicy: 'balanced',
    });
  }

  /** Null until the first offer or answer. */
  get sender(): RTCRtpSender | null {
    return this.#transceiver?.sender ?? null;
  }

  get receiver(): RTCRtpReceiver | null {
    return this.#transceiver?.receiver ?? null;
  }

  /** True when the far end does not want to hear or be heard: it holds us. */
  get heldByFarEnd(): boolean {
    const now = this.#transceiver?.currentDirection;
    return now === 'inactive' || (this.direction === 'sendrecv' && now === 'recvonly');
  }

  /** What is sent; null sends nothing. Takes effect at once, without renegotiation. */
  async send(track: MediaStreamTrack | null): Promise<void> {
    this.#track = track;
    await this.sender?.replaceTrack(track);
  }

  /** @throws {NoCandidatesError} when there is no network at all. */
  async offer(): Promise<string> {
    if (!this.#transceiver) this.#adopt(this.connection.addTransceiver('audio'));
    this.#prepare();
    const iceRestart = this.restartIce;
    this.restartIce = false;
    return this.#describe(await this.connection.createOffer({ iceRestart }));
  }

  async answer(): Promise<string> {
    const offered = this.connection.getTransceivers().find((one) => one.receiver.track.kind === 'audio');
    if (!offered) throw new Error('The offer has no audio.');
    if (offered !== this.#transceiver) this.#adopt(offered);
    this.#prepare();
    return this.#describe(await this.connection.createAnswer());
  }

  async setRemote(type: 'offer' | 'answer', sdp: string): Promise<void> {
    await this.connection.setRemoteDescription({ type, sdp });
  }

  /**
   * Takes in an offer that is answered later, and tries no path to the far end yet: before it has our answer it answers
   * no check. Checks that began earlier are late for the moment when it does, and after half a minute of ringing they
   * have given up. Until `tryPaths`.
   */
  async setEarlyOffer(sdp: string): Promise<void> {
    const split = splitCandidates(sdp);
    this.#withheld = [...split.candidates];
    await this.setRemote('offer', split.sdp);
  }

  /** The far end has our answer: its checks are expected, and ours begin at once. */
  tryPaths(): void {
    for (const candidate of this.#withheld.splice(0)) {
      // One that is not understood is one path less, as it is inside a description (RFC 8839 §5.1).
      this.connection.addIceCandidate(candidate).catch(() => undefined);
    }
  }

  /** Takes an unanswered offer back, whosever it was (the SDH that SIP.js ships cannot). */
  async rollback(): Promise<void> {
    const { connection } = this;
    if (connection.signalingState === 'have-local-offer') {
      await connection.setLocalDescription({ type: 'rollback' });
    } else if (connection.signalingState === 'have-remote-offer') {
      await connection.setRemoteDescription({ type: 'rollback' });
    }
  }

  close(): void {
    this.connection.close();
  }

  #adopt(transceiver: RTCRtpTransceiver): void {
    this.#transceiver = transceiver;
    const known = RTCRtpReceiver.getCapabilities('audio')?.codecs ?? [];
    const wanted = CODECS.flatMap((mime) => known.filter((codec) => codec.mimeType.toLowerCase() === mime));
    transceiver.setCodecPreferences(wanted);
    this.remote.addTrack(transceiver.receiver.track);
  }

  #prepare(): void {
    const transceiver = this.#transceiver;
    if (!transceiver) return;
    transceiver.direction = this.direction;
    if (transceiver.sender.track !== this.#track) void transceiver.sender.replaceTrack(this.#track);
  }

  async #describe(description: RTCSessionDescriptionInit): Promise<string> {
    const enough = enoughCandidates(this.connection, {
      budgetMs: this.#options.gatheringBudgetMs,
      hasServers: this.#options.iceServers.length > 0,
    });
    // Not awaited when no gathering is needed; its rejection then means nothing.
    enough.catch(() => undefined);
    await this.connection.setLocalDescription(description);
    if (!hasCandidates(this.connection.localDescription?.sdp)) await enough;
    return withoutLoopback(this.connection.localDescription?.sdp ?? '');
  }
}
