import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { isLive } from '#shared/call/phase.ts';
import { deviceRoles } from '#shared/call/line-state.ts';
import { callbackCommands } from '#shared/contract/callbacks.ts';
import { deskCommands } from '#shared/contract/desk.ts';
import { lineReports, type Milestone } from '#shared/contract/line.ts';
import { practiceCommands } from '#shared/contract/practice.ts';
import { redFlagCommands } from '#shared/contract/red-flags.ts';
import { scriptBookCommands } from '#shared/contract/script-book.ts';
import { scriptCommands } from '#shared/contract/scripts.ts';
import { signInCommands } from '#shared/contract/sign-in.ts';
import { appError, failed, type AppError } from '#shared/result.ts';
import type { BackOffice } from './back-office/back-office.ts';
import type { Opened } from './back-office/duties.ts';
import { callbackCommandHandlers } from './callback-commands.ts';
import type { Clock } from './clock.ts';
import { Desk } from './desk.ts';
import { deskCommandHandlers } from './desk-commands.ts';
import type { Caller, Contract, Handlers, PageName } from './ipc/gate.ts';
import { serve, type Ipc } from './ipc/serve.ts';
import { Line } from './line.ts';
import { lineReportHandlers } from './line-reports.ts';
import type { PracticeCast } from './practice/cast.ts';
import type { KeptDebriefs } from './practice/kept-debriefs.ts';
import { practiceCommandHandlers } from './practice/practice-commands.ts';
import { readProfileFile } from './profile-file.ts';
import { redFlagCommandHandlers } from './red-flag-commands.ts';
import { scriptBookHandlers, type ScriptBookCommandDeps } from './script-book-commands.ts';
import { scriptCommandHandlers } from './script-commands.ts';
import type { ScriptShelf } from './scripts/shelf.ts';
import { SignIn } from './sign-in.ts';
import type { RecordsDoor } from './sign-in-records.ts';
import { joiningOrder, type Sitting } from './sitting.ts';
import type { Log } from './system/log.ts';
import { changeSettings, rememberDevice, type SettingsStore } from './system/settings.ts';
import { TeamBook } from './team-book.ts';
import { TeamScripts, type TeamScriptsDeps } from './team-scripts.ts';
import { createVault, type Vault } from './vault.ts';
import type { Views } from './views.ts';

export interface ShellDeps<Event> {
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: SettingsStore;
  readonly views: Views;
  readonly ipc: Ipc<Event>;
  readonly identify: (event: Event) => Caller;
  readonly practice: PracticeCast;
  readonly keptDebriefs: KeptDebriefs;
  readonly scripts: ScriptShelf;
  readonly readOwnScripts: TeamScriptsDeps['readOwnScripts'];
  readonly builtInText: ScriptBookCommandDeps['builtInText'];
  /** Opens an https address in the browser. */
  readonly openPage: (url: string) => void;
  readonly office: BackOffice;
  /** Whether the system keeps secrets for this app; without, a PIN has to stand alone. */
  readonly keepsSecrets: () => boolean;
  /** Looks at servers; null when one of them is as it should be. */
  readonly examine: (servers: readonly string[]) => Promise<AppError | null>;
  readonly onMilestone: (milestone: Milestone) => void;
  /** A page has asked for its first state: it is painted and can be used. */
  readonly onUsable: (page: 'desk' | 'sign-in') => void;
}

/** Longer than a queue takes to give back what it holds. Only a disk that is stuck takes so long. */
const SHUT_LIMIT_MS = 20_000;

/** Joins the line, the sign-in, the sitting at the desk and the windows. */
export class Shell<Event> {
  readonly #deps: ShellDeps<Event>;
  readonly #vault: Vault = createVault();
  readonly #line: Line;
  readonly #signIn: SignIn<Opened>;
  readonly #teamScripts: TeamScripts;
  readonly #teamBook: TeamBook;
  #desk: Desk | null = null;
  /** The agent is on the way out; asking again is the same. */
  #signingOut: Promise<void> | null = null;
  /** The line and the records of whoever sat here last are free. */
  #hasLeft: Promise<void> = Promise.resolve();
  /** A number that another program handed over, until there is a desk to show it. */
  #offered: string | null = null;
  /** The page that has said it can be used, since it was shown. */
  #announced: 'desk' | 'sign-in' | null = null;

  constructor(deps: ShellDeps<Event>) {
    const { clock, log, settings, views } = deps;
    this.#deps = deps;
    this.#line = new Line({ clock, newId: randomUUID, log });
    this.#teamScripts = new TeamScripts({ ...deps, shelf: deps.scripts });
    this.#teamBook = new TeamBook({ ...deps, shelf: deps.scripts });
    this.#signIn = new SignIn({
      line: this.#line,
      vault: this.#vault,
      clock,
      log,
      settings,
      examine: (servers) => this.#examine(servers),
      publish: (state) => views.pushSignIn(state),
      records: this.#recordsDoor(),
      hasLeft: () => this.#hasLeft,
      seated: (sitting, opened) => void this.#seated(sitting, opened),
    });
    this.#answerDesk();
    this.#answerSignIn();
    this.#answerLine();
  }

  /** What is shown first: the practice line at once, or the sign-in page, with a profile from the command line. */
  async start({ practice, profilePath }: { practice: boolean; profilePath: string | null }): Promise<void> {
    if (profilePath !== null) await this.#openProfile(profilePath);
    const isSeated = practice && (await this.#line.order({ kind: 'practise' })).ok;
    if (isSeated) await this.#seated({ kind: 'practice' }, null);
    else this.#show('sign-in');
  }

  /** The window that carried the calls is gone; another one is on its way. */
  lineGone(): void {
    this.#desk?.lineGone();
    this.#signIn.lineGone();
    this.#line.gone();
  }

  /** The desk's page died. Nobody is left to end what it had begun, and the next one begins nothing. */
  deskGone(): void {
    this.#stopListening();
  }

  /** Puts a number into the desk's number box, as soon as somebody sits there. It is theirs to call it. */
  offerNumber(text: string): void {
    this.#offered = text;
    if (this.#announced === 'desk') this.#handOver();
  }

  /** The computer slept: nothing of what was known about the hub is sure any more. */
  woke(): void {
    if (this.#desk)
      void this.#deps.office.ask.wake(null).catch((error: unknown) => this.#deps.log.bug(error));
  }

  /** Whether anybody would lose their call if the app ended now. */
  hasCalls(): boolean {
    return this.#line.snapshot().calls.some(isLive);
  }

  /** Ends calls and registration, waiting for them at most `limitMs`. */
  async leave(limitMs: number): Promise<void> {
    const limit = new Promise<void>((resolve) => void this.#deps.clock.after(limitMs, resolve));
    await Promise.race([this.#unseat(), limit]);
  }

  /** An account comes with its records; practice has a queue of its own, in memory alone. */
  async #seated(sitting: Sitting, opened: Opened | null): Promise<void> {
    const { office, log } = this.#deps;
    if (opened) return this.#seat(sitting, opened);
    const practice = await office.ask.open({ kind: 'practice' }).catch((error: unknown) => {
      log.bug(error);
      return failed(appError('records-failed'));
    });
    if (practice.ok) return this.#seat(sitting, practice.value);
    await this.#line.order({ kind: 'sign-out' });
    return this.#show('sign-in');
  }

  #seat(sitting: Sitting, { queue, findings, scripts: kept }: Opened): void {
    const { clock, log, practice, keptDebriefs, scripts, settings, views, office } = this.#deps;
    this.#desk?.end();
    this.#desk = new Desk(sitting, {
      line: this.#line,
      clock,
      newId: randomUUID,
      log,
      practice,
      keptDebriefs,
      shelf: scripts,
      office,
      queue,
      kept,
      examine: (servers) => this.#examine(servers),
      settings: () => settings.get('desk'),
      publish: (state) => views.pushState(state),
      soon: (action) => void setImmediate(action),
    });
    for (const finding of findings) this.#desk.notices.raise(finding);
    void this.#teamScripts.seated(this.#desk);
    void this.#teamBook.seated(this.#desk);
    this.#show('desk');
  }

  /** The sign-in's way to the records, which the back office keeps. */
  #recordsDoor(): RecordsDoor<Opened> {
    const { office, keepsSecrets } = this.#deps;
    return {
      keepsSecrets,
      look: (whose) => office.ask.look(whose),
      open: (who) => office.ask.open({ kind: 'account', ...who }),
      shut: () => office.ask.shut(null),
      erase: (whose) => office.ask.erase(whose),
    };
  }

  #unseat(): Promise<void> {
    this.#desk?.leave();
    this.#desk?.end();
    this.#desk = null;
    this.#stopListening();
    this.#hasLeft = this.#letGo();
    return this.#hasLeft;
  }

  async #letGo(): Promise<void> {
    const shut = this.#shutOffice();
    const done = await this.#line.order({ kind: 'sign-out' });
    this.#vault.forget();
    // A line that does not sign out would go on ringing for somebody who has left.
    if (!done.ok) this.#deps.views.replaceLine();
    await shut;
    this.#deps.log.write('sign-out');
  }

  /** A disk that is stuck must not keep everybody from the desk. Whoever opens records next waits in the back office. */
  async #shutOffice(): Promise<void> {
    const { office, log, clock } = this.#deps;
    const bound = Promise.withResolvers<void>();
    const callOff = clock.after(SHUT_LIMIT_MS, () => {
      log.bug(new Error('the back office does not let go of the records'));
      bound.resolve();
    });
    const shut = office.ask.shut(null).catch((error: unknown) => log.bug(error));
    await Promise.race([shut, bound.promise]);
    callOff();
  }

  #signOut(): Promise<void> {
    this.#signingOut ??= this.#toSignIn().finally(() => {
      this.#signingOut = null;
    });
    return this.#signingOut;
  }

  /** The microphone that the settings page had opened for its meter or the echo test is closed. */
  #stopListening(): void {
    void this.#line.order({ kind: 'set-meter', on: false });
    void this.#line.order({ kind: 'set-echo-test', on: false });
  }

  async #toSignIn(): Promise<void> {
    const { views, log } = this.#deps;
    const left = this.#unseat();
    // At once: whatever takes its time now, nobody who comes by may read of a patient.
    this.#show('sign-in');
    await left;
    // What is left of the pages must not keep the next agent waiting; that it stayed is a fault to be looked into.
    await views.forgetPages().catch((error: unknown) => log.bug(error));
  }

  async #examine(servers: readonly string[]): Promise<AppError | null> {
    const { examine, log } = this.#deps;
    // It only explains; a fault of its own is no reason to stop whoever asked.
    const finding = await examine(servers).catch((error: unknown) => {
      log.bug(error);
      return null;
    });
    log.write('server-checked', finding ? { code: finding.code } : {});
    return finding;
  }

  #show(page: 'desk' | 'sign-in'): void {
    this.#announced = null;
    if (page === 'desk') this.#deps.views.showDesk();
    else this.#deps.views.showSignIn();
  }

  #handOver(): void {
    if (this.#offered !== null) this.#deps.views.pushNumber(this.#offered);
    this.#offered = null;
  }

  /** A page asks for its state again whenever it likes; only the first time says that it can be used. */
  #isUsable(page: 'desk' | 'sign-in'): void {
    if (this.#announced === page) return;
    this.#announced = page;
    this.#deps.log.write('page-ready', { page });
    this.#deps.onUsable(page);
  }

  async #openProfile(path: string): Promise<void> {
    const fileName = basename(path);
    const read = await readProfileFile(path);
    if (read.ok) this.#signIn.openProfile(fileName, read.value);
    else this.#signIn.profileUnreadable(fileName, read.error);
  }

  /** A line window that has just loaded knows nothing: not the devices, not who is signed in. */
  #lineReady(): void {
    this.#line.opened(this.#deps.views.sendOrder);
    const devices = this.#deps.settings.get('devices');
    for (const role of deviceRoles) {
      const deviceId = devices[role];
      if (deviceId !== undefined) void this.#line.order({ kind: 'choose-device', role, deviceId });
    }
    if (this.#desk) void this.#line.order(joiningOrder(this.#desk.sitting));
  }

  #answerDesk(): void {
    const { settings, office, clock, keepsSecrets, scripts, openPage, builtInText } = this.#deps;
    const common = { desk: () => this.#desk, line: this.#line, office: () => office.ask, newId: randomUUID };
    const handlers = deskCommandHandlers({
      ...common,
      clock,
      keepsSecrets,
      vault: this.#vault,
      changeSettings: (change) => changeSettings(settings, change),
      rememberDevice: (choice) => rememberDevice(settings, choice),
      signOut: () => this.#signOut(),
    });
    const getState: typeof handlers.getState = (nothing) => {
      this.#isUsable('desk');
      this.#handOver();
      return handlers.getState(nothing);
    };
    this.#answer('desk', deskCommands, { ...handlers, getState });
    this.#answer('desk', callbackCommands, callbackCommandHandlers(common));
    this.#answer('desk', practiceCommands, practiceCommandHandlers(common.desk));
    this.#answer('desk', scriptCommands, scriptCommandHandlers({ desk: common.desk, scripts, openPage }));
    this.#answer('desk', redFlagCommands, redFlagCommandHandlers(common.desk));
    const writing = scriptBookHandlers({ ...common, shelf: scripts, book: this.#teamBook, builtInText });
    this.#answer('desk', scriptBookCommands, writing);
  }

  #answerSignIn(): void {
    const { handlers } = this.#signIn;
    const getSignIn: typeof handlers.getSignIn = (nothing) => {
      this.#isUsable('sign-in');
      return handlers.getSignIn(nothing);
    };
    this.#answer('sign-in', signInCommands, { ...handlers, getSignIn });
  }

  #answerLine(): void {
    const { views, onMilestone } = this.#deps;
    const handlers = lineReportHandlers({
      line: this.#line,
      vault: this.#vault,
      onReady: () => this.#lineReady(),
      onLevels: (levels) => views.pushLevels(levels),
      onMilestone,
      onPractised: (facts) => this.#desk?.practised(facts),
    });
    this.#answer('line', lineReports, handlers);
  }

  #answer<C extends Contract>(page: PageName, contract: C, handlers: Handlers<C>): void {
    const { ipc, identify, log } = this.#deps;
    serve({ page, contract, handlers, ipc, identify, log });
  }
}
