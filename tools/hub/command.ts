import { join, relative, resolve } from 'node:path';
import { isTimeZone } from '#shared/callback/local-time.ts';
import { complain, keepOutputForResult, say, Stop } from '../lib/say.mjs';
import { backUp, restore } from './backup.ts';
import { issueNodeCertificate } from './certificates.ts';
import { addAndTell, removeAndTell, tellAll, type Told } from './change-team.ts';
import { checkHub, reportLines } from './check.ts';
import { enqueue, linesOf } from './enqueue.ts';
import { initHub } from './init.ts';
import type { Joined } from './members.ts';
import { DEFAULT_DIR, HELP, hubDir, numberOption, type Options, readOptions, wordOf } from './options.ts';
import { runHub } from './start.ts';
import { readTeam, serverUrls } from './team.ts';

/** `npm run hub -- …`; resolves with the exit code. */
export function hubCommand(args: string[], cwd: string): Promise<number> {
  const options = readOptions(args, cwd);
  if (options.json) keepOutputForResult();
  const run = VERBS[options.verb];
  if (run === undefined)
    throw new Stop(
      `${options.verb === '' ? 'Nothing was asked.' : `There is no "${options.verb}".`}\n\n${HELP}`,
    );
  return run(options);
}

const VERBS: Readonly<Record<string, (options: Options) => Promise<number>>> = {
  help: () => {
    say(HELP);
    return Promise.resolve(0);
  },
  init,
  start,
  'add-agent': addAgent,
  'add-intake': addIntake,
  'remove-agent': removeAgent,
  'renew-certificate': renewCertificate,
  tell: tellAgain,
  check,
  enqueue: enqueueCommand,
  backup: (options) => backUpOrRestore(options, backUp),
  restore: (options) => backUpOrRestore(options, restore),
};

/** Standard output is the result alone; `say` speaks on standard error then. */
function tell(result: unknown): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

const SAMPLE = ['anna=Anna', 'ben=Ben', 'lead-cora=Cora'];

async function init(options: Options): Promise<number> {
  const { values, cwd, words } = options;
  if (words.length > 1) throw new Stop('npm run hub -- init [DIR]: one folder at most');
  const isSample = values.agent === undefined;
  const dir = words[0] === undefined ? hubDir(options) : resolve(cwd, words[0]);
  const { folder, joined } = await initHub({
    dir,
    name: values.name ?? 'Practice team',
    hosts: values.host ?? ['localhost'],
    nodes: numberOption(values, 'nodes', 1),
    port: numberOption(values, 'port', 8443),
    bind: values.bind ?? null,
    reads: readsOf(values),
    agents: (values.agent ?? SAMPLE).map(nameAndDisplayName),
    certificate: certificateOf(options),
  });
  const servers = serverUrls(folder.team);
  if (options.json) {
    tell({ dir, servers, joined });
    return 0;
  }
  say(`The hub “${folder.team.name}” is in ${dir}: ${servers.join(', ')}\n`);
  if (isSample)
    say('Its agents are a sample; --agent names your own. Each gets a file and, another way, its code:');
  tellJoined(joined);
  say(`
${dir}/admin holds the keys of the whole team. They are needed to change it, not to run it:
keep that folder, and a copy of it, where only you can read it.

What to do next:
  npm run hub -- start${dir === resolve(cwd, DEFAULT_DIR) ? '' : ` --dir ${shown(dir, cwd)}`}
  then, at each desk: join the hub with the agent's file and its code.`);
  return 0;
}

function readsOf({ country = 'US', timezone }: Options['values']) {
  const zone = timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!/^[A-Z]{2}$/.test(country)) throw new Stop(`--country ${country}: two capital letters, like US or GB`);
  if (!isTimeZone(zone)) throw new Stop(`--timezone ${zone}: a name like Europe/London`);
  return { country, timezone: zone };
}

function certificateOf({ values, cwd }: Options) {
  const { certificate, key, authority } = values;
  if (certificate === undefined && key === undefined) return null;
  if (certificate === undefined || key === undefined)
    throw new Stop('--certificate and --key belong together');
  const at = (path: string) => resolve(cwd, path);
  return {
    certificate: at(certificate),
    key: at(key),
    authority: authority === undefined ? null : at(authority),
  };
}

/** `anna` or `anna=Anna Berg`. */
function nameAndDisplayName(text: string): { name: string; displayName: string } {
  const [name = '', ...rest] = text.split('=');
  return { name, displayName: rest.join('=') || name };
}

async function start(options: Options): Promise<number> {
  const { values, cwd, json } = options;
  const natsServer = values['nats-server'];
  const program =
    natsServer === undefined ? null : natsServer.includes('/') ? resolve(cwd, natsServer) : natsServer;
  const dir = hubDir(options);
  return runHub(
    {
      dir,
      nodes: values.node ?? [],
      natsServer: program,
      create: values.create === true,
      empty: values.empty === true,
      acceptShorter: values['accept-shorter'] === true,
    },
    json ? tell : null,
  );
}

async function addAgent(options: Options): Promise<number> {
  const given = wordOf(options, 'NAME');
  const name = options.values.lead && !given.startsWith('lead-') ? `lead-${given}` : given;
  if (name.startsWith('intake-')) throw new Stop('Names that begin with intake- are for add-intake.');
  return add(options, name);
}

function addIntake(options: Options): Promise<number> {
  const given = wordOf(options, 'NAME');
  return add(options, given.startsWith('intake-') ? given : `intake-${given}`);
}

async function add(options: Options, name: string): Promise<number> {
  const displayName = options.values['display-name'] ?? name;
  const { joined, told } = await addAndTell(hubDir(options), { name, displayName });
  if (options.json) tell({ ...joined, told: told.kind });
  else {
    tellJoined([joined]);
    sayTold(told);
  }
  return told.kind === 'failed' ? 1 : 0;
}

async function removeAgent(options: Options): Promise<number> {
  const name = wordOf(options, 'NAME');
  const told = await removeAndTell(hubDir(options), name);
  if (options.json) tell({ removed: name, told: told.kind });
  else {
    say(
      `${name} is out of the team. What is written from now on is sealed with a key that ${name} does not have.`,
    );
    sayTold(told);
  }
  return told.kind === 'failed' ? 1 : 0;
}

async function renewCertificate(options: Options): Promise<number> {
  const { dir, team } = readTeam(hubDir(options));
  await issueNodeCertificate(
    dir,
    team.nodes.map(({ host }) => host),
  );
  say(
    'A new certificate is there. Copy server/tls to every machine of the hub, and restart its nodes one by one.',
  );
  return 0;
}

/** Makes a hub that runs learn of what was changed while it could not be reached. */
async function tellAgain(options: Options): Promise<number> {
  const told = await tellAll(hubDir(options));
  if (options.json) tell({ told: told.kind });
  else sayTold(told);
  return told.kind === 'told' ? 0 : 1;
}

async function check(options: Options): Promise<number> {
  const report = await checkHub(hubDir(options));
  if (options.json) tell(report);
  for (const line of reportLines(report)) say(line);
  return report.findings.some(({ level }) => level === 'error') ? 1 : 0;
}

/** sysexits.h: what was written is wrong; try again later, it is kept. */
const EX_DATAERR = 65;
const EX_TEMPFAIL = 75;

async function enqueueCommand(options: Options): Promise<number> {
  const { values, cwd } = options;
  const path =
    values.intake === undefined
      ? join(hubDir(options), 'intakes', 'intake-enqueue.hearthline-intake')
      : resolve(cwd, values.intake);
  const report = await enqueue(path, linesFor(values));
  if (options.json) tell(report);
  for (const { line, mistakes } of report.mistakes)
    for (const { field, expected, found } of mistakes)
      complain(`line ${line}: ${field || 'the request'}: expected ${expected}, found ${found}`);
  if (report.offline !== null) complain(report.offline);
  say(`${report.added} added, ${report.known} known already, ${report.spooled} waiting on this disk`);
  if (report.refused > 0)
    complain(`${report.refused} were refused by the hub; they are in the folder "refused" of the spool.`);
  if (report.mistakes.length > 0 || report.refused > 0) return EX_DATAERR;
  return report.spooled > 0 ? EX_TEMPFAIL : 0;
}

async function* linesFor(values: Options['values']): AsyncGenerator<string> {
  if (values.flush) return;
  const { number, reason, language, priority, note, ref, 'patient-name': name } = values;
  if (number === undefined && reason === undefined) yield* linesOf(process.stdin);
  else yield JSON.stringify({ number, reason, name, language, priority, note, ref });
}

async function backUpOrRestore(options: Options, act: typeof backUp): Promise<number> {
  const place = resolve(options.cwd, wordOf(options, 'DIR'));
  const streams = await act(hubDir(options), place);
  if (options.json) tell({ place, streams });
  for (const { stream, lastSeq } of streams) say(`  ${stream} up to ${lastSeq}`);
  say(
    act === backUp
      ? `The backup is in ${place}. It is worth nothing without the folder "admin": keep a copy of that too, elsewhere.`
      : 'The streams are back. Run "npm run hub -- check"; from now on start the hub without --empty.',
  );
  return 0;
}

function tellJoined(joined: readonly Joined[]): void {
  for (const { name, role, file, code } of joined)
    say(
      code === null
        ? `  ${name}: ${file}`
        : `  ${name}${role === 'lead' ? ' (lead)' : ''}: ${file}   code ${code}`,
    );
  if (joined.some(({ code }) => code !== null))
    say('A code is shown once and kept nowhere. Send it another way than the file.');
}

function sayTold(told: Told): void {
  if (told.kind === 'told') say('The running hub knows already.');
  else say(`${told.why}\nThe hub is told when it is started next with "npm run hub -- start".`);
}

function shown(dir: string, cwd: string): string {
  return relative(cwd, dir) || '.';
}
