/** A desk without windows: its own process, its own records on the disk, and the product's queue over a real hub. */
import { uptime } from 'node:os';
import { join } from 'node:path';
import { createQueue } from '../../main/callbacks/queue.ts';
import type { QueueDesk, QueueReport } from '../../main/callbacks/queue-port.ts';
import { systemClock } from '../../main/clock.ts';
import type { AgentAccess } from '../../main/hub/agent-file.ts';
import { NatsHub } from '../../main/hub/nats-hub.ts';
import { mendStore } from '../../main/records/mend-store.ts';
import { openRecordStore } from '../../main/records/open-store.ts';
import type { RecordStore } from '../../main/records/store.ts';
import { callbacks } from '../../shared/profile/callback-groups.ts';
import type { AppError } from '../../shared/result.ts';
import type { DeskBeginning, DeskQuestions, FromDesk, QuestionName, ToDesk } from './desk-messages.ts';
import { KillSteps } from './kill-steps.ts';

const KEY = new Uint8Array(32).fill(9);
const ROSTER_FACT = 'hub-roster';
const RETRY = { maxAttempts: 20, noAnswerMin: 1, busyMin: 1, voicemailMin: 1 };

const steps = new KillSteps();
const reports: string[] = [];
let aheadMs = 0;
let store: RecordStore | null = null;
let queue: QueueDesk | null = null;

const clock = { now: () => systemClock.now() + aheadMs, after: systemClock.after };

function openStore(folder: string): { opened: RecordStore; findings: AppError[] } {
  const place = { path: join(folder, 'records.db'), key: KEY };
  const opened = openRecordStore(place);
  if (opened.ok) return { opened: opened.value, findings: [] };
  if (opened.error.code !== 'records-damaged') throw new Error(opened.error.code);
  const mended = mendStore(place);
  if (!mended.ok) throw new Error(mended.error.code);
  return { opened: mended.value.store, findings: [opened.error] };
}

function begin(beginning: DeskBeginning): DeskQuestions['begin']['answer'] {
  const { agent, folder, access, servers, leaseMin, offlineReserve } = beginning;
  ({ aheadMs } = beginning);
  const { opened, findings } = openStore(folder);
  store = steps.store(opened);
  const { facts } = opened;
  const read = JSON.parse(access) as Omit<AgentAccess, 'seed'> & { seed: string };
  const hub = new NatsHub({
    access: { ...read, seed: Buffer.from(read.seed, 'base64url') },
    servers,
    proxyFor: () => Promise.resolve(null),
    rosterKept: { get: () => facts.get(ROSTER_FACT), set: (text) => facts.set(ROSTER_FACT, text) },
  });
  const made = createQueue({
    store,
    hub: steps.hub(hub),
    codec: hub.codec,
    clock,
    uptimeMs: () => uptime() * 1000,
    random: Math.random,
    me: { agent, name: agent, lead: agent.startsWith('lead-') },
    colleagues: () => [],
    // A lease of seconds, where a test needs one to run out, is shorter than a profile may say.
    rules: {
      ...callbacks.parse({ hours: { from: '00:00', until: '24:00' }, retry: RETRY, offlineReserve }),
      leaseMin,
    },
    numbers: { country: 'US', dialPrefix: '', extensionMaxLength: 6 },
    zonesOf: () => [],
    importKey: null,
    onChange: () => undefined,
    report: ({ what, code }: QueueReport) => void reports.push(`${what} ${code}`),
  });
  hub.onTeam(() => made.keysChanged());
  made.start();
  queue = made;
  return { desk: facts.get('desk-id') ?? '', findings };
}

function desk(): { queue: QueueDesk; store: RecordStore } {
  if (!queue || !store) throw new Error('the desk has not begun');
  return { queue, store };
}

type Answers = {
  [N in QuestionName]: (
    input: DeskQuestions[N]['input'],
  ) => DeskQuestions[N]['answer'] | Promise<DeskQuestions[N]['answer']>;
};

const answers: Answers = {
  begin,
  command: ({ name, input }) => desk().queue.commands[name](input as never),
  startDial: async (input) => {
    const result = await desk().queue.startDial(input);
    return { result, atMs: Date.now() };
  },
  state: () => ({ ...desk().queue.state(), lastSeq: desk().store.log.lastSeq(), reports }),
  callback: ({ id }) => desk().store.callbacks.get(id)?.callback ?? null,
  setAgent: ({ state }) => {
    desk().queue.setAgent(state);
    return null;
  },
  setClock: (input) => {
    ({ aheadMs } = input);
    return null;
  },
  killAt: ({ step }) => {
    steps.begin(step);
    return null;
  },
  steps: () => steps.count,
  close: async ({ how }) => {
    await desk().queue.close(how);
    desk().store.close();
    return null;
  },
};

process.on('message', (question: ToDesk) => {
  void answer(question);
});
// The test is gone: so is its desk.
process.on('disconnect', () => process.exit(1));

async function answer({ id, name, input }: ToDesk): Promise<void> {
  let reply: FromDesk;
  try {
    reply = { id, answer: await answers[name](input as never) };
  } catch (error) {
    reply = { id, thrown: error instanceof Error ? (error.stack ?? error.message) : 'thrown' };
  }
  process.send?.(reply);
}
