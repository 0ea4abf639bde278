import type { SignInState } from '#shared/contract/sign-in.ts';
import type { Done } from '#shared/contract/schema.ts';
import type { AppError } from '#shared/result.ts';
import { SignIn } from '../sign-in.ts';
import type { Sitting } from '../sitting.ts';
import { DEFAULT_SETTINGS, type SettingsStore, type StoredSettings } from '../system/settings.ts';
import { createVault } from '../vault.ts';
import { everythingDone, FakeClock } from './fake-clock.ts';
import { FakeLineWindow } from './fake-line-window.ts';
import { FakeRecords, type FakeOpened } from './fake-records.ts';
import { quietLog } from './quiet-log.ts';
import { connected, PROFILE_TEXT, registeredAt } from './samples.ts';

export function memorySettings(): SettingsStore & { values: StoredSettings } {
  let values = DEFAULT_SETTINGS;
  return {
    get: (key) => values[key],
    set: (key, value) => {
      values = { ...values, [key]: value };
    },
    get values() {
      return values;
    },
  };
}

export const PIN = 'blue lamp';
type Records = 'open' | 'create' | 'start-over';

/** The sign-in with a profile open, a line window that obeys, and records in memory. */
export function openSignIn(settings = memorySettings(), profileText = PROFILE_TEXT) {
  const clock = new FakeClock();
  const window = new FakeLineWindow(clock);
  window.open();
  const vault = createVault();
  const records = new FakeRecords(clock);
  const seated: { sitting: Sitting; opened: FakeOpened | null }[] = [];
  const states: SignInState[] = [];
  const bugs: unknown[] = [];
  let finding: Promise<AppError | null> = Promise.resolve(null);
  const signIn = new SignIn<FakeOpened>({
    line: window.line,
    vault,
    clock,
    log: { ...quietLog, bug: (error) => void bugs.push(error) },
    settings,
    records,
    examine: () => finding,
    publish: (state) => states.push(state),
    hasLeft: () => Promise.resolve(),
    seated: (sitting, opened) => seated.push({ sitting, opened }),
  });
  signIn.openProfile('harbour.hearthline.json', profileText);
  const ask = signIn.handlers;
  const trySignIn = async (how: Records = 'create', pin = PIN, extension = '1001 '): Promise<Done> =>
    ask.signIn({ extension, password: 'sesame', pin, records: how });
  const accept = (): void =>
    window.report({ connection: connected, registration: registeredAt(clock.now()) });
  /** Signs in while the server accepts the password. */
  const accepted = async (how: Records, pin = PIN): Promise<Done> => {
    const done = trySignIn(how, pin);
    await everythingDone();
    accept();
    return done;
  };
  const progress = (): unknown[] => states.map((state) => state.progress);
  const serversAre = (found: Promise<AppError | null>): void => {
    finding = found;
  };
  const doing = { trySignIn, accept, accepted, progress, serversAre };
  return { clock, window, vault, settings, records, seated, states, bugs, signIn, ask, ...doing };
}
