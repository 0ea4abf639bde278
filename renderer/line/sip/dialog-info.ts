import type { BusyLight } from '#shared/call/line-state.ts';

/**
 * A colleague's busy light from dialog-info documents (RFC 4235). A full document replaces what was known, a partial
 * one changes single dialogs. Read with patterns, not with an XML parser: two attributes and one element matter, and
 * a document that is not well-formed must not be able to do more than leave the light as it was.
 */
/** Fifty calls of one extension; the patterns' time grows with the square of it. */
const MAX_CHARS = 16_384;
const DIALOG = /<(?:[\w-]+:)?dialog\s([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:[\w-]+:)?dialog>)/g;
const STATE = /<(?:[\w-]+:)?state\b[^>]*>\s*([a-z]+)\s*</i;
const ROOT = /<(?:[\w-]+:)?dialog-info\s([^>]*)>/;

export class DialogInfo {
  readonly #dialogs = new Map<string, string>();

  /** @returns The light after this document; null when it is none. */
  read(document: string): BusyLight | null {
    const root = document.length > MAX_CHARS ? null : ROOT.exec(document)?.[1];
    if (root === null || root === undefined) return null;
    if (attribute(root, 'state') !== 'partial') this.#dialogs.clear();
    for (const [, attributes = '', body = ''] of document.matchAll(DIALOG)) {
      const id = attribute(attributes, 'id') ?? '';
      const state = STATE.exec(body)?.[1]?.toLowerCase() ?? 'terminated';
      if (state === 'terminated') this.#dialogs.delete(id);
      else this.#dialogs.set(id, state);
    }
    return this.#light();
  }

  #light(): BusyLight {
    const states = [...this.#dialogs.values()];
    if (states.includes('confirmed')) return 'busy';
    return states.length > 0 ? 'ringing' : 'free';
  }
}

function attribute(attributes: string, name: string): string | null {
  const match = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return match ? (match[1] ?? match[2] ?? '') : null;
}
