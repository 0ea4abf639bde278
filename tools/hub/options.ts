import { parseArgs } from 'node:util';
import { resolve } from 'node:path';
import { Stop } from '../lib/say.mjs';

/** Where a hub is made when nobody says where. */
export const DEFAULT_DIR = 'hearthline-hub';

export const HELP = `The team's hub: where the callbacks of all desks meet.

  npm run hub -- init [DIR]               make a hub: keys, certificates, configuration, agent files
      --name TEXT  --nodes 1|3|5  --host NAME (once, or once a node)  --port N (0: free ones)  --bind ADDRESS
      --country US  --timezone AREA/CITY  how ways in read numbers and times
      --agent NAME or NAME=“Display name” (again and again; names of leads begin with lead-)
      --certificate FILE --key FILE [--authority FILE]     a certificate of your own, in PEM
  npm run hub -- start [--node NAME]      run its servers until Ctrl-C
      --nats-server FILE  --create        --create: make streams anew although the hub was made before
      --empty                             make none: a backup is to be put in
      --accept-shorter                    go on with a log that ends before where it did
  npm run hub -- add-agent NAME           let somebody in: an agent file, and the code that opens it
      --display-name TEXT  --lead
  npm run hub -- add-intake NAME          let a way in, such as a web form, write requests
  npm run hub -- remove-agent NAME        take somebody out, at once
  npm run hub -- tell                     tell the running servers again, after one of them could not be reached
  npm run hub -- renew-certificate        from the team's own authority
  npm run hub -- check                    look at everything, and say what is wrong and what to do
  npm run hub -- enqueue                  callbacks from standard input, one JSON object a line; or one from
      --number TEXT --reason TEXT  --patient-name --language --priority --note --ref TEXT
      --intake FILE (else intakes/intake-enqueue.hearthline-intake)  --flush: only what waits in the spool
  npm run hub -- backup DIR               every stream into a new folder, while the hub goes on
  npm run hub -- restore DIR              into a hub that was started with --empty

Everywhere: --dir DIR (or HEARTHLINE_HUB; else ./${DEFAULT_DIR}), --json (the result for programs), --help.
docs/hub.md tells more.`;

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  dir: { type: 'string' },
  // init
  name: { type: 'string' },
  nodes: { type: 'string' },
  host: { type: 'string', multiple: true },
  port: { type: 'string' },
  bind: { type: 'string' },
  country: { type: 'string' },
  timezone: { type: 'string' },
  agent: { type: 'string', multiple: true },
  certificate: { type: 'string' },
  key: { type: 'string' },
  authority: { type: 'string' },
  // start
  node: { type: 'string', multiple: true },
  'nats-server': { type: 'string' },
  create: { type: 'boolean' },
  'accept-shorter': { type: 'boolean' },
  empty: { type: 'boolean' },
  // add-agent
  'display-name': { type: 'string' },
  lead: { type: 'boolean' },
  // enqueue
  intake: { type: 'string' },
  flush: { type: 'boolean' },
  number: { type: 'string' },
  reason: { type: 'string' },
  'patient-name': { type: 'string' },
  language: { type: 'string' },
  priority: { type: 'string' },
  ref: { type: 'string' },
  note: { type: 'string' },
} as const;

type Parsed = ReturnType<typeof parse>;
export type Values = Parsed['values'];

export interface Options {
  readonly verb: string;
  /** What follows the verb. */
  readonly words: readonly string[];
  readonly values: Values;
  readonly json: boolean;
  /** Relative paths begin here: where npm was called. */
  readonly cwd: string;
}

export function readOptions(args: string[], cwd: string): Options {
  const { values, positionals } = parse(args);
  const [verb = '', ...words] = positionals;
  return { verb: values.help ? 'help' : verb, words, values, json: values.json === true, cwd };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Stop(
      `${error instanceof Error ? error.message : String(error)}\n"npm run hub -- --help" lists the options.`,
    );
  }
}

/** The hub's folder. */
export function hubDir({ values, cwd }: Options): string {
  return resolve(cwd, values.dir ?? process.env['HEARTHLINE_HUB'] ?? DEFAULT_DIR);
}

/** A whole number option, or what it is when nobody says. */
export function numberOption(values: Values, name: 'nodes' | 'port', otherwise: number): number {
  const text = values[name];
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new Stop(`--${name} ${text}: a number is needed`);
  return number;
}

/** The one word that a verb needs. */
export function wordOf({ verb, words }: Options, what: string): string {
  const [word, ...more] = words;
  if (word === undefined || more.length > 0)
    throw new Stop(`npm run hub -- ${verb} ${what}: exactly one is needed`);
  return word;
}
