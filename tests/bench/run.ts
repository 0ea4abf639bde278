import { measurePhones } from './phones-beside.ts';
import { measureQueue } from './queue/measure.ts';
import { measureScripts } from './scripts/measure.ts';

/** `npm run bench`: all parts, or those that are named (`npm run bench -- queue`). Prints JSON. */
const PARTS = {
  phones: async () => measurePhones(),
  queue: async () => ({ queue: await measureQueue() }),
  scripts: async () => ({ scripts: await measureScripts() }),
} as const;

type Part = keyof typeof PARTS;
const isPart = (word: string): word is Part => word in PARTS;

const words = process.argv.slice(2);
const unknown = words.find((word) => !isPart(word));
if (unknown !== undefined) {
  console.error(`npm run bench does not know ${unknown}. Its parts: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(2);
}
const wanted = words.length > 0 ? words.filter(isPart) : (Object.keys(PARTS) as Part[]);
const out: Record<string, unknown> = {};
for (const part of wanted) Object.assign(out, await PARTS[part]());
console.log(JSON.stringify(out, null, 2));
