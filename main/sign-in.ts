import type { OpenProfile, ProfileMistake, signInCommands, SignInState } from '#shared/contract/sign-in.ts';
import type { Done } from '#shared/contract/schema.ts';
import { authorizationUserOf, lineAccountOf } from '#shared/profile/line-account.ts';
import type { Profile } from '#shared/profile/profile.ts';
import { readProfile } from '#shared/profile/read-profile.ts';
import { appError, failed, ok, type AppError } from '#shared/result.ts';
import { attemptSignIn, type Attempt, type Outcome, type Progress } from './attempt.ts';
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

/** Extensions go into SIP addresses as they are. */
const EXTENSION = /^[0-9A-Za-z._-]{1,32}$/;

/** The way in: a profile, an extension and a password, or practice without any of them. */
export class SignIn {
  readonly #deps: SignInDeps;
  #profile: Profile | null = null;
  #shown: OpenProfile = { state: 'none' };
  #progress: Progress | null = null;
  #attempt: Attempt | null = null;
  #isPractising = false;

  constructor(deps: SignInDeps) {
    this.#deps = deps;
    const remembered = deps.settings.get('profile');
    if (remembered) this.openProfile(remembered.fileName, remembered.text);
  }

  readonly handlers: Handlers<typeof signInCommands> = {
    getSignIn: () => ok(this.#state()),
    openProfile: ({ fileName, text }) => ok(this.openProfile(fileName, text)),
    signIn: ({ extension, password }) => this.#signIn(extension.trim(), password),
    cancelSignIn: () => {
      this.#attempt?.cancel();
      return DONE;
    },
    practise: () => this.#practise(),
  };

  /** Opens a profile's text, remembered for the next start when it has no mistakes. */
  openProfile(fileName: string, text: string): OpenProfile {
    const read = readProfile(text);
    if (!read.ok) return this.#refuse(fileName, read.error);
    const { name, sip } = read.value;
    this.#profile = read.value;
    this.#deps.settings.set('profile', { fileName, text });
    return this.#show({ state: 'open', name, fileName, domain: sip.domain });
  }

  /** The profile named on the command line could not be read. */
  profileUnreadable(fileName: string, why: ProfileMistake): void {
    this.#refuse(fileName, [why]);
  }

  /** The window that carries the line is gone; nobody will answer what is under way. */
  lineGone(): void {
    this.#attempt?.lineGone();
  }

  async #signIn(extension: string, password: string): Promise<Done> {
    const profile = this.#profile;
    if (!profile) return failed(appError('profile-unreadable'));
    if (this.#attempt || this.#isPractising) return failed(appError('bad-request'));
    if (!EXTENSION.test(extension)) return failed(appError('extension-unknown', { extension }));
    const { line, vault, clock, examine } = this.#deps;
    const account = lineAccountOf(profile, extension);
    const startedAt = clock.now();
    vault.hold(authorizationUserOf(profile, extension), password, profile.sip.realm ?? null);
    this.#setProgress('reaching-server');
    const onProgress = (progress: Progress): void => this.#setProgress(progress);
    this.#attempt = attemptSignIn({ line, clock, account, examine, onProgress });
    const outcome = await this.#attempt.outcome;
    this.#attempt = null;
    this.#settle(outcome, extension, clock.now() - startedAt);
    if (!outcome.ok) return outcome;
    if (outcome.value === 'accepted') this.#deps.seated({ kind: 'account', profile, account });
    return DONE;
  }

  #settle(outcome: Outcome, extension: string, durationMs: number): void {
    const { line, vault, settings, log } = this.#deps;
    if (outcome.ok && outcome.value === 'accepted') {
      vault.accepted();
      settings.set('lastExtension', extension);
    } else {
      vault.forget();
      // How the line takes it changes nothing about this attempt, and a next one waits for it (line.ts).
      void line.order({ kind: 'sign-out' });
    }
    log.write('sign-in', {
      ...(outcome.ok ? { state: outcome.value } : { code: outcome.error.code }),
      durationMs,
    });
    this.#setProgress(null);
  }

  async #practise(): Promise<Done> {
    if (this.#attempt || this.#isPractising) return failed(appError('bad-request'));
    this.#isPractising = true;
    const done = await this.#deps.line.order({ kind: 'practise' });
    this.#isPractising = false;
    if (done.ok) this.#deps.seated({ kind: 'practice' });
    return done;
  }

  #state(): SignInState {
    const { settings } = this.#deps;
    return {
      profile: this.#shown,
      lastExtension: settings.get('lastExtension'),
      progress: this.#progress,
      settings: settings.get('desk'),
    };
  }

  #setProgress(next: Progress | null): void {
    if (next === this.#progress) return;
    this.#progress = next;
    this.#deps.publish(this.#state());
  }

  #refuse(fileName: string, mistakes: ProfileMistake[]): OpenProfile {
    this.#profile = null;
    this.#deps.log.write('profile-refused', { count: mistakes.length });
    return this.#show({ state: 'refused', fileName, mistakes });
  }

  #show(shown: OpenProfile): OpenProfile {
    this.#shown = shown;
    this.#deps.publish(this.#state());
    return shown;
  }
}
