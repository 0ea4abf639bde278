import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import { JS_API_FOR_AGENTS, STREAM } from '../../../main/hub/layout.ts';
import type { BenchTeam } from './team.ts';

/** What the same machine needs for the same thing without Hearthline around it. */

/**
 * Reads the whole log with the NATS client's own consumer, and does nothing with it.
 * @returns milliseconds from connecting to the last message
 */
export async function plainRead(team: BenchTeam, agent: string): Promise<number> {
  const fromMs = performance.now();
  const connection = await team.hub.connectAs(agent);
  const stream = jetstream(connection, { apiPrefix: JS_API_FOR_AGENTS });
  const consumer = await stream.consumers.get(STREAM.callbacks);
  for await (const { seq } of await consumer.consume()) if (seq >= team.events) break;
  await connection.close();
  return performance.now() - fromMs;
}

/** Writes so many bytes and waits for the disk, as often as asked. @returns ms of each */
export function plainWrites(count: number, bytes: number): number[] {
  const dir = mkdtempSync(join(tmpdir(), 'hearthline-bench-disk-'));
  const file = openSync(join(dir, 'plain'), 'w');
  const data = Buffer.alloc(bytes, 7);
  const tookMs = Array.from({ length: count }, () => {
    const fromMs = performance.now();
    writeSync(file, data);
    fdatasyncSync(file);
    return performance.now() - fromMs;
  });
  closeSync(file);
  rmSync(dir, { recursive: true, force: true });
  return tookMs;
}

/** One pass of `includes` over texts in memory. @returns how many have it */
export function plainScan(texts: readonly string[], search: string): number {
  let found = 0;
  for (const text of texts) if (text.includes(search)) found += 1;
  return found;
}
