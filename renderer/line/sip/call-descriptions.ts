import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js';
import type { PeerAudio } from '../media/peer-audio.ts';
import { readOffer } from './sdp.ts';

/** The far end's offer came while ours was still being made: ours must not be sent (RFC 3264 §4). */
export class OfferOvertakenError extends Error {
  constructor() {
    super('The far end made its offer first.');
  }
}

/**
 * Joins SIP.js's offer/answer exchange to a peer connection that exists already. Options and modifiers are ignored:
 * what the next description says (hold, ICE restart) is the peer's own state, so nothing is sticky by accident.
 *
 * An incoming call's answer is made while it still rings (`prepare`), so that the 200 leaves with the click.
 *
 * SIP.js does not say whether a description is an offer or an answer, and looks for a collision only once an offer of
 * ours is on the wire, so where ours stands is kept here:
 *
 *   none ──asked for──▶ making ──handed over──▶ made ──description (its answer), rollback──▶ none
 *                         └──description (the far end's offer)──▶ none, ours is called off
 */
export class CallDescriptions implements SessionDescriptionHandler {
  readonly #peer: PeerAudio;
  readonly #onNegotiated: () => void;
  #prepared: { readonly offer: string; readonly answer: Promise<string> } | null = null;
  #ours: 'none' | 'making' | 'made' = 'none';
  #callOff: (() => void) | null = null;
  #closed = false;

  constructor(peer: PeerAudio, onNegotiated: () => void) {
    this.#peer = peer;
    this.#onNegotiated = onNegotiated;
  }

  /** Makes the answer to an offer ahead of time. Rejects when the offer cannot be answered. */
  async prepare(offer: string): Promise<void> {
    const answer = this.#peer.setEarlyOffer(offer).then(() => this.#peer.answer());
    this.#prepared = { offer, answer };
    await answer;
  }

  /** The connection belongs to the call, which reads its last statistics before closing it. */
  close(): void {
    this.#closed = true;
  }

  async getDescription(): Promise<BodyAndContentType> {
    this.#guard();
    const body = await this.#describe();
    this.#guard();
    this.#onNegotiated();
    return { body, contentType: 'application/sdp' };
  }

  hasDescription(contentType: string): boolean {
    return /^application\/sdp\s*(?:;|$)/i.test(contentType);
  }

  rollbackDescription(): Promise<void> {
    this.#ours = 'none';
    return this.#peer.rollback();
  }

  async setDescription(sdp: string): Promise<void> {
    this.#guard();
    if (this.#prepared?.offer === sdp) {
      await this.#prepared.answer;
      return;
    }
    const offered = readOffer(sdp);
    if (!offered.ok) throw new Error(offered.error);
    const isAnswer = this.#ours === 'made';
    this.#ours = 'none';
    this.#callOff?.();
    await this.#peer.setRemote(isAnswer ? 'answer' : 'offer', sdp);
    if (isAnswer) this.#onNegotiated();
  }

  /** Digits are queued and sent by the call itself. */
  sendDtmf(): boolean {
    return false;
  }

  #describe(): Promise<string> {
    const prepared = this.#prepared;
    this.#prepared = null;
    if (prepared) return prepared.answer;
    const answering = this.#peer.connection.signalingState === 'have-remote-offer';
    return answering ? this.#peer.answer() : this.#offer();
  }

  async #offer(): Promise<string> {
    const { promise: overtaken, reject } = Promise.withResolvers<never>();
    const callOff = (): void => reject(new OfferOvertakenError());
    this.#callOff = callOff;
    this.#ours = 'making';
    try {
      // Setting the far end's offer takes back whatever the connection has of ours (W3C WebRTC §4.4.1.5).
      const offer = await Promise.race([this.#peer.offer(), overtaken]);
      this.#ours = 'made';
      return offer;
    } catch (error) {
      if (!(error instanceof OfferOvertakenError)) this.#ours = 'none';
      throw error;
    } finally {
      if (this.#callOff === callOff) this.#callOff = null;
    }
  }

  #guard(): void {
    if (this.#closed) throw new Error('The call is over.');
  }
}
