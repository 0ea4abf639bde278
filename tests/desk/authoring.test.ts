import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PARTY_HZ } from '../pbx/parties.ts';
import type { Phone } from '../pbx/patient.ts';
import { until } from '../pbx/until.ts';
import { Agent } from './agent.ts';
import { Floor, patientOn } from './floor.ts';
import { launchApp } from './harness/launch.ts';
import { Queue } from './queue.ts';
import { TeamHub } from './team-hub.ts';

/** From the press of Publish on one desk to the other desk's screen. */
const TOLD_WITHIN_MS = 1000;

/** The place where scripts are written, at an agent's desk. */
class Writing {
  readonly agent: Agent;

  constructor(agent: Agent) {
    this.agent = agent;
  }

  get place(): Locator {
    return this.agent.page.getByRole('region', { name: 'Scripts', exact: true });
  }

  get box(): Locator {
    return this.place.getByRole('textbox', { name: 'Text of the script' });
  }

  get preview(): Locator {
    return this.place.getByRole('region', { name: 'Preview' });
  }

  async open(): Promise<this> {
    await this.agent.page.getByRole('navigation').getByRole('button', { name: 'Scripts' }).click();
    await this.place.waitFor();
    return this;
  }

  async look(title: string): Promise<void> {
    await this.place.getByRole('textbox', { name: 'Search the scripts' }).fill(title);
    await this.press(new RegExp(`^${title}`));
    await this.isChecked();
  }

  /** A script that was changed on a later day than it was reviewed has a warning: it depends on the day of the test. */
  async isChecked(): Promise<void> {
    await this.says(/^No mistakes|^\d (mistake|warning)/);
  }

  async press(name: string | RegExp): Promise<void> {
    await this.agent.button(name, this.place).first().click();
  }

  async says(words: RegExp | string): Promise<void> {
    await this.place.getByText(words).first().waitFor();
  }

  /** Puts other words into the text, as somebody does who types over them. */
  async change(from: string, to: string): Promise<void> {
    const text = await this.box.inputValue();
    expect(text).toContain(from);
    await this.box.fill(text.replace(from, to));
  }

  /** What was published is opened anew; before that, a key that is pressed belongs to what was there before. */
  async isPublished(): Promise<void> {
    await this.agent.button('Withdraw', this.place).waitFor();
  }

  async isKept(): Promise<void> {
    await this.says('Your draft is kept on this desk');
  }

  async back(): Promise<void> {
    await this.press('All scripts');
  }
}

const panel = ({ page }: Agent): Locator => page.getByRole('region', { name: 'Script', exact: true });
const heading = (agent: Agent, name: string): Locator =>
  panel(agent).getByRole('heading', { level: 2, name, exact: true });

/** The first of the practice patients rings. */
async function letThemCall(agent: Agent): Promise<void> {
  await agent.page.getByRole('navigation').getByRole('button', { name: 'Practice' }).click();
  await agent
    .button(/^Let them call: /)
    .first()
    .click();
  await agent.alert().waitFor();
}

describe('A desk alone', () => {
  let writing: Writing;
  beforeAll(async () => {
    writing = await new Writing(await Agent.at(await launchApp({ practice: true }))).open();
  });
  afterAll(() => writing.agent.app.close());

  it('sees a mistake beside its line, mends it by keyboard, and its script opens with the next call', async () => {
    const { agent } = writing;
    await letThemCall(agent);
    const opened = await panel(agent).getByRole('heading', { level: 2 }).textContent();
    await agent.hangUpAll();
    await writing.open();
    await writing.look(opened ?? '');
    await writing.press('Make ours');
    await writing.change(`title: ${opened}`, 'title: Our own call');
    await writing.change('# Listen', '# Lisen');
    const remark = writing.place.getByRole('button', { name: /^Mistake · Line \d+/ }).first();
    await remark.waitFor();
    await writing.says(/1 mistake/);
    await remark.focus();
    await agent.page.keyboard.press('Enter');
    // The cursor stands where the word is: it is typed over.
    await agent.page.keyboard.press('Shift+End');
    await agent.page.keyboard.type('# Listen');
    await writing.says(/No mistakes|\d warning/);
    await writing.press('Publish version 1');
    const sure = writing.place.getByRole('button', { name: /press again to publish$/ });
    if (await sure.isVisible()) await sure.click();
    await agent.page.getByText('Version 1 is published.').waitFor();
    await letThemCall(agent);
    await heading(agent, 'Our own call').waitFor();
    await agent.hangUpAll();
  });

  it('loses nothing that was typed when the window is loaded again', async () => {
    const { agent } = writing;
    await writing.open();
    if (await writing.box.isVisible()) await writing.back();
    await writing.look('Grief');
    await writing.press('Make ours');
    await writing.change('title: Grief', 'title: Grief and loss');
    await writing.isKept();
    await agent.page.reload();
    await writing.open();
    await writing.place.getByRole('region', { name: 'Your drafts' }).getByRole('button').first().click();
    await writing.says('Your draft is kept on this desk');
    expect(await writing.box.inputValue()).toContain('title: Grief and loss');
  });

  it('shows HTML, a program and a picture from elsewhere as text in the preview, and fetches nothing', async () => {
    const { agent } = writing;
    const asked: string[] = [];
    agent.page.on('request', (request) => void asked.push(request.url()));
    const html =
      '<img src="https://evil.example.org/a.png" onerror="document.title=1"><script>alert(1)</script>';
    await writing.change(
      '# Open\n',
      `# Open\n\n- Say ${html}\n- And ![seen](https://evil.example.org/b.png)\n`,
    );
    await writing.preview.getByText(html).waitFor();
    await writing.preview.getByText('![seen](https://evil.example.org/b.png)').waitFor();
    expect(await writing.preview.locator('img, script, iframe, object, link').count()).toBe(0);
    expect(asked).toEqual([]);
  });

  it('goes back to what was before, and to the app’s own', async () => {
    const { agent } = writing;
    await writing.back();
    await writing.look('Our own call');
    await writing.change('title: Our own call', 'title: Our newer call');
    await writing.press(/^Publish version 2/);
    const sure = writing.place.getByRole('button', { name: /press again to publish$/ });
    if (await sure.isVisible()) await sure.click();
    await agent.page.getByText('Version 2 is published.').waitFor();
    await writing.isPublished();
    await writing.press('Bring this back');
    await writing.press(/^Press again to publish it as version 3/);
    await agent.page.getByText('Version 3 is published.').waitFor();
    await until('the first text', async () =>
      (await writing.box.inputValue()).includes('title: Our own call'),
    );
    await writing.press('Withdraw');
    await writing.press(/^Press again/);
    // Back in the list, which still looks for the title that is gone.
    await writing.place.getByRole('textbox', { name: 'Search the scripts' }).fill('');
    await writing.place.getByRole('button', { name: /Version 4: withdrawn/ }).waitFor();
    expect(await writing.place.getByText('Our own call').count()).toBe(0);
  });
});

describe('Two desks and the team’s hub', () => {
  let floor: Floor;
  let lead: Writing;
  let other: Agent;
  let patient: Phone;

  beforeAll(async () => {
    const [opened, hub] = await Promise.all([Floor.open(), TeamHub.open()]);
    floor = opened;
    floor.keep(hub);
    other = await floor.staff('1001');
    lead = new Writing(await floor.staff('1002', PARTY_HZ.secondDesk));
    for (const [agent, name] of [
      [other, 'ben'],
      [lead.agent, 'lead-cora'],
    ] as const) {
      const { file, code } = hub.of(name);
      await new Queue(agent).join(file, code);
    }
    patient = await patientOn(floor);
  });
  afterAll(() => floor.close());

  /** Milliseconds from the press until the other desk says that there is something new. */
  async function told(title: string, version: number): Promise<number> {
    const press = lead.place.getByRole('button', { name: `Publish version ${version}` });
    await until('it can be published', () => press.isEnabled());
    const shown = other.page.getByText(`“${title}” is new: version ${version}`, { exact: false }).waitFor();
    await press.click();
    const sure = lead.place.getByRole('button', { name: /press again to publish$/ });
    if (await sure.isVisible()) await sure.click();
    const startedAt = performance.now();
    await shown;
    return performance.now() - startedAt;
  }

  it('a lead publishes, and within a second the other desk is told; its call keeps what it began with', async () => {
    await patient.call('1001');
    await other.answer();
    await heading(other, 'Any call').waitFor();
    await lead.open();
    await lead.look('Any call');
    await lead.press('Make ours');
    await lead.change('title: Any call', 'title: Our team’s call');
    const ms = await told('Our team’s call', 1);
    console.log(`the other desk was told ${ms.toFixed(0)} ms after Publish was pressed`);
    expect(ms).toBeLessThan(TOLD_WITHIN_MS);
    expect(await heading(other, 'Any call').isVisible()).toBe(true);
    await other.hangUpAll();
    await floor.pbx.waitForNoChannels();
    await patient.call('1001');
    await other.alert().waitFor();
    await heading(other, 'Our team’s call').waitFor();
    await panel(other).getByText('Your team’s.').waitFor();
    await other.hangUpAll();
  });

  it('a version is rolled back, and the next call has what was before', async () => {
    await until('the published one is open', async () =>
      (await lead.box.inputValue()).includes('version: 1'),
    );
    await lead.change('title: Our team’s call', 'title: A worse one');
    await told('A worse one', 2);
    await lead.isPublished();
    await lead.press('Bring this back');
    const back = other.page.getByText('“Our team’s call” is new: version 3', { exact: false }).waitFor();
    await lead.press(/^Press again to publish it as version 3/);
    await back;
    await patient.call('1001');
    await other.alert().waitFor();
    await heading(other, 'Our team’s call').waitFor();
    await other.hangUpAll();
  });

  it('who does not lead may look, and is told who may publish', async () => {
    const reading = await new Writing(other).open();
    await reading.says(/Only those who lead your team publish scripts: .*/);
    await reading.look('Our team’s call');
    await reading.says('Read only');
    expect(await reading.place.getByRole('button', { name: /^Publish|^Make ours/ }).count()).toBe(0);
  });
});
