import type { Locator, Page } from 'playwright-core';
import type { DeskBridge, SignInBridge } from '#shared/contract/bridges.ts';
import type { CallListEntry, DeskState } from '#shared/contract/desk-state.ts';
import type { RecordsOutlook } from '#shared/contract/sign-in.ts';
import { until } from '../pbx/until.ts';
import { Ears } from './ears.ts';
import type { App } from './harness/launch.ts';

/** A PIN that will do for an extension, also where there is no keyring and it has to stand alone. */
export function pinOf(extension: string): string {
  return `lamp by door ${extension}`;
}

/**
 * An agent at a desk: presses what people press, by the names that assistive technology reads (DESIGN §2), and
 * hears what the line window plays. State is only read through the page's own bridge, never changed by it.
 */
export class Agent {
  readonly app: App;
  readonly ears: Ears;

  private constructor(app: App, ears: Ears) {
    this.app = app;
    this.ears = ears;
  }

  static async at(app: App): Promise<Agent> {
    return new Agent(app, await Ears.on(await app.line()));
  }

  get page(): Page {
    return this.app.desk();
  }

  button(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name });
  }

  alert(): Locator {
    return this.page.getByRole('alert', { name: 'Incoming call' });
  }

  activeCall(): Locator {
    return this.page.getByRole('region', { name: 'Active call' });
  }

  async signIn(extension: string, password: string, pin = pinOf(extension)): Promise<void> {
    await this.tryToSignIn(extension, password, pin);
    // The sign-in page goes with its process, and the desk's page may be another.
    await until('the desk to open', () => this.app.isAtDesk(), 15_000).catch((error: unknown) => {
      throw new Error(`Nobody was let in:\n${this.app.output()}`, { cause: error });
    });
    await this.button(/^Ready/)
      .first()
      .waitFor();
  }

  /** Types everything and presses Sign in: the agent's own PIN, twice where this desk does not know them yet. */
  async tryToSignIn(extension: string, password: string, pin = pinOf(extension)): Promise<void> {
    const { page } = this;
    await page.getByRole('textbox', { name: 'Extension' }).fill(extension);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByLabel('PIN for this desk’s records', { exact: true }).fill(pin);
    // The page asks main by itself, and shows the second box in its own time.
    if (await this.isNewHere(extension))
      await page.getByLabel('The same PIN again', { exact: true }).fill(pin);
    await this.button('Sign in').click();
  }

  /** Whether this desk keeps nothing of an extension yet. */
  async isNewHere(extension: string): Promise<boolean> {
    return (await this.outlook(extension))?.kept.state === 'none';
  }

  /** What the sign-in page is told of an extension's records; null when nothing can be told. */
  async outlook(extension: string): Promise<RecordsOutlook | null> {
    const answer = await this.page.evaluate(
      (asked) =>
        (window as unknown as { hearthline: SignInBridge }).hearthline.recordsFor({ extension: asked }),
      extension,
    );
    return answer.ok ? answer.value : null;
  }

  async dial(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Number to call' }).fill(text);
    await this.button(/^Call$/).click();
  }

  async answer(): Promise<void> {
    await this.alert().waitFor();
    await this.button(/Answer|answer/, this.alert()).click();
    await this.phase('talking');
  }

  async press(name: string | RegExp): Promise<void> {
    await this.button(name, this.activeCall()).click();
  }

  /** Ends whatever is going on, so that the next test begins with a quiet desk. */
  async hangUpAll(): Promise<void> {
    await until(
      'no live call',
      async () => {
        const { calls } = await this.state();
        const live = calls.filter(({ phase }) => phase.name !== 'ended');
        if (live.length === 0) return true;
        await this.page.evaluate(
          (over) =>
            Promise.all(
              over.map(({ callId, rings }) => {
                const { hearthline } = window as unknown as { hearthline: DeskBridge };
                return rings ? hearthline.decline({ callId }) : hearthline.hangUp({ callId });
              }),
            ),
          live.map(({ id, phase }) => ({ callId: id, rings: phase.name === 'ringing' })),
        );
        return false;
      },
      15_000,
    );
  }

  async state(): Promise<DeskState> {
    const answer = await this.page.evaluate(() =>
      (window as unknown as { hearthline: DeskBridge }).hearthline.getState(),
    );
    if (!answer.ok) throw new Error(`The desk has no state: ${answer.error.code}.`);
    return answer.value;
  }

  /** The calls of this agent that are over, newest first, up to a hundred. */
  async callList(): Promise<CallListEntry[]> {
    const answer = await this.page.evaluate(() => {
      const { hearthline } = window as unknown as { hearthline: DeskBridge };
      return hearthline.listCalls({ before: null, limit: 100 });
    });
    if (!answer.ok) throw new Error(`The desk has no call list: ${answer.error.code}.`);
    return answer.value.entries;
  }

  /** Resolves once the state is as `probe` wants it. */
  async waitForState(what: string, probe: (state: DeskState) => boolean, timeoutMs = 10_000): Promise<void> {
    let last: DeskState | undefined;
    await until(what, async () => probe((last = await this.state())), timeoutMs).catch((error: unknown) => {
      const calls = last?.calls.map(({ phase, hold, mute, transfer }) => ({ phase, hold, mute, transfer }));
      throw new Error(`Never came true: ${what}. Calls: ${JSON.stringify(calls)}.`, { cause: error });
    });
  }

  /** Resolves once some call of the desk is in this phase. */
  phase(name: string, timeoutMs = 10_000): Promise<void> {
    return this.waitForState(
      `a call is ${name}`,
      (s) => s.calls.some(({ phase }) => phase.name === name),
      timeoutMs,
    );
  }

  quiet(timeoutMs = 10_000): Promise<void> {
    return this.waitForState(
      'no live call',
      (s) => s.calls.every(({ phase }) => phase.name === 'ended'),
      timeoutMs,
    );
  }
}
