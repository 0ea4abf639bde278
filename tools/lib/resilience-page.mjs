/** docs/resilience.md: what was done to the queue, and what came of it. */

/**
 * @typedef {object} FaultRun one line of what tests/faults/faults.test.ts writes down
 * @property {string} name
 * @property {string} seen
 * @property {number} seed
 * @property {number} seconds
 * @property {{ events: number, dials: number, doubleDials: number, outcomes: number, lostOutcomes: number, lostNotes: number, differences: number, repeats: number }} [verdict]
 * @property {string} [error]
 */

/**
 * @param {readonly FaultRun[]} runs
 * @param {{ day: string, command: string, machine: string }} made
 */
export function resiliencePage(runs, { day, command, machine }) {
  const names = [...new Set(runs.map(({ name }) => name))];
  const rows = names.map((name) => rowOf(runs.filter((run) => run.name === name)));
  const failed = runs.filter((run) => !isGood(run));
  return `# What the callback queue goes through

<!-- Made by \`npm run faults\`; edit tools/lib/resilience-page.mjs. -->

Each line was done to a real nats-server and to three desks in processes of their own, which run the product's queue over
the product's store; only the windows and the telephone line are left out. Two agents and a lead work, the fault happens
at a time that the seed chooses, and the team comes out of it. Then somebody else reads the hub's whole log and compares:

- **lost**: outcomes and notes that an agent was told are kept, and that are not in the log;
- **double**: calls that were begun without a claim that the log gives to that desk at that time;
- **differ**: callbacks that some desk has otherwise than the log makes them.

Made on ${day} with \`${command}\` on ${machine}.

| What happens | What the agents see | Runs | Calls | Double | Outcomes | Lost | Differ | Longest |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

${closing(failed)}
`;
}

/** @param {readonly FaultRun[]} runs of one fault */
function rowOf(runs) {
  const [first] = runs;
  if (!first) throw new Error('A fault without runs has no row.');
  const verdicts = runs.flatMap(({ verdict }) => (verdict ? [verdict] : []));
  /** @param {(verdict: NonNullable<FaultRun['verdict']>) => number} of */
  const sum = (of) => verdicts.reduce((total, verdict) => total + of(verdict), 0);
  const good = runs.filter(isGood).length;
  const cells = [
    first.name,
    first.seen,
    good === runs.length ? `${good}` : `${good} of ${runs.length}`,
    sum(({ dials }) => dials),
    sum(({ doubleDials }) => doubleDials),
    sum(({ outcomes }) => outcomes),
    sum(({ lostOutcomes, lostNotes }) => lostOutcomes + lostNotes),
    sum(({ differences }) => differences),
    `${Math.max(...runs.map(({ seconds }) => seconds))} s`,
  ];
  return `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

/** @param {FaultRun} run */
export function isGood({ verdict }) {
  if (!verdict) return false;
  const { doubleDials, lostOutcomes, lostNotes, differences, repeats } = verdict;
  return doubleDials + lostOutcomes + lostNotes + differences + repeats === 0;
}

/** @param {readonly FaultRun[]} failed */
function closing(failed) {
  if (failed.length === 0) return 'Every run ended as it should.';
  const lines = failed.map(({ name, seed, error, verdict }) => {
    const why = error ?? `verdict ${JSON.stringify(verdict)}`;
    return `- ${name}, seed ${seed}: ${why}`;
  });
  return `Runs that did not end as they should:\n\n${lines.join('\n')}`;
}
