import type { OpenProfile, ProfileMistake, signInCommands, SignInState } from '#shared/contract/sign-in.ts';
import type { Done } from '#shared/contract/schema.ts';
import { lineAccountOf } from '#shared/profile/line-account.ts';
import type { Profile } from '#shared/profile/profile.ts';
import { readProfile } from '#shared/profile/read-profile.ts';
import { appError, failed, ok, type AppError, type ErrorCode, type Result } from '#shared/result.ts';
import { DONE } from './done.ts';
import type { Handlers } from './ipc/gate.ts';
import { Entrance, type EntranceDeps, type SeatedAccount } from './sign-in-entrance.ts';
import { outlookFor } from './sign-in-records.ts';
import type { Sitting } from './sitting.ts';
import type { SettingsStore } from './system/settings.ts';

export interface SignInDeps<Opened> extends Omit<EntranceDeps<Opened>, 'onProgress'> {
  readonly settings: SettingsStore;
  readonly publish: (state: SignInState) => void;
  /** Resolves once the line and the records of whoever sat here before are free. */
  readonly hasLeft: () => Promise<void>;
  /** Somebody is in, with their records open: the desk takes over. Practice has none. */
  readonly seated: (sitting: Sitting, opened: Opened | null) => void;
}

/** Extensions go into SIP addresses as they are. */
const EXTENSION = /^[0-9A-Za-z._-]{1,32}$/;
/** What the registrar itself says about an account; after anything else it was not reached. */
const VERDICTS: readonly ErrorCode[] = ['wrong-password', 'extension-unknown', 'sign-in-refused'];
/** What the records at this desk say; the server had nothing to do with it. */
const ABOUT_RECORDS = /^(?:pin|records)-|^not-allowed$/;

type Account = { readonly extension: string; readonly password: string; readonly pin: string };

/**
 * The way in: a profile, an extension, its password and the PIN of the records here, or practice without any of them.
 * A PIN is tried only after the server has accepted the password, so that nobody can use up a colleague's tries; where
 * the server cannot be reached, half of them may be tried without it (docs/decisions/0012-the-password-before-the-pin.md).
 */
export class SignIn<Opened> {
  readonly #deps: SignInDeps<Opened>;
  #profile: Profile | null = null;
  #shown: OpenProfile = { state: 'none' };
  #progress: SignInState['progress'] = null;
  #mayGoOnWithoutLine: string | null = null;
  /** Somebody is on the way in, or practice is. */
  #isBusy = false;
  #entrance: Entrance<Opened> | null = null;
  #stopAwaitingVerdict = (): void => undefined;

  constructor(deps: SignInDeps<Opened>) {
    this.#deps = deps;
    const remembered = deps.settings.get('profile');
    if (remembered) this.openProfile(remembered.fileName, remembered.text);
  }

  readonly handlers: Handlers<typeof signInCommands> = {
    getSignIn: () => ok(this.#state()),
    openProfile: ({ fileName, text }) => ok(this.openProfile(fileName, text)),
    recordsFor: async ({ extension }) => {
      const who = this.#accountFor(extension);
      if (!who.ok) return who;
      return ok(await outlookFor(this.#deps.records, who.value.profile, who.value.account.extension));
    },
    signIn: (asked) => this.#alone(() => this.#signIn(asked)),
    goOnWithoutLine: (asked) => this.#alone(() => this.#goOnWithoutLine(asked)),
    cancelSignIn: () => {
      this.#entrance?.callOff();
      return DONE;
    },
    practise: () => this.#alone(() => this.#practise()),
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
    this.#entrance?.lineGone();
  }

  #accountFor(typed: string): Result<SeatedAccount, AppError> {
    const profile = this.#profile;
    const extension = typed.trim();
    if (!profile) return failed(appError('profile-unreadable'));
    if (!EXTENSION.test(extension)) return failed(appError('extension-unknown', { extension }));
    return ok({ kind: 'account', profile, account: lineAccountOf(profile, extension) });
  }

  /** One at a time: two would mix up two people. */
  async #alone(act: () => Promise<Done>): Promise<Done> {
    if (this.#isBusy) return failed(appError('bad-request'));
    this.#isBusy = true;
    try {
      // The page is shown before that; two people must not share a line and a password.
      await this.#deps.hasLeft();
      return await act();
    } finally {
      this.#isBusy = false;
      this.#entrance = null;
      this.#tell({ progress: null });
    }
  }

  async #signIn(asked: Account & { records: 'open' | 'create' | 'start-over' }): Promise<Done> {
    const who = this.#accountFor(asked.extension);
    if (!who.ok) return who;
    this.#tell({ mayGoOnWithoutLine: null });
    const done = await this.#enter(who.value, (entrance) => entrance.signIn(asked));
    const { extension } = who.value.account;
    if (asked.records === 'open' && !done.ok && isUnreached(done.error)) {
      this.#tell({ mayGoOnWithoutLine: extension });
    }
    return done;
  }

  async #goOnWithoutLine(asked: Account): Promise<Done> {
    const who = this.#accountFor(asked.extension);
    if (!who.ok) return who;
    if (this.#mayGoOnWithoutLine !== who.value.account.extension) return failed(appError('not-allowed'));
    return this.#enter(who.value, async (entrance) => {
      const entered = await entrance.withoutLine(asked);
      const isIn = entered.ok && entered.value.name === 'in';
      if (isIn) this.#stopAwaitingVerdict = entrance.keepTrying(asked.password);
      return entered;
    });
  }

  async #enter(
    who: SeatedAccount,
    act: (entrance: Entrance<Opened>) => ReturnType<Entrance<Opened>['signIn']>,
  ): Promise<Done> {
    const { clock, log, settings, seated } = this.#deps;
    const startedAt = clock.now();
    this.#stopAwaitingVerdict();
    const onProgress = (progress: SignInState['progress']): void => this.#tell({ progress });
    this.#entrance = new Entrance({ ...this.#deps, onProgress }, who);
    const entered = await act(this.#entrance);
    const durationMs = clock.now() - startedAt;
    this.#tell({ progress: null });
    if (!entered.ok) {
      log.write('sign-in', { code: entered.error.code, durationMs });
      return entered;
    }
    const { value } = entered;
    log.write('sign-in', { state: value.name === 'in' ? 'accepted' : 'cancelled', durationMs });
    if (value.name === 'called-off') return DONE;
    settings.set('lastExtension', who.account.extension);
    seated(who, value.opened);
    return DONE;
  }

  async #practise(): Promise<Done> {
    const done = await this.#deps.line.order({ kind: 'practise' });
    if (done.ok) this.#deps.seated({ kind: 'practice' }, null);
    return done;
  }

  #state(): SignInState {
    const { settings } = this.#deps;
    return {
      profile: this.#shown,
      lastExtension: settings.get('lastExtension'),
      progress: this.#progress,
      mayGoOnWithoutLine: this.#mayGoOnWithoutLine,
      settings: settings.get('desk'),
    };
  }

  #tell(change: Partial<Pick<SignInState, 'progress' | 'mayGoOnWithoutLine'>>): void {
    const { progress = this.#progress, mayGoOnWithoutLine = this.#mayGoOnWithoutLine } = change;
    if (progress === this.#progress && mayGoOnWithoutLine === this.#mayGoOnWithoutLine) return;
    this.#progress = progress;
    this.#mayGoOnWithoutLine = mayGoOnWithoutLine;
    this.#deps.publish(this.#state());
  }

  #refuse(fileName: string, mistakes: ProfileMistake[]): OpenProfile {
    this.#profile = null;
    this.#deps.log.write('profile-refused', { count: mistakes.length });
    return this.#show({ state: 'refused', fileName, mistakes });
  }

  #show(shown: OpenProfile): OpenProfile {
    this.#shown = shown;
    this.#mayGoOnWithoutLine = null;
    this.#deps.publish(this.#state());
    return shown;
  }
}

function isUnreached({ code }: AppError): boolean {
  return !VERDICTS.includes(code) && !ABOUT_RECORDS.test(code);
}
