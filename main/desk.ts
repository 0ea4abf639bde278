import type { Call } from '#shared/call/call.ts';
import type { LineSnapshot } from '#shared/call/line-state.ts';
import type { CallbackQueue } from '#shared/contract/callback-state.ts';
import type { BookStanding, ScriptBookState } from '#shared/contract/script-book.ts';
import type { DeskState, Settings } from '#shared/contract/desk-state.ts';
import type { PracticeFacts } from '#shared/contract/practice.ts';
import type { Done } from '#shared/contract/schema.ts';
import {
  nextAvailability,
  nextDeadline,
  signedInAt,
  type AvailabilityEvent,
  type AvailabilityModel,
} from '#shared/desk/availability.ts';
import { emptyCallList, takeSnapshot } from '#shared/desk/call-list.ts';
import { callsOnScreen, isAnyoneInTheEar, leavesAt, lostCalls } from '#shared/desk/calls-on-screen.ts';
import { sameNumberBy } from '#shared/phone/same-number.ts';
import { appError, failed, type AppError } from '#shared/result.ts';
import { saysSomething, type WrapUp } from '#shared/script/wrap-up.ts';
import { createAfterAnswer, type AfterAnswer } from './after-answer.ts';
import type { CallWrapped } from './back-office/duties.ts';
import { createCallReports, type CallReports, type Office } from './call-reports.ts';
import type { Clock } from './clock.ts';
import { Crisis } from './crisis.ts';
import { projectDesk } from './desk-state.ts';
import { DONE } from './done.ts';
import { noLine, type Line } from './line.ts';
import type { KeptScript } from './kept-scripts.ts';
import { createNotices, noteRegistration, type Notices } from './notices.ts';
import type { PracticeCast } from './practice/cast.ts';
import type { KeptDebriefs } from './practice/kept-debriefs.ts';
import { PracticeDesk } from './practice/practice-desk.ts';
import { createServerWatch, type ServerWatch } from './server-watch.ts';
import { rulesOf, type Sitting, type SittingRules } from './sitting.ts';
import { ScriptDesk } from './script-desk.ts';
import type { ScriptShelf } from './scripts/shelf.ts';
import type { Log } from './system/log.ts';
import { TeamTalk } from './team-talk.ts';

export interface DeskDeps {
  readonly line: Line;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
  readonly settings: () => Settings;
  readonly practice: PracticeCast;
  readonly keptDebriefs: KeptDebriefs;
  /** Every script at this desk. */
  readonly shelf: ScriptShelf;
  /** Keeps the records of this sitting and works its queue. */
  readonly office: Office;
  /** The queue as the back office opened it. */
  readonly queue: CallbackQueue;
  /** Scripts that stood beside calls when the app ended the last time. */
  readonly kept: readonly KeptScript[];
  /** Looks at the servers of the profile; null when one of them is as it should be. */
  readonly examine: (servers: readonly string[]) => Promise<AppError | null>;
  /** Shows a state to every view. Called at most once per turn of the event loop. */
  readonly publish: (state: DeskState) => void;
  /** Runs once after the current turn. */
  readonly soon: (action: () => void) => void;
}

/** One sitting, from sign-in to sign-out: what the desk window draws, as it follows from the line and the agent. */
export class Desk {
  readonly sitting: Sitting;
  readonly rules: SittingRules;
  readonly notices: Notices;
  readonly afterAnswer: AfterAnswer;
  readonly scripts: ScriptDesk;
  readonly practice: PracticeDesk;
  readonly team: TeamTalk;
  readonly crisis: Crisis;
  readonly #deps: DeskDeps;
  readonly #servers: ServerWatch;
  readonly #reports: CallReports;
  readonly #stops: readonly (() => void)[];
  #availability: AvailabilityModel;
  #callList = emptyCallList;
  #callListRevision = 0;
  #scriptListRevision = 0;
  #scriptBook: ScriptBookState = { revision: 0, standing: { kind: 'away' } };
  #queue: CallbackQueue;
  /** Calls whose window is gone: shown as lost until they are dismissed. */
  #stranded: readonly Call[] = [];
  readonly #dismissed = new Set<string>();
  #revision = 0;
  #isPublishing = false;
  #hasEnded = false;
  /** The link as it was noted last. */
  #noted: Pick<LineSnapshot, 'connection' | 'registration'> = noLine;
  #stopAlarm = (): void => undefined;

  constructor(sitting: Sitting, deps: DeskDeps) {
    const { line, clock, newId, examine, office } = deps;
    const changed = (): void => this.changed();
    this.sitting = sitting;
    this.rules = rulesOf(sitting);
    this.#deps = deps;
    this.#availability = signedInAt(clock.now());
    this.notices = createNotices({ newId, now: () => clock.now(), changed });
    this.afterAnswer = createAfterAnswer({ line, clock });
    this.scripts = new ScriptDesk({
      shelf: deps.shelf,
      ofPatients: deps.practice.scripts,
      changed,
      isSameNumber: sameNumberBy(this.rules),
      now: () => clock.now(),
      kept: deps.kept,
      keep: (kept) => void office.ask.keepScripts(kept).catch(() => undefined),
    });
    this.practice = new PracticeDesk({
      cast: deps.practice,
      isPractice: sitting.kind === 'practice',
      kept: deps.keptDebriefs,
      order: (command) => line.order(command),
      now: () => clock.now(),
      newId,
      changed,
    });
    const servers = sitting.kind === 'account' ? sitting.account.servers.map(({ url }) => url) : [];
    this.#servers = createServerWatch({ servers, clock, examine, changed });
    this.#queue = deps.queue;
    this.#reports = createCallReports({ office, notices: this.notices });
    const { scripts } = this;
    const me = () => this.#queue.me;
    this.crisis = new Crisis({ office, me, clock, changed });
    this.team = new TeamTalk({ ...deps, sitting, scripts, me, calls: () => this.calls(), changed });
    this.#stops = [
      line.watch((snapshot) => this.#take(snapshot)),
      office.onQueue((queue) => this.#takeQueue(queue)),
      office.onCallsChanged(() => this.#callsChanged()),
      office.onGone(() => this.notices.raise(appError('records-failed'))),
    ];
    this.#take(line.snapshot());
  }

  /** Calls as the line window told last. */
  calls(): readonly Call[] {
    return this.#deps.line.snapshot().calls;
  }

  /** A call of this sitting: under way, or over, with the reason. */
  knownCall(callId: string): { startedAt: number; reason: string | null } | null {
    const { entries, watched } = this.#callList;
    const seen = watched.get(callId)?.last;
    if (seen) return { startedAt: seen.startedAt, reason: null };
    return entries.find(({ id }) => id === callId) ?? null;
  }

  state(): DeskState {
    return projectDesk({
      revision: this.#revision,
      sitting: this.sitting,
      practice: this.#deps.practice,
      line: this.#deps.line.snapshot(),
      calls: this.#shown(),
      availability: this.#availability,
      finding: this.#servers.finding(),
      notices: this.notices.list(),
      callListRevision: this.#callListRevision,
      callbacks: this.#queue,
      scripts: this.scripts.state(),
      scriptListRevision: this.#scriptListRevision,
      debriefs: this.practice.state(),
      redFlags: this.team.state(),
      scriptBook: this.#scriptBook,
      crisis: this.crisis.state(),
      settings: this.#deps.settings(),
    });
  }

  availability(event: AvailabilityEvent): Done {
    this.#move(event);
    this.#setAlarm();
    this.changed();
    return DONE;
  }

  dismissCall(callId: string): Done {
    const call = this.#allCalls().find(({ id }) => id === callId);
    if (!call) return failed(appError('call-unknown'));
    if (call.phase.name !== 'ended') return failed(appError('call-state', { phase: call.phase.name }));
    this.#dismissed.add(callId);
    this.changed();
    return DONE;
  }

  /** Keeps what was said of a call with the call. A call that nothing was said of is not asked after again. */
  async wrapUp(callId: string): Promise<Done> {
    const [, , said] = this.scripts.asked(callId) ?? [];
    if (!said) return failed(appError('call-unknown'));
    if (saysSomething(said)) {
      const kept = await this.#deps.office.ask.callWrapped(this.#wrapped(said));
      if (!kept.ok) return kept;
    }
    this.scripts.told(callId);
    return this.#isOver(callId) ? this.dismissCall(callId) : DONE;
  }

  /** A practice call is over. */
  practised(facts: PracticeFacts): void {
    this.practice.over(facts, this.scripts.state());
  }

  /** Other scripts are there to choose from. */
  scriptsChanged(): void {
    this.#scriptListRevision += 1;
    this.changed();
  }

  /** Something about writing scripts is another than before. */
  scriptBookChanged(standing: BookStanding): void {
    this.#scriptBook = { revision: this.#scriptBook.revision + 1, standing };
    this.changed();
  }

  /** Something that views show has changed; they are told once this turn is over. */
  changed(): void {
    const shown = this.#shown();
    this.scripts.follow(shown, this.#queue, this.crisis.isOn);
    this.team.follow(shown);
    this.practice.follow(this.calls(), this.scripts.state());
    if (this.#isPublishing) return;
    this.#isPublishing = true;
    this.#deps.soon(() => {
      this.#isPublishing = false;
      if (this.#hasEnded) return;
      this.#revision += 1;
      this.#deps.publish(this.state());
    });
  }

  /** The window that carries the calls is about to be counted as gone: its live calls are lost. */
  lineGone(): void {
    this.#stranded = [...this.#stranded, ...lostCalls(this.calls(), this.#deps.clock.now())];
    this.notices.raise(appError('line-window-gone'));
  }

  /** The agent leaves, and the records are still open: what was said and not kept for good is kept now. */
  leave(): void {
    const { ask } = this.#deps.office;
    const untold = this.scripts.untold().filter(saysSomething);
    for (const said of untold) void ask.callWrapped(this.#wrapped(said)).catch(() => undefined);
    void ask.keepScripts([]).catch(() => undefined);
  }

  /** The sitting is over; nothing is published any more. */
  end(): void {
    this.#hasEnded = true;
    for (const stop of this.#stops) stop();
    this.#stopAlarm();
    this.#servers.stop();
    this.afterAnswer.stop();
    this.team.stop();
    this.crisis.stop();
  }

  #isOver(callId: string): boolean {
    return this.#shown().some(({ id, phase }) => id === callId && phase.name === 'ended');
  }

  #wrapped({ callId, outcome, note }: WrapUp): CallWrapped {
    return { callId, outcome, note: note.trim(), atMs: this.#deps.clock.now() };
  }

  #take(snapshot: LineSnapshot): void {
    this.#noteLink(snapshot);
    this.#servers.connectionIs(snapshot.connection);
    this.afterAnswer.callsAre(snapshot.calls);
    this.#listCalls();
    this.#move({ type: 'calls-changed', anyUp: isAnyoneInTheEar(snapshot.calls) });
    this.#setAlarm();
    this.changed();
  }

  #takeQueue(queue: CallbackQueue): void {
    this.#queue = queue;
    this.changed();
  }

  #callsChanged(): void {
    this.#callListRevision += 1;
    this.changed();
  }

  #noteLink({ connection, registration }: LineSnapshot): void {
    const { log } = this.#deps;
    const before = this.#noted;
    this.#noted = { connection, registration };
    if (connection.name !== before.connection.name) log.write('connection', { state: connection.name });
    if (registration.name !== before.registration.name)
      log.write('registration', { state: registration.name });
    noteRegistration(registration, before.registration, this.notices);
  }

  #listCalls(): void {
    const listed = this.#callList.entries.length;
    this.#callList = takeSnapshot(this.#callList, this.#allCalls(), this.#deps.clock.now());
    const over = this.#callList.entries.slice(listed);
    for (const { reason, practice } of over) this.#deps.log.write('call-ended', { state: reason, practice });
    this.#reports.callsAre(this.#callList.watched, over);
  }

  #allCalls(): readonly Call[] {
    const lost = new Map(this.#stranded.map((call) => [call.id, call]));
    return [...this.calls().filter(({ id }) => !lost.has(id)), ...lost.values()];
  }

  #shown(): Call[] {
    return callsOnScreen(this.#allCalls(), this.#dismissed, this.#deps.clock.now());
  }

  #move(event: AvailabilityEvent): void {
    this.#availability = nextAvailability(this.#availability, event, this.#deps.clock.now(), this.rules);
    this.#reports.agentIs(this.#availability.now, this.calls());
  }

  /** Wakes when wrap-up is over or an outcome leaves the screen, whichever comes first. */
  #setAlarm(): void {
    const { clock } = this.#deps;
    this.#stopAlarm();
    const due = [nextDeadline(this.#availability), ...this.#shown().map(leavesAt)];
    const next = Math.min(...due.filter((at) => at !== null));
    if (!Number.isFinite(next)) return;
    this.#stopAlarm = clock.after(Math.max(0, next - clock.now()), () => {
      this.#move({ type: 'time-passed' });
      this.#setAlarm();
      this.changed();
    });
  }
}
