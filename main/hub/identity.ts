import { createPublicKey, randomBytes, sign, type KeyObject } from 'node:crypto';
import { userPublicNkey } from './nkey.ts';
import { derived, privateKey, publicText } from './raw-keys.ts';

export const SEED_BYTES = 32;

/**
 * Who somebody is on the hub: three keys from one secret seed, so that one secret has to be kept and moved. The public
 * halves stand in the roster and in the server's configuration.
 */
export interface Identity {
  /** Ed25519: every event this agent writes is signed with it. */
  readonly signing: KeyObject;
  /** X25519: team keys are wrapped to it. */
  readonly sealing: KeyObject;
  /** base64url, 43 characters. */
  readonly signKey: string;
  /** base64url, 43 characters. */
  readonly sealKey: string;
  /** The user of the server's configuration (`nkey: U…`). */
  readonly natsUser: string;
  /** Answers the server's challenge when logging in, as base64url. */
  answerChallenge(nonce: string): string;
}

export function newSeed(): Buffer {
  return randomBytes(SEED_BYTES);
}

/** @param seed 32 secret bytes; the same seed gives the same keys for ever */
export function identityFrom(seed: Uint8Array): Identity {
  if (seed.length !== SEED_BYTES) throw new Error(`a seed has ${SEED_BYTES} bytes, not ${seed.length}`);
  const signing = privateKey('ed25519', keyFor(seed, 'sign'));
  const sealing = privateKey('x25519', keyFor(seed, 'seal'));
  const login = privateKey('ed25519', keyFor(seed, 'nats'));
  return {
    signing,
    sealing,
    signKey: publicText(signing),
    sealKey: publicText(sealing),
    natsUser: userPublicNkey(rawPublic(login)),
    answerChallenge: (nonce) => sign(null, Buffer.from(nonce), login).toString('base64url'),
  };
}

function keyFor(seed: Uint8Array, use: 'nats' | 'sign' | 'seal'): Buffer {
  return derived(seed, 'hearthline-identity-1', use);
}

function rawPublic(key: KeyObject): Buffer {
  return Buffer.from(publicText(createPublicKey(key)), 'base64url');
}

export type Role = 'agent' | 'lead' | 'intake';

/** The role is in the name, so that the log can be read without a roster; the hub sees to the name. */
export function roleOf(agent: string): Role {
  if (agent.startsWith('lead-')) return 'lead';
  return agent.startsWith('intake-') ? 'intake' : 'agent';
}
