import { readFileSync } from 'node:fs';
import { CODEC_PARTS } from './codec.ts';
import { CROSSING_PARTS } from './crossing.ts';
import { isolatedWorld, ISOLATED_WORLD_PARTS } from './isolated-world.ts';
import { mainWorld, MAIN_WORLD_PARTS } from './main-world.ts';

/** The name that Electron gives the preload's world; DevTools shows it. */
export const ISOLATED_WORLD = 'Electron Isolated Context';

type Part = (...args: never[]) => unknown;

/** The scripts that make a page of Chromium's a page of Electron's. */
export interface PageScripts {
  readonly main: string;
  readonly isolated: string;
}

export interface PageScriptOptions {
  /** Of this window alone; no page ever sees it. */
  readonly secret: string;
  readonly tellHost: string;
  readonly hearHost: string;
  readonly preloadPath: string | null;
  /** False where Chromium's own fake answer stands in front of the app's (`--use-fake-ui-for-media-stream`). */
  readonly asksForMedia: boolean;
  /** What a sandboxed preload finds in `process`. */
  readonly processInfo: Readonly<Record<string, unknown>>;
}

export function pageScripts(options: PageScriptOptions): PageScripts {
  const { secret, tellHost, hearHost, preloadPath, asksForMedia, processInfo } = options;
  const main = call([...CROSSING_PARTS, ...MAIN_WORLD_PARTS], mainWorld, [
    JSON.stringify(secret),
    JSON.stringify(asksForMedia),
  ]);
  const isolated = call([...CODEC_PARTS, ...CROSSING_PARTS, ...ISOLATED_WORLD_PARTS], isolatedWorld, [
    JSON.stringify(secret),
    JSON.stringify(tellHost),
    JSON.stringify(hearHost),
    JSON.stringify(processInfo),
    preloadPath === null ? 'null' : preloadFunction(preloadPath),
  ]);
  return { main, isolated };
}

/** The functions' own source text (Node has already taken the types out of it), and one call. */
function call(parts: readonly Part[], entry: Part, args: readonly string[]): string {
  const text = parts.map((part) => part.toString()).join('\n');
  return `(() => { 'use strict';\n${text}\n${entry.name}(${args.join(', ')}); })();`;
}

function preloadFunction(path: string): string {
  return `(function (require, process, module, exports) {\n${readFileSync(path, 'utf8')}\n})`;
}
