import { callbackEvent, EVENT_VERSION, type CallbackEvent } from '#shared/callback/event.ts';
import { z } from '#shared/contract/schema.ts';
import { ok } from '#shared/result.ts';
import type { EventCodec, Opened } from '../hub/codec.ts';

const versioned = z.object({ v: z.number().int().min(1) });

/**
 * Events as readable JSON, for a desk without a team: they never leave its store, which is encrypted already.
 * Whoever can write there is the agent.
 */
export const plainCodec: EventCodec = {
  seal: (_callbackId, event) => ok(new TextEncoder().encode(eventText(event))),
  open: ({ data }) => openedText(data),
  verify: () => Promise.resolve(true),
};

function eventText(event: CallbackEvent): string {
  return JSON.stringify({ v: EVENT_VERSION, ...event });
}

function openedText(data: Uint8Array): Opened {
  const json = parsed(data);
  const version = versioned.safeParse(json);
  if (!version.success) return { kind: 'malformed' };
  if (version.data.v > EVENT_VERSION) return { kind: 'newer', version: version.data.v };
  const event = callbackEvent.safeParse(json);
  return event.success ? { kind: 'event', event: event.data, verified: true } : { kind: 'malformed' };
}

function parsed(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
  } catch (error) {
    // Both mean the same here: these bytes are no text that we wrote.
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}
