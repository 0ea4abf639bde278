import type { Locator } from 'playwright-core';
import type { DeskBridge } from '#shared/contract/bridges.ts';
import type { CallbackQueue, CallbackRow, CallbackView } from '#shared/contract/callback-state.ts';
import type { CallbackDetail } from '#shared/contract/callbacks.ts';
import { until } from '../pbx/until.ts';
import type { Agent } from './agent.ts';

/** The callback queue at an agent's desk: pressed by the names that people read, read through the page's bridge. */
export class Queue {
  readonly agent: Agent;

  constructor(agent: Agent) {
    this.agent = agent;
  }

  get region(): Locator {
    return this.agent.page.getByRole('region', { name: 'Callbacks' });
  }

  /** The place, opened from the rail. */
  async open(): Promise<this> {
    await this.agent.page
      .getByRole('navigation')
      .getByRole('button', { name: /^Callbacks/ })
      .click();
    await this.region.waitFor();
    return this;
  }

  /** A patient's row in the list that is shown. */
  row(name: string | RegExp): Locator {
    return this.region.getByRole('option', { name });
  }

  async look(name: string | RegExp): Promise<void> {
    await this.row(name).click();
    await this.detail().waitFor();
  }

  detail(): Locator {
    return this.region.getByRole('region', { name: 'About this callback' });
  }

  async press(name: string | RegExp): Promise<void> {
    await this.agent.button(name, this.detail()).first().click();
  }

  async take(name: string | RegExp): Promise<void> {
    await this.look(name);
    await this.press(/^Take it/);
    await this.waitFor('it is in hand', ({ inHand }) => inHand !== null);
  }

  async state(): Promise<CallbackQueue> {
    return (await this.agent.state()).callbacks;
  }

  async waitFor(what: string, probe: (queue: CallbackQueue) => boolean, timeoutMs = 10_000): Promise<void> {
    let last: CallbackQueue | undefined;
    await until(what, async () => probe((last = await this.state())), timeoutMs).catch((error: unknown) => {
      const { link, alarms, unsent, rejected } = last ?? {};
      const seen = JSON.stringify({ link, alarms, unsent, rejected });
      throw new Error(`Never came true: ${what}. The queue: ${seen}.`, { cause: error });
    });
  }

  async rows(view: CallbackView = 'team', search = ''): Promise<CallbackRow[]> {
    const answer = await this.agent.page.evaluate(
      (asked) => (window as unknown as { hearthline: DeskBridge }).hearthline.listCallbacks(asked),
      { view, search, after: null, limit: 100 },
    );
    if (!answer.ok) throw new Error(`no list: ${answer.error.code}`);
    return answer.value.rows;
  }

  async read(callbackId: string): Promise<CallbackDetail> {
    const answer = await this.agent.page.evaluate(
      (id) => (window as unknown as { hearthline: DeskBridge }).hearthline.getCallback({ callbackId: id }),
      callbackId,
    );
    if (!answer.ok) throw new Error(`no callback: ${answer.error.code}`);
    return answer.value;
  }

  /** The row of this patient, once there is one. */
  async rowOf(name: string, view: CallbackView = 'team'): Promise<CallbackRow> {
    let found: CallbackRow | undefined;
    await until(`${name} in the queue`, async () => {
      found = (await this.rows(view)).find((row) => row.name === name);
      return found !== undefined;
    });
    if (!found) throw new Error(`${name} is not in the queue.`);
    return found;
  }

  /** Joins the team's hub in the settings, as an agent does who was given a file and a code. */
  async join(file: string, code: string): Promise<void> {
    const { page } = this.agent;
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Settings/ })
      .click();
    const chooser = page.waitForEvent('filechooser');
    await this.agent.button('Choose the file…').click();
    await (await chooser).setFiles(file);
    await page.getByRole('textbox', { name: 'Code' }).fill(code);
    await this.agent.button('Join the team').click();
    await this.waitFor('in step with the hub', ({ link }) => link.name === 'online', 30_000);
  }
}
