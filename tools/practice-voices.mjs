/**
 * `npm run practice:voices`: records what the people of the practice line say, into assets/practice/voices/.
 * Only new or changed sentences are recorded, and recordings of sentences that are gone are removed.
 * `-- --check` changes nothing and fails when something would change. `-- --all` records everything again.
 */
import { mkdir, mkdtemp, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { textsBelow } from './lib/checked-files.mjs';
import { onProjectNode } from './lib/node-24.mjs';
import { inRoot } from './lib/paths.mjs';
import { capture } from './lib/run.mjs';
import { command, say, step, Stop } from './lib/say.mjs';

/** @typedef {import('../shared/practice/persona.ts').Persona} Persona */
/** @typedef {{ file: string, person: Persona, sentence: string }} Recording */

const CAST = inRoot('assets', 'practice');
const VOICES = join(CAST, 'voices');
/** A telephone's wide band; more would only make the files larger. */
const SAMPLE_RATE_HZ = '16000';
const BITRATE_KBPS = '12';
const PROGRAMS = { 'espeak-ng': 'espeak-ng', sox: 'sox', opusenc: 'opus-tools' };

await command(() => onProjectNode(import.meta.url, bringUpToDate));

async function bringUpToDate() {
  const check = process.argv.includes('--check');
  const all = process.argv.includes('--all');
  const wanted = await wantedRecordings();
  const present = new Set(all ? [] : await recordingsOnDisk());
  const missing = wanted.filter(({ file }) => !present.has(file));
  const names = new Set(wanted.map(({ file }) => file));
  const orphans = (await recordingsOnDisk()).filter((file) => !names.has(file));
  if (check && missing.length + orphans.length > 0) {
    throw new Stop(
      `${missing.length} sentences have no recording and ${orphans.length} recordings no sentence. Run: npm run practice:voices`,
    );
  }
  if (check) return;
  await removeAll(orphans);
  if (missing.length > 0) await recordAll(missing);
  say(
    `${wanted.length} sentences, ${await kilobytes(wanted)} kB. Recorded ${missing.length}, removed ${orphans.length}.`,
  );
}

/** @returns {Promise<Recording[]>} */
async function wantedRecordings() {
  // Here and not above: they are TypeScript, which only the project's own Node reads as it stands.
  const { readPeople } = await import('../main/practice/read-people.ts');
  const { sentencesOf } = await import('../shared/practice/persona.ts');
  const { recordingPath } = await import('../shared/practice/recording.ts');
  const read = readPeople(await textsBelow(CAST, (name) => name.endsWith('.json')));
  const people = read.flatMap(({ person }) => person ?? []);
  // Their recordings would be taken for those of nobody.
  if (people.length < read.length) throw new Stop('A file has a mistake. Run: npm run practice:check');
  return people.flatMap((person) =>
    sentencesOf(person).map((sentence) => ({
      file: recordingPath(person.id, person.voice, sentence),
      person,
      sentence,
    })),
  );
}

/** @returns {Promise<string[]>} paths below the folder of recordings */
async function recordingsOnDisk() {
  await mkdir(VOICES, { recursive: true });
  const entries = await readdir(VOICES, { recursive: true });
  return entries.filter((path) => path.endsWith('.opus')).map((path) => path.replaceAll('\\', '/'));
}

/** @param {string[]} orphans */
async function removeAll(orphans) {
  for (const file of orphans) {
    await rm(join(VOICES, file));
    const folder = dirname(join(VOICES, file));
    if ((await readdir(folder)).length === 0) await rmdir(folder);
  }
}

/** @param {Recording[]} recordings */
async function recordAll(recordings) {
  await findPrograms();
  const scratch = await mkdtemp(join(tmpdir(), 'hearthline-voices-'));
  try {
    await step(`Recording ${recordings.length} sentences`, async (note) => {
      for (const recording of recordings) {
        note(recording.file);
        await record(recording, scratch);
      }
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function findPrograms() {
  for (const [program, debianPackage] of Object.entries(PROGRAMS)) {
    const { code } = await capture(program, ['--version']);
    if (code === 127)
      throw new Stop(`${program} is not installed. On Debian: apt-get install ${debianPackage}`);
  }
}

/**
 * @param {Recording} recording
 * @param {string} scratch
 */
async function record({ file, person, sentence }, scratch) {
  const spoken = join(scratch, 'spoken.wav');
  const trimmed = join(scratch, 'trimmed.wav');
  const { name, pitch, wordsPerMin } = person.voice;
  await run('espeak-ng', [
    '-v',
    name,
    '-p',
    String(pitch),
    '-s',
    String(wordsPerMin),
    '-w',
    spoken,
    '--',
    sentence,
  ]);
  // Without dither, so that the same words give the same file. All voices equally loud; a breath of quiet at the end.
  const shape = ['norm', '-4', 'silence', '1', '0.01', '-50d', 'reverse', 'silence', '1', '0.01', '-50d'];
  await run('sox', [
    '-D',
    spoken,
    '-r',
    SAMPLE_RATE_HZ,
    '-c',
    '1',
    trimmed,
    ...shape,
    'reverse',
    'pad',
    '0.05',
    '0.1',
  ]);
  const out = join(VOICES, file);
  await mkdir(dirname(out), { recursive: true });
  const sizes = ['--bitrate', BITRATE_KBPS, '--framesize', '40', '--padding', '0', '--discard-comments'];
  await run('opusenc', ['--quiet', '--speech', '--serial', '1', ...sizes, trimmed, out]);
}

/**
 * @param {string} program
 * @param {string[]} args
 */
async function run(program, args) {
  const { code, output } = await capture(program, args);
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${output}`);
}

/** @param {Recording[]} recordings */
async function kilobytes(recordings) {
  const sizes = await Promise.all(recordings.map(async ({ file }) => (await stat(join(VOICES, file))).size));
  return Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1000);
}
