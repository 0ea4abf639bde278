/** Words on the terminal: one line per thing, long steps show that they go on. */

const STILL_THERE_EVERY_MS = 10_000;

/** @type {NodeJS.WriteStream} */
let voice = process.stdout;

/** From now on `say` speaks on standard error: standard output is a command's result alone. */
export function keepOutputForResult() {
  voice = process.stderr;
}

/** @param {string} line */
export function say(line) {
  voice.write(`${line}\n`);
}

/** @param {string} line */
export function complain(line) {
  process.stderr.write(`${line}\n`);
}

/** @param {number} ms */
export function seconds(ms) {
  return ms < 60_000
    ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/**
 * Says what begins, says every ten seconds that it still goes on, and says how long it took.
 * @template T
 * @param {string} what a sentence without a full stop
 * @param {(note: (detail: string) => void) => Promise<T>} work may note a detail for the next "still" line
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const startedAt = Date.now();
  let detail = '';
  say(`${what} …`);
  const still = setInterval(() => {
    say(`  still at it, ${seconds(Date.now() - startedAt)}${detail && `: ${detail}`}`);
  }, STILL_THERE_EVERY_MS);
  try {
    const value = await work((text) => {
      detail = text;
    });
    say(`  took ${seconds(Date.now() - startedAt)}`);
    return value;
  } finally {
    clearInterval(still);
  }
}

/** An end that a person can act on: the message says what to do, so no stack is shown. */
export class Stop extends Error {
  /**
   * @param {string} message
   * @param {number} [exitCode]
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = 'Stop';
    this.exitCode = exitCode;
  }
}

/**
 * Runs a command's body; a Stop ends it with its message, anything else is a bug and shows its stack.
 * @param {() => Promise<number | void>} body resolves with the exit code
 */
export async function command(body) {
  // `npm run check | head` closes the pipe: nobody reads on, so there is nothing left to say.
  process.stdout.on('error', (error) => {
    if ('code' in error && error.code === 'EPIPE') process.exit();
    throw error;
  });
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    complain(error.message);
    process.exitCode = error.exitCode;
  }
}
