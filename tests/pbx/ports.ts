import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { randomInt } from 'node:crypto';

/**
 * Ports are drawn from below the kernel's ephemeral range, so that an outgoing connection cannot take one
 * between our look and the server's start.
 */
const LOWEST = 10_000;
const HIGHEST = 32_000;
const TRIES = 200;

/**
 * A port of 127.0.0.1 on which nothing listens, neither over TCP nor over UDP, and neither on the next one:
 * SIP programs open their TLS there.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(LOWEST / 2, HIGHEST / 2) * 2;
    const looks = [isTcpFree(port), isUdpFree(port), isTcpFree(port + 1)];
    if ((await Promise.all(looks)).every(Boolean)) return port;
  }
  throw new Error(`No free port found on 127.0.0.1 in ${TRIES} tries.`);
}

/** A first and a last port for a server's media; single ports inside may be taken, servers skip those. */
export function mediaPorts(count = 400): { first: number; last: number } {
  const first = randomInt(LOWEST / 2, (HIGHEST - count) / 2) * 2;
  return { first, last: first + count - 1 };
}

function isTcpFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function isUdpFree(port: number): Promise<boolean> {
  const socket = createSocket('udp4');
  return new Promise((resolve) => {
    socket.once('error', () => resolve(false));
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
  });
}
