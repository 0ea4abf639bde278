import { connect } from 'node:net';

/**
 * Asks Asterisk one question over its control socket, as `asterisk -rx` does but without starting a process.
 * Resolves with the answer's text; rejects when nothing answers at the socket.
 */
export function askAsterisk(socketPath: string, command: string, timeoutMs = 10_000): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    const chunks: Buffer[] = [];
    let isAsked = false;
    socket.setTimeout(timeoutMs, () => {
      socket.destroy(new Error(`Asterisk did not answer "${command}" within ${timeoutMs} ms.`));
    });
    socket.once('error', reject);
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      // The first line is the greeting, "host/pid/version"; then the question, which ends with a zero byte.
      if (isAsked || !Buffer.concat(chunks).includes('\n')) return;
      isAsked = true;
      chunks.length = 0;
      socket.write(`cli quit after ${command}\0`);
    });
    socket.once('close', () => resolve(plainText(Buffer.concat(chunks))));
  });
}

/** Without the bytes that mark log lines for a console: 0x7f level prefixes and zero terminators. */
function plainText(raw: Buffer): string {
  return raw
    .toString('utf8')
    .replaceAll(/\u007F./g, '')
    .replaceAll('\0', '')
    .trim();
}
