// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { callNow, ringingCall } from '../../../tests/fakes/people.ts';
import { drawDesk } from '../../../tests/fakes/render-desk.tsx';
import { opened, scriptsFor } from '../../../tests/fakes/fake-scripts.ts';
import { besideNow } from '../../../tests/fakes/script-beside.ts';
import { queueNow } from '../../../tests/fakes/callback-rows.ts';

const region = () => screen.getByRole('region', { name: 'Script' });
const heading = () => within(region()).getByRole('heading', { level: 2 }).textContent;
const button = (name: string | RegExp) => within(region()).getByRole('button', { name });
const act = () =>
  opened([
    besideNow('call-1', 'results-late', { place: { phase: 'act', visited: ['open', 'listen', 'act'] } }),
  ]);

describe('The script beside a call', () => {
  it('is not there when there is nobody to speak with', async () => {
    await drawDesk();
    expect(screen.queryByRole('region', { name: 'Script' })).toBeNull();
  });

  it('stands there while it rings, says why, and takes no focus', async () => {
    const calls = [ringingCall({ queue: 'Results line' })];
    await drawDesk({ calls, scripts: scriptsFor({ calls, callbacks: queueNow() }) });
    expect(heading()).toBe('Test results are late');
    expect(region().textContent).toContain('For Results line');
    expect(document.activeElement).toBe(document.body);
  });

  it('is that of the call in the ear, whoever else rings', async () => {
    const calls = [callNow(), ringingCall({ queue: 'Billing' })];
    await drawDesk({ calls, scripts: scriptsFor({ calls, callbacks: queueNow() }) });
    expect(heading()).toBe('Test results are late');
  });

  it('stays the patient’s while a colleague is asked or brought in', async () => {
    const calls = [
      callNow(),
      callNow({ id: 'help', queue: null, direction: 'outgoing', consultFor: 'call-1' }),
    ];
    await drawDesk({ calls, scripts: scriptsFor({ calls, callbacks: queueNow() }) });
    expect(heading()).toBe('Test results are late');
  });

  it('is read with keys: digits pick a branch, arrows turn, Backspace leads back', async () => {
    const { fake, user } = await drawDesk({ calls: [callNow()], scripts: act() });
    await user.keyboard('2{ArrowRight}{ArrowLeft}{Backspace}');
    expect(fake.given.map(({ input }) => (input as { move: unknown }).move)).toEqual([
      { kind: 'pick', branch: 1 },
      { kind: 'step', by: 1 },
      { kind: 'step', by: -1 },
      { kind: 'back' },
    ]);
  });

  it('leaves the digits to the keypad while that is open, and to the dial pad while it rings', async () => {
    const { fake, user, push } = await drawDesk({ calls: [callNow()], scripts: act() });
    await user.keyboard('k1');
    expect(fake.given.map(({ name }) => name)).toEqual(['sendDigits']);
    const calls = [ringingCall({ queue: 'Results line' })];
    await push({ calls, scripts: scriptsFor({ calls, callbacks: queueNow() }) });
    await user.keyboard('2');
    expect(fake.given.map(({ name }) => name)).toEqual(['sendDigits']);
  });

  it('leaves the digits alone for whom single keys are off', async () => {
    const settings = { theme: 'light', letterKeys: false } as const;
    const { fake, user } = await drawDesk({ calls: [callNow()], scripts: act(), settings });
    await user.keyboard('2');
    expect(fake.given).toEqual([]);
    expect(button(/results are here/).hasAttribute('aria-keyshortcuts')).toBe(false);
  });

  it('is told to screen readers in its own language, and the desk’s words in the desk’s', async () => {
    const script = { id: 'anxious-parent', language: 'es' };
    await drawDesk({
      calls: [callNow()],
      scripts: opened([besideNow('call-1', 'anxious-parent', { script })]),
    });
    expect(within(region()).getByRole('heading', { level: 2 }).lang).toBe('es');
    expect(within(region()).getByRole('list', { name: 'What to do now' }).lang).toBe('es');
    expect(button('Change the script').closest('[lang="es"]')).toBeNull();
  });

  it('says where it is, in words that are read out', async () => {
    await drawDesk({
      calls: [callNow()],
      scripts: opened([
        besideNow('call-1', 'results-late', {
          place: { phase: 'act', picked: { act: [0] }, visited: ['act'] },
        }),
      ]),
    });
    const said = within(region())
      .getAllByRole('status')
      .map(({ textContent }) => textContent);
    expect(said).toEqual(['Act, The results are here']);
    expect(button('Act').getAttribute('aria-current')).toBe('step');
    expect(button('Back to Act')).toBeDefined();
  });

  it('is filled with what is known, and with the script’s own words where nothing is', async () => {
    await drawDesk({ calls: [callNow()], scripts: opened([besideNow('call-1', 'results-late')]) });
    expect(region().textContent).toContain('Ngozi Achebe');
    expect(region().textContent).not.toContain('{{');
  });

  it('says so when its review is due', async () => {
    const [beside] = act();
    if (!beside) throw new Error('no script');
    const script = { ...beside.open.script, reviewBy: '2020-01-31' };
    await drawDesk({ calls: [callNow()], scripts: [{ ...beside, open: { ...beside.open, script } }] });
    expect(region().textContent).toContain('Was to be reviewed by 2020-01-31');
  });

  it('warns whoever placed the call not to greet as a clinic, before it is known who is there', async () => {
    const calls = [callNow({ direction: 'outgoing' })];
    const { fake, user, push } = await drawDesk({
      calls,
      scripts: opened([besideNow('call-1', 'results-late', { rule: { kind: 'reason', word: 'result' } })]),
    });
    expect(region().textContent).toContain('Until you know who is there');
    await user.click(button('How to open'));
    const script = { id: 'callback-opening', language: 'en' };
    expect(fake.given).toEqual([{ name: 'chooseScript', input: { subjectId: 'call-1', script } }]);
    await push({ scripts: opened([besideNow('call-1', 'callback-opening', { rule: { kind: 'hand' } })]) });
    expect(region().textContent).not.toContain('Until you know who is there');
  });

  it('shows words of a script as words, whatever they look like', async () => {
    const [beside] = act();
    const phase = beside?.open.script.phases[0];
    if (!beside || !phase) throw new Error('no script');
    const text = '<img src=x onerror=alert(1)><b>bold</b>';
    const cues = [{ spans: [{ kind: 'text' as const, text }], say: [], isTeachBack: false }];
    const script = { ...beside.open.script, phases: [{ ...phase, cues }] };
    await drawDesk({
      calls: [callNow()],
      scripts: [
        { ...beside, place: { ...beside.place, phase: phase.name }, open: { ...beside.open, script } },
      ],
    });
    expect(region().textContent).toContain(text);
    expect(region().querySelector('img, b')).toBeNull();
  });
});

describe('Another script', () => {
  it('is found by any word in it, those with the word in their title first, and opened with Enter', async () => {
    const { fake, user } = await drawDesk({ calls: [callNow()], scripts: act() });
    await user.click(button('Change the script'));
    await user.keyboard('grief');
    expect(within(region()).getAllByRole('listitem')[0]?.textContent).toContain('Grief');
    await user.keyboard('{Enter}');
    const script = { id: 'grief', language: 'en' };
    expect(fake.given).toEqual([{ name: 'chooseScript', input: { subjectId: 'call-1', script } }]);
  });

  it('is shown as far as there is room, and says that there are more', async () => {
    const { user } = await drawDesk({ calls: [callNow()], scripts: act() });
    await user.click(button('Change the script'));
    expect(within(region()).getAllByRole('listitem')).toHaveLength(15);
    expect(region().textContent).toMatch(/And \d+ more/);
  });

  it('that is not there is said, and Escape keeps this one without touching the call', async () => {
    const { fake, user } = await drawDesk({ calls: [callNow()], scripts: act() });
    await user.click(button('Change the script'));
    await user.keyboard('zebra');
    expect(within(region()).getByText('No script has these words.')).toBeDefined();
    await user.keyboard('{Escape}');
    expect(within(region()).queryByRole('textbox')).toBeNull();
    expect(fake.given).toEqual([]);
    expect(screen.queryByText(/press again/i)).toBeNull();
  });
});

describe('A red flag', () => {
  it('is two keys away from anywhere, also from a box that is typed in', async () => {
    const { user } = await drawDesk({ calls: [callNow()], scripts: act() });
    await user.click(button('Change the script'));
    await user.keyboard('pain{F9}');
    expect(heading()).toBe('Something is wrong: which is it?');
    await user.keyboard('1');
    expect(heading()).toBe('It may be an emergency');
    await user.keyboard('{F9}');
    expect(heading()).toBe('Test results are late');
  });

  it('brings help in by the number of the profile', async () => {
    const { fake, user } = await drawDesk({ calls: [callNow()], scripts: act() });
    await user.keyboard('{F9}2');
    await user.click(button('Bring in: Crisis line'));
    expect(fake.given.at(-1)).toEqual({ name: 'bringIn', input: { callId: 'call-1', text: '988' } });
  });

  it('says plainly that the profile has no number', async () => {
    const { user } = await drawDesk({ calls: [callNow()], scripts: act(), handOffs: [] });
    await user.keyboard('{F9}1');
    expect(region().textContent).toContain('has no number for “emergency”');
    expect(within(region()).queryByRole('button', { name: /^Bring in/ })).toBeNull();
  });

  it('is not left open on the next patient', async () => {
    const { user, push } = await drawDesk({ calls: [callNow()], scripts: act() });
    await user.keyboard('{F9}1');
    await push({
      calls: [callNow({ id: 'call-2' })],
      scripts: opened([besideNow('call-2', 'any-call')]),
    });
    expect(heading()).toBe('Any call');
  });
});
