import type { Import } from './imports.ts';
import { isTest } from './repository.ts';

/** A sentence about what is wrong with an import, or null. */
type Rule = (found: Import) => string | null;

const AREAS = ['shared', 'main', 'preload', 'renderer/line', 'renderer/desk'] as const;
const TEST_PACKAGES = [
  'vitest',
  'fast-check',
  '@testing-library/react',
  '@testing-library/user-event',
  'axe-core',
  'prettier',
];

function areaOf(path: string): (typeof AREAS)[number] | null {
  return AREAS.find((area) => path.startsWith(`${area}/`)) ?? null;
}

/** Test files stand beside the code but are no part of it: they may also use the test tools. */
function isTestTool(found: Import): boolean {
  if (!isTest(found.from)) return false;
  return found.kind === 'file'
    ? /^(tests|docs|assets)\//.test(found.path)
    : TEST_PACKAGES.includes(found.name) || found.name.startsWith('node:');
}

export const sharedIsPure: Rule = (found) => {
  if (areaOf(found.from) !== 'shared' || found.kind === 'file' || isTestTool(found)) return null;
  const allowed = ['zod', 'libphonenumber-js'];
  return allowed.includes(found.name) ? null : `shared imports the package ${found.name}`;
};

export const areasMeetInShared: Rule = (found) => {
  const area = areaOf(found.from);
  if (area === null || found.kind === 'package' || isTestTool(found)) return null;
  const target = areaOf(found.path);
  return target === area || target === 'shared' ? null : `${area} imports ${found.path}`;
};

export const lineHasNoReact: Rule = (found) => {
  if (areaOf(found.from) !== 'renderer/line' || found.kind === 'file') return null;
  return /^(react|react-dom|react-aria-components|zustand)$/.test(found.name)
    ? `the line window imports ${found.name}`
    : null;
};

/** Packages with one door: who may import them, by path. The tests may, to speak with the product from outside. */
const DOORS: Readonly<Record<string, RegExp>> = {
  'sip.js': /^renderer\/line\/sip\//,
  electron: /^(main\/(?!records\/|hub\/)|preload\/)/,
  'electron-store': /^main\//,
  '@signalapp/sqlcipher': /^main\/records\//,
  '@nats-io/nats-core': /^main\/hub\//,
  '@nats-io/jetstream': /^main\/hub\//,
  '@nats-io/nkeys': /^main\/hub\//,
  // The look at a server is tested against sockets of our own.
  ws: /^main\/(?:hub\/|system\/server-doctor\.test\.ts$)/,
};

export const packagesHaveOneDoor: Rule = (found) => {
  if (found.kind === 'file' || !Object.hasOwn(DOORS, found.name) || /^(tests|tools)\//.test(found.from))
    return null;
  return DOORS[found.name]?.test(found.from) ? null : `${found.name} is imported outside its door`;
};

/** The shell is the frame that puts the places together; nobody imports the shell. */
const COMPOSERS = ['shell'];
/** How a script is read is the same beside a call and in the preview of whoever writes it. */
const MEETING_PLACES = ['ui', 'store', 'reading'];

export const placesStayApart: Rule = (found) => {
  const from = placeOf(found.from);
  if (from === null || found.kind === 'package' || isTest(found.from)) return null;
  const to = placeOf(found.path);
  if (to === null || to === from || MEETING_PLACES.includes(to)) return null;
  const isComposing = COMPOSERS.includes(from) && !COMPOSERS.includes(to);
  return isComposing ? null : `renderer/desk/${from} reaches into renderer/desk/${to}`;
};

/** The folder below renderer/desk that a file is in; null for the desk's own files, which join the places. */
function placeOf(path: string): string | null {
  return /^renderer\/desk\/([^/]+)\//.exec(path)?.[1] ?? null;
}

export const RULES: readonly Rule[] = [
  sharedIsPure,
  areasMeetInShared,
  lineHasNoReact,
  packagesHaveOneDoor,
  placesStayApart,
];
