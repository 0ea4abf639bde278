import type { OpenProfile, signInCommands, SignInState } from '#shared/contract/sign-in.ts';
import type { Done } from '#shared/contract/schema.ts';
import { authorizationUserOf, lineAccountOf } from '#shared/profile/line-account.ts';
import type { Profile } from '#shared/profile/profile.ts';
import { readProfile } from '#shared/profile/read-profile.ts';
import { appError, failed, ok, type AppError } from '#shared/result.ts';
import { attemptSignIn, type Attempt, type Progress } from './attempt.ts';
import type { Clock } from './clock.ts';
import { DONE } from './done.ts';
import type { Handlers } from './ipc/gate.ts';
import type { Line } from './line.ts';
import type { Sitting } from './sitting.ts';
import type { Log } from './system/log.ts';
import type { SettingsStore } from './system/settings.ts';
import type { Vault } from './vault.ts';

export interface SignInDeps {
  readonly line: Line;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: SettingsStore;
  readonly examine: (servers: readonly string[]) => Promise<AppError | null>;
  readonly publish: (state: SignInState) => void;
  /** Somebody is in: the desk takes over. */
  readonly seated: (sitting: Sitting) => void;
}

export interface SignIn {
  readonly handlers: Handlers<typeof signInCommands>;
  /** Opens a profile's text, remembered for the next start when it has no mistakes. */
  openProfile(fileName: string, text: string): OpenProfile;
  /** The profile named on the command line could not be read. */
  profileUnreadable(fileName: string, error: unknown): void;
}

/** Extensions go into SIP addresses as they are. */
const EXTENSION = /^[0-9A-Za-z._-]{1,32}$/;

/** The way in: a profile, an extension and a password, or practice without any of them. */
export function createSignIn(deps: SignInDeps): SignIn {
  const { line, vault, clock, log, settings, publish } = deps;
  let profile: Profile | null = null;
  let shown: OpenProfile = { state: 'none' };
  let progress: Progress | null = null;
  let attempt: Attempt | null = null;

  const state = (): SignInState => ({
    profile: shown,
    lastExtension: settings.get('lastExtension'),
    progress,
    settings: settings.get('desk'),
  });
  const setProgress = (next: Progress | null): void => {
    if (next === progress) return;
    progress = next;
    publish(state());
  };
  const openProfile = (fileName: string, text: string): OpenProfile => {
    const read = readProfile(text);
    if (read.ok) {
      profile = read.value;
      shown = { state: 'open', name: profile.name, fileName, domain: profile.sip.domain };
      settings.set('profile', { fileName, text });
    } else {
      profile = null;
      shown = { state: 'refused', fileName, mistakes: read.error };
      log.write('profile-refused', { count: read.error.length });
    }
    publish(state());
    return shown;
  };
  const remembered = settings.get('profile');
  if (remembered) openProfile(remembered.fileName, remembered.text);

  const signIn = async (extension: string, password: string): Promise<Done> => {
    if (!profile) return failed(appError('profile-unreadable'));
    if (attempt) return failed(appError('bad-request'));
    if (!EXTENSION.test(extension)) return failed(appError('extension-unknown', { extension }));
    const account = lineAccountOf(profile, extension);
    const startedAt = clock.now();
    vault.hold(authorizationUserOf(profile, extension), password, profile.sip.realm ?? null);
    setProgress('reaching-server');
    attempt = attemptSignIn({ line, clock, account, examine: deps.examine, onProgress: setProgress });
    const done = await attempt.outcome;
    if (done.ok) {
      vault.accepted();
      settings.set('lastExtension', extension);
    } else {
      vault.forget();
      // How the line takes it changes nothing about this attempt, and orders keep their order.
      void line.order({ kind: 'sign-out' });
    }
    attempt = null;
    setProgress(null);
    log.write('sign-in', {
      ...(done.ok ? { state: 'succeeded' } : { code: done.error.code }),
      durationMs: clock.now() - startedAt,
    });
    if (done.ok) deps.seated({ kind: 'account', profile, account });
    return done;
  };

  return {
    openProfile,
    profileUnreadable: (fileName, error) => {
      const found = error instanceof Error && 'code' in error ? String(error.code) : 'an unknown fault';
      const mistake = { path: '', expected: 'a file that can be read', found };
      profile = null;
      shown = { state: 'refused', fileName, mistakes: [mistake] };
      log.write('profile-refused', { count: 1 });
      publish(state());
    },
    handlers: {
      getSignIn: () => ok(state()),
      openProfile: ({ fileName, text }) => ok(openProfile(fileName, text)),
      signIn: ({ extension, password }) => signIn(extension.trim(), password),
      cancelSignIn: () => {
        attempt?.cancel();
        return DONE;
      },
      practise: async () => {
        if (attempt) return failed(appError('bad-request'));
        const done = await line.order({ kind: 'practise' });
        if (done.ok) deps.seated({ kind: 'practice' });
        return done;
      },
    },
  };
}
