import type { SignInState } from '#shared/contract/sign-in.ts';
import { authorizationUserOf } from '#shared/profile/line-account.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { normalPin } from '#shared/sign-in/pin-rule.ts';
import { attemptSignIn, type Attempt, type Outcome } from './attempt.ts';
import type { Clock } from './clock.ts';
import type { Line } from './line.ts';
import { hindrance, outlookFor, wrongPin, type RecordsDoor, type Wish } from './sign-in-records.ts';
import type { Sitting } from './sitting.ts';
import type { Log } from './system/log.ts';
import type { Vault } from './vault.ts';

export interface EntranceDeps<Opened> {
  readonly line: Line;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly log: Log;
  readonly records: RecordsDoor<Opened>;
  readonly examine: (servers: readonly string[]) => Promise<AppError | null>;
  readonly onProgress: (progress: SignInState['progress']) => void;
}

export type SeatedAccount = Sitting & { kind: 'account' };

/** Called off is no failure: it is what the agent asked for. */
type Entered<Opened> = Result<
  { readonly name: 'in'; readonly opened: Opened } | { readonly name: 'called-off' },
  AppError
>;
const CALLED_OFF = ok({ name: 'called-off' } as const);

/** One agent's wish to come in, from the press of a key to its answer. */
export class Entrance<Opened> {
  readonly #deps: EntranceDeps<Opened>;
  readonly #who: SeatedAccount;
  #attempt: Attempt | null = null;
  #isCalledOff = false;
  #isOpening = false;
  #isLineGone = false;

  constructor(deps: EntranceDeps<Opened>, who: SeatedAccount) {
    this.#deps = deps;
    this.#who = who;
  }

  callOff(): void {
    this.#isCalledOff = true;
    this.#attempt?.cancel();
  }

  /** The window that carries the line is gone, and the registration with it. */
  lineGone(): void {
    this.#attempt?.lineGone();
    this.#isLineGone = this.#isOpening;
  }

  /** Asks the server about the password, then opens the records with the PIN. */
  async signIn(asked: Omit<Wish, 'extension'>): Promise<Entered<Opened>> {
    const { clock, vault } = this.#deps;
    const why = hindrance(await this.#outlook(), { ...asked, ...this.#whose() }, clock.now());
    if (why) return failed(why);
    if (this.#isCalledOff) return CALLED_OFF;
    const outcome = await this.#askServer(asked.password);
    if (outcome.ok && outcome.value === 'accepted') {
      vault.accepted();
      return this.#openBehindLine(asked);
    }
    this.#leaveLine();
    return outcome.ok ? CALLED_OFF : outcome;
  }

  /** Opens the records with the PIN alone. Only some of the tries may be spent so (sign-in-records.ts). */
  async withoutLine(asked: Omit<Wish, 'extension' | 'records'>): Promise<Entered<Opened>> {
    const outlook = await this.#outlook();
    const wish = { ...asked, ...this.#whose(), records: 'open' } as const;
    const why = hindrance(outlook, wish, this.#deps.clock.now());
    if (why) return failed(why);
    if (outlook.kept.state === 'known' && outlook.kept.triesLeft.withoutLine === 0) {
      return failed(appError('not-allowed', { why: 'tries-kept' }));
    }
    const opened = await this.#open(asked.pin);
    if (!opened.ok) return this.#explained(opened.error, 'server');
    if (!this.#isCalledOff) return ok({ name: 'in', opened: opened.value });
    await this.#deps.records.shut();
    return CALLED_OFF;
  }

  /**
   * Lets the line go on reaching for the server. Its first word about the password is the last use of it.
   * @returns stops waiting for that word
   */
  keepTrying(password: string): () => void {
    const { line, vault, clock } = this.#deps;
    const startedAt = clock.now();
    this.#hold(password);
    const stop = line.watch(({ registration }) => {
      const isVerdict = registration.name === 'registered' || registration.name === 'refused';
      if (!isVerdict || registration.since < startedAt) return;
      stop();
      vault.accepted();
    });
    // Not waited for: a line window that is loading takes its time, and the desk shows what the line does.
    void line.order({ kind: 'sign-in', account: this.#who.account });
    return stop;
  }

  async #askServer(password: string): Promise<Outcome> {
    const { line, clock, examine, onProgress } = this.#deps;
    this.#hold(password);
    onProgress('reaching-server');
    this.#attempt = attemptSignIn({ line, clock, account: this.#who.account, examine, onProgress });
    const outcome = await this.#attempt.outcome;
    this.#attempt = null;
    return outcome;
  }

  async #openBehindLine({ pin, records }: Omit<Wish, 'extension'>): Promise<Entered<Opened>> {
    const erased = records === 'start-over' ? await this.#erase() : ok();
    const opened = erased.ok ? await this.#open(pin) : erased;
    if (opened.ok && !this.#isCalledOff && !this.#isLineGone) return ok({ name: 'in', opened: opened.value });
    this.#leaveLine();
    if (opened.ok) await this.#deps.records.shut();
    if (this.#isCalledOff) return CALLED_OFF;
    return opened.ok ? failed(appError('line-window-gone')) : this.#explained(opened.error, null);
  }

  async #open(pin: string): Promise<Result<Opened, AppError>> {
    const { profile, account } = this.#who;
    const { extension, displayName } = account;
    this.#isOpening = true;
    this.#deps.onProgress('opening-records');
    return this.#deps.records
      .open({ profile, extension, displayName, pin: normalPin(pin) })
      .catch((error: unknown) => this.#broken(error));
  }

  async #erase(): Promise<Result<void, AppError>> {
    return this.#deps.records.erase(this.#whose()).catch((error: unknown) => this.#broken(error));
  }

  /** A bug behind the door must not leave the line signed in with nobody at the desk. */
  #broken(error: unknown): Result<never, AppError> {
    this.#deps.log.bug(error);
    return failed(appError('records-failed'));
  }

  async #explained(error: AppError, first: 'server' | null): Promise<Result<never, AppError>> {
    if (error.code !== 'pin-wrong') return failed(error);
    return failed(wrongPin(await this.#outlook(), first, this.#deps.clock.now()));
  }

  #outlook(): ReturnType<typeof outlookFor> {
    return outlookFor(this.#deps.records, this.#who.profile, this.#who.account.extension);
  }

  #whose(): { domain: string; extension: string } {
    const { profile, account } = this.#who;
    return { domain: profile.sip.domain, extension: account.extension };
  }

  #hold(password: string): void {
    const { profile, account } = this.#who;
    const user = authorizationUserOf(profile, account.extension);
    this.#deps.vault.hold(user, password, profile.sip.realm ?? null);
  }

  /** Nobody came in: the password goes, and what the line was told with it. */
  #leaveLine(): void {
    this.#deps.vault.forget();
    // How the line takes it changes nothing about this attempt, and a next one waits for it (line.ts).
    void this.#deps.line.order({ kind: 'sign-out' });
  }
}
