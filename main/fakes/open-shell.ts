import type { DeskState } from '#shared/contract/desk-state.ts';
import type { LineOrder } from '#shared/contract/line.ts';
import { channel } from '#shared/contract/names.ts';
import type { SignInState } from '#shared/contract/sign-in.ts';
import type { AppError } from '#shared/result.ts';
import type { Caller, PageName } from '../ipc/gate.ts';
import { Shell } from '../shell.ts';
import { createLog } from '../system/log.ts';
import { DEFAULT_SETTINGS, type StoredSettings } from '../system/settings.ts';
import type { BackOffice } from '../back-office/back-office.ts';
import { everythingDone, FakeClock } from './fake-clock.ts';
import { FakeOffice } from './fake-office.ts';
import type { Views } from '../views.ts';
import { nothingKept, SAMPLE_CAST } from './samples.ts';
import { SAMPLE_SHELF } from '../scripts/fakes/sample-shelf.ts';

/** Windows that only write down what they are shown and told. */
function recordingViews(clock: FakeClock) {
  const shown: string[] = [];
  const replaced: number[] = [];
  const states: DeskState[] = [];
  const signIns: SignInState[] = [];
  const numbers: string[] = [];
  const orders: LineOrder[] = [];
  const views: Views = {
    showDesk: () => void shown.push('desk'),
    showSignIn: () => void shown.push('sign-in'),
    forgetPages: () => Promise.reject(new Error('storage is stubborn')),
    pushState: (state) => void states.push(state),
    pushLevels: () => undefined,
    pushNumber: (text) => void numbers.push(text),
    pushSignIn: (state) => void signIns.push(state),
    sendOrder: (order) => void orders.push(order),
    replaceLine: () => void replaced.push(clock.now()),
  };
  return { views, shown, replaced, states, signIns, numbers, orders };
}

/** Main without Electron: pages ask by name, windows are a record of what was shown and pushed. */
export function openShell(
  stored: Partial<StoredSettings> = {},
  examine = (): Promise<AppError | null> => Promise.resolve(null),
) {
  const clock = new FakeClock();
  const { views, ...record } = recordingViews(clock);
  const { orders } = record;
  const office = new FakeOffice();
  const usable: string[] = [];
  const logged: string[] = [];
  const listeners = new Map<string, (caller: Caller, input: unknown) => Promise<unknown>>();
  const values: StoredSettings = { ...DEFAULT_SETTINGS, ...stored };
  const shell = new Shell<Caller>({
    clock,
    log: createLog((line) => void logged.push(line), clock.now),
    settings: { get: (key) => values[key], set: (key, value) => void (values[key] = value) },
    views,
    ipc: { handle: (name, listener) => void listeners.set(name, listener) },
    identify: (caller) => caller,
    practice: SAMPLE_CAST,
    keptDebriefs: nothingKept,
    scripts: SAMPLE_SHELF,
    readOwnScripts: () => Promise.resolve({ scripts: [], broken: [], missing: [] }),
    builtInText: () => Promise.resolve(null),
    openPage: () => undefined,
    office: office as unknown as BackOffice,
    keepsSecrets: () => true,
    examine: () => examine(),
    onMilestone: () => undefined,
    onUsable: (page) => void usable.push(page),
  });
  const ask = (page: PageName, name: string, input?: unknown): Promise<unknown> => {
    const caller = { page, isMainFrame: true, frameUrl: `app://${page}/index.html` };
    return listeners.get(channel(page, name))?.(caller, input) ?? Promise.reject(new Error(name));
  };
  const settleAll = async (): Promise<void> => {
    await everythingDone();
    for (const { id } of orders) await ask('line', 'settled', { id, result: { ok: true } });
    await everythingDone();
  };
  const kinds = (): string[] => orders.map(({ command }) => command.kind);
  /** All that has left main so far, for windows, the disk and the log. */
  const told = (): string => JSON.stringify([orders, record.states, record.signIns, logged, values]);
  return { clock, shell, office, ...record, usable, kinds, values, ask, settleAll, told };
}
