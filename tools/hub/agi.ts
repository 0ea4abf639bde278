import { createInterface, type Interface } from 'node:readline';
import { openIntake } from './enqueue.ts';
import { inTime, Intake } from './intake.ts';

/** Where the intake file is when neither the dialplan nor HEARTHLINE_INTAKE says so. */
const USUAL_PLACE = '/etc/hearthline/intake-phone.hearthline-intake';
/** The caller listens to silence meanwhile: after this the request waits on the disk. */
const LIMIT_MS = 4000;
const ANSWER_LIMIT_MS = 2000;

/** What the dialplan finds in HEARTHLINE_CALLBACK. */
type Outcome =
  /** The hub has it. */
  | 'stored'
  /** It waits on this machine's disk; cron sends it with `enqueue --flush`. The caller will be called all the same. */
  | 'spooled'
  /** It could not be kept: ask the caller for another number, or put them through. */
  | 'failed';

/**
 * Speaks AGI on standard input and output (Asterisk: "agi show commands"). No word about the patient goes to standard
 * error, which Asterisk shows on its console.
 * @param args number, reason, language, intake file
 * @returns the exit code
 */
export async function agi(args: readonly string[]): Promise<number> {
  const [number = '', reason = '', language = '', path = ''] = args;
  // The channel may be gone before we are done; the request is kept nonetheless.
  process.stdout.on('error', () => undefined);
  const lines = createInterface({ input: process.stdin });
  const channel = new Channel(lines);
  const variables = await channel.variables();
  const outcome = await keep({
    path: path || (process.env['HEARTHLINE_INTAKE'] ?? USUAL_PLACE),
    number,
    reason,
    language,
    ref: variables.get('agi_uniqueid') ?? null,
  });
  await channel.set('HEARTHLINE_CALLBACK', outcome);
  lines.close();
  process.stdin.destroy();
  return outcome === 'failed' ? 1 : 0;
}

async function keep(asked: {
  path: string;
  number: string;
  reason: string;
  language: string;
  ref: string | null;
}): Promise<Outcome> {
  const { path, ...said } = asked;
  try {
    const intake = new Intake(path);
    // Asterisk's name for the call: pressed twice, or tried again, it is one request.
    const line = intake.read(said, 'phone');
    if (!line.ok) {
      const fields = line.error.map(({ field }) => field || 'request').join(', ');
      console.error(`Hearthline: the request cannot be taken: ${fields}`);
      return 'failed';
    }
    const kept = intake.keep(line.value);
    const work = openIntake(intake, LIMIT_MS).then(async (offline) => {
      if (offline !== null) console.error(`Hearthline: ${offline}`);
      return intake.send(kept);
    });
    const taken = await inTime(work, LIMIT_MS);
    if (taken === 'refused') return 'failed';
    return taken === 'late' || taken === 'spooled' ? 'spooled' : 'stored';
  } catch (error) {
    console.error(`Hearthline: ${error instanceof Error ? error.message : String(error)}`);
    return 'failed';
  }
}

/** Asterisk at the other end of standard input and output. */
class Channel {
  readonly #waiting: ((line: string | null) => void)[] = [];
  readonly #heard: string[] = [];
  #isOver = false;

  constructor(lines: Interface) {
    lines.on('line', (line) => {
      const next = this.#waiting.shift();
      if (next) next(line);
      else this.#heard.push(line);
    });
    lines.on('close', () => {
      this.#isOver = true;
      for (const next of this.#waiting.splice(0)) next(null);
    });
  }

  /** `agi_…` variables, up to the empty line. */
  async variables(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (let line = await this.#line(); line; line = await this.#line()) {
      const [name = '', ...rest] = line.split(': ');
      found.set(name, rest.join(': '));
    }
    return found;
  }

  async set(name: string, value: string): Promise<void> {
    process.stdout.write(`SET VARIABLE ${name} ${value}\n`);
    await inTime(this.#line(), ANSWER_LIMIT_MS);
  }

  #line(): Promise<string | null> {
    const heard = this.#heard.shift();
    if (heard !== undefined) return Promise.resolve(heard);
    if (this.#isOver) return Promise.resolve(null);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
