/**
 * The line window's log: off unless the window was opened with `?sip-log`, and redacted by construction. Numbers,
 * names, addresses and credentials never reach it, so a log can be handed to anybody.
 */
const enabled = new URLSearchParams(globalThis.location?.search ?? '').has('sip-log');

export function log(category: string, text: string): void {
  if (enabled) console.debug(`[${category}] ${redact(text)}`);
}

/** What remains can be read by anybody: methods, statuses, states, header names. */
export function redact(text: string): string {
  return text
    .replace(/\b(sips?|tel):[^\s>;,"]+/gi, '$1:…')
    .replace(/"[^"\r\n]*"/g, '"…"')
    .replace(/\b(Authorization|Proxy-Authorization|WWW-Authenticate|Proxy-Authenticate):[^\r\n]*/gi, '$1: …')
    .replace(/\b(response|nonce|cnonce|username|ha1)=[^\s,]+/gi, '$1=…')
    .replace(/^(From|To|Contact|P-Asserted-Identity|Referred-By|Subject|f|t|m):[^\r\n]*/gim, '$1: …')
    .replace(/\+?\d[\d ()./-]{3,}\d/g, '…')
    .replace(/\b[0-9a-f]{32}\b/gi, '…');
}
