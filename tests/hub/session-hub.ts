import type { AgentAccess } from '../../main/hub/agent-file.ts';
import { NatsHub, type NatsHubParts } from '../../main/hub/nats-hub.ts';

/** A desk's way to a hub, with a roster kept in memory and no proxy. */
export function natsHub(access: AgentAccess, others: Partial<NatsHubParts> = {}): NatsHub {
  return new NatsHub({ access, proxyFor: () => Promise.resolve(null), rosterKept: keptText(), ...others });
}

export function keptText(text: string | null = null): NatsHubParts['rosterKept'] {
  let kept = text;
  return { get: () => kept, set: (value) => void (kept = value) };
}
