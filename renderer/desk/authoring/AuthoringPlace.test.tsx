// @vitest-environment happy-dom
import axe from 'axe-core';
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { refillText } from '../../../tests/fakes/authoring-scenes.ts';
import type { FakeScriptBook } from '../../../tests/fakes/fake-script-book.ts';
import { drawDesk, type DrawnDesk } from '../../../tests/fakes/render-desk.tsx';
import type { BookStanding } from '#shared/contract/script-book.ts';
import { useBook } from './book-store.ts';

const WORD = 'en_refill-by-post';
const ONE: FakeScriptBook = {
  versions: { [WORD]: [refillText({ 'the day it left': 'when it left' }), refillText()] },
};

const place = () => screen.getByRole('region', { name: 'Scripts' });
const button = (name: string | RegExp) => within(place()).getByRole('button', { name });
const box = (): HTMLTextAreaElement => within(place()).getByRole('textbox', { name: 'Text of the script' });
const preview = () => within(place()).getByRole('region', { name: 'Preview' });
const group = (name: string) => within(place()).getByRole('region', { name });
const given = ({ fake }: DrawnDesk, name: string) =>
  fake.given.filter((one) => one.name === name).map(({ input }) => input);

async function inScripts(scriptBook: FakeScriptBook = {}, standing: BookStanding = { kind: 'open' }) {
  const desk = await drawDesk({ scriptBook: { revision: 1, standing } }, { place: 'scripts', scriptBook });
  await within(place()).findByRole('region', { name: 'The app’s own' });
  return desk;
}

async function editing(scriptBook: FakeScriptBook = ONE, name: RegExp = /Refill by post/) {
  const desk = await inScripts(scriptBook);
  await desk.user.click(button(name));
  await within(place()).findByText(/mistake/i, { selector: '[role="status"]' });
  return desk;
}

/** Puts another text into the box, as a paste does. */
async function put({ user }: DrawnDesk, text: string): Promise<void> {
  await user.clear(box());
  await user.click(box());
  await user.paste(text);
}

beforeEach(() => useBook.setState({ open: null, search: '', leads: false }));

describe('The list of scripts', () => {
  it('has what is drafted first, then the team’s with who and when, then the app’s own', async () => {
    await inScripts({ ...ONE, drafts: [{ draftId: 'new-7', text: refillText(), base: 0 }] });
    expect(within(group('Your drafts')).getAllByRole('button')).toHaveLength(1);
    expect(group('Your team’s').textContent).toContain('Version 2, Ben Okafor');
    expect(within(group('The app’s own')).getByRole('button', { name: /Grief/ })).toBeDefined();
  });

  it('is searched as one types, and emptied by Escape', async () => {
    const { user } = await inScripts(ONE);
    const search = within(place()).getByRole('textbox', { name: 'Search the scripts' });
    await user.type(search, 'zebra');
    expect(place().textContent).toContain('No script has these words.');
    await user.keyboard('{Escape}');
    expect(group('Your team’s')).toBeDefined();
  });

  it('tells who may not publish who may, and offers them nothing to write', async () => {
    const { user } = await inScripts(ONE, { kind: 'reader', leads: ['Ana Ruiz'] });
    expect(place().textContent).toContain('Only those who lead your team publish scripts: Ana Ruiz.');
    expect(within(place()).queryByRole('button', { name: 'New script' })).toBeNull();
    await user.click(button(/Refill by post/));
    await within(place()).findByText('Read only');
    expect(box().readOnly).toBe(true);
    expect(within(place()).queryByRole('button', { name: /^(Publish|Make ours|Withdraw|Bring)/ })).toBeNull();
  });
});

describe('A script that is written', () => {
  it('says what is to mend beside its line, and leads there', async () => {
    const desk = await editing();
    await put(desk, refillText({ '# Check': '# Chek' }));
    const remark = await within(place()).findByRole('button', { name: /Mistake · Line 32, column 1/ });
    expect(place().textContent).toContain('1 mistake');
    await desk.user.click(remark);
    expect(document.activeElement).toBe(box());
    expect(box().value.slice(box().selectionStart)).toMatch(/^# Chek/);
    expect(box().getAttribute('aria-describedby')).toBe(within(place()).getByText('1 mistake').id);
  });

  it('is left by Tab, and takes single letters as letters', async () => {
    const { user } = await editing();
    await user.click(box());
    await user.keyboard('k');
    expect(box().value).toContain('k');
    await user.tab();
    expect(document.activeElement).not.toBe(box());
  });

  it('is shown as it will stand beside a call, and as it was while it is broken', async () => {
    const desk = await editing();
    expect(within(preview()).getByRole('heading', { name: 'Refill by post' })).toBeDefined();
    await desk.user.click(within(preview()).getByRole('button', { name: 'Act' }));
    await desk.user.click(within(preview()).getByRole('button', { name: /They run out before/ }));
    expect(preview().textContent).toContain('Do not let them wait.');
    await put(desk, refillText({ 'title: Refill by post': 'title: Changed', '# Check': '# Chek' }));
    await within(preview()).findByText(/how it was before the mistake/);
    expect(within(preview()).getByRole('heading', { name: 'Refill by post' })).toBeDefined();
    await put(desk, refillText({ 'title: Refill by post': 'title: Changed' }));
    await within(preview()).findByRole('heading', { name: 'Changed' });
  });

  it('calls nobody and opens nothing from its preview', async () => {
    const desk = await editing();
    const before = desk.fake.given.length;
    await desk.user.click(within(preview()).getByRole('button', { name: 'Act' }));
    await desk.user.click(within(preview()).getByRole('button', { name: /They run out/ }));
    await desk.user.click(within(preview()).getByRole('button', { name: 'Hand over to the nurse' }));
    expect(preview().textContent).toContain('In a call this calls somebody.');
    expect(desk.fake.given).toHaveLength(before);
  });

  it('shows HTML, programs and pictures in it as the text they are, and fetches nothing', async () => {
    const desk = await editing();
    const html = '<img src="https://evil.example.org/a.png"><script>alert(1)</script>';
    const image = '![seen](https://evil.example.org/b.png)';
    await put(desk, refillText({ '- Thank them for calling.': `- Say ${html}\n- And ${image}` }));
    await desk.user.click(await within(preview()).findByRole('button', { name: 'Close' }));
    await waitFor(() => expect(preview().textContent).toContain(html));
    expect(preview().textContent).toContain(image);
    expect(place().querySelector('img, script, iframe, link, video, audio')).toBeNull();
  });

  it('is kept as it is typed, with where it began from', async () => {
    const desk = await editing();
    await put(desk, refillText({ 'title: Refill by post': 'title: Changed' }));
    await within(place()).findByText('Your draft is kept on this desk');
    expect(given(desk, 'keepDraft').at(-1)).toMatchObject({ draftId: WORD, base: 2 });
  });

  it('is kept at once when the agent looks elsewhere', async () => {
    const desk = await editing();
    await desk.user.click(box());
    await desk.user.keyboard('x');
    await desk.user.click(within(screen.getByRole('navigation')).getByRole('button', { name: 'Calls' }));
    await waitFor(() => expect(given(desk, 'keepDraft')).toHaveLength(1));
  });

  it('of the app is read only until it is made the team’s own', async () => {
    const desk = await editing({}, /^Grief/);
    expect(box().readOnly).toBe(true);
    await desk.user.click(button('Make ours'));
    expect(box().readOnly).toBe(false);
    await waitFor(() => expect(given(desk, 'keepDraft')).toMatchObject([{ draftId: 'en_grief', base: 0 }]));
  });

  it('that is new begins from a sound one, and says whose place it takes', async () => {
    const desk = await inScripts();
    await desk.user.click(button('New script'));
    await within(place()).findByText('No mistakes, no warnings');
    await put(desk, box().value.replace('id: my-script', 'id: grief'));
    expect(await within(place()).findByText('Published, it takes the place of the app’s own.')).toBeDefined();
  });
});

describe('Publishing', () => {
  it('is the next version, by one press where nothing is to mend', async () => {
    const desk = await editing();
    await put(desk, refillText({ 'title: Refill by post': 'title: Changed' }));
    await waitFor(() => expect(button('Publish version 3').hasAttribute('disabled')).toBe(false));
    await desk.user.click(button('Publish version 3'));
    expect(given(desk, 'publishScript')).toMatchObject([{ draftId: WORD, base: 2 }]);
    await screen.findByText('Version 3 is published.');
  });

  it('takes a second press where there are warnings, and is not there with a mistake', async () => {
    const desk = await editing();
    await put(desk, refillText({ '- Let them finish.': '- Triage them.' }));
    await within(place()).findByText('1 warning');
    await desk.user.click(button('Publish version 3'));
    expect(given(desk, 'publishScript')).toEqual([]);
    await desk.user.click(button('1 warning: press again to publish'));
    expect(given(desk, 'publishScript')).toHaveLength(1);
  });

  it('is not to be had with a mistake, and says why', async () => {
    const desk = await editing();
    await put(desk, refillText({ '# Check': '# Chek' }));
    await within(place()).findByText('1 mistake');
    expect(button('Publish version 3').hasAttribute('disabled')).toBe(true);
    expect(place().textContent).toContain('A script with a mistake cannot be published.');
  });

  it('waits for the hub, while drafts do not', async () => {
    const desk = await editing();
    await desk.push({ scriptBook: { revision: 2, standing: { kind: 'away' } } });
    await put(desk, refillText({ 'title: Refill by post': 'title: Changed' }));
    await within(place()).findByText('Your draft is kept on this desk');
    expect(place().textContent).toContain('hub cannot be reached now');
    expect(button('Publish version 3').hasAttribute('disabled')).toBe(true);
  });

  it('says why it was refused, and keeps the draft', async () => {
    const desk = await editing();
    await put(desk, refillText({ 'title: Refill by post': 'title: Changed' }));
    await waitFor(() => expect(button('Publish version 3').hasAttribute('disabled')).toBe(false));
    desk.fake.refuse('publishScript', { code: 'script-outrun', details: { version: 3, by: 'Cleo' } });
    await desk.user.click(button('Publish version 3'));
    await within(place()).findByText(/Cleo published version 3 of it in between/);
    expect(given(desk, 'dropDraft')).toEqual([]);
  });

  it('after somebody else did says who, shows what is different, and goes on top of theirs', async () => {
    const mine = refillText({ 'title: Refill by post': 'title: Mine' });
    const desk = await editing({ ...ONE, drafts: [{ draftId: WORD, text: mine, base: 1 }] });
    await within(place()).findByText('Ben Okafor published version 2 since you began.');
    await desk.user.click(button('What is different'));
    const different = await within(place()).findByRole('list', { name: 'From theirs to your draft' });
    expect(different.textContent).toContain('taken out: title: Refill by post');
    expect(different.textContent).toContain('put in: title: Mine');
    // Until it is decided which of the two counts.
    expect(button('Publish version 2').hasAttribute('disabled')).toBe(true);
    await desk.user.click(button('Put mine on top of it'));
    await waitFor(() => expect(given(desk, 'keepDraft').at(-1)).toMatchObject({ base: 2 }));
    await waitFor(() => expect(button('Publish version 3').hasAttribute('disabled')).toBe(false));
    expect(within(place()).queryByText(/since you began/)).toBeNull();
  });
});

describe('What was published before', () => {
  it('is brought back by two presses, as the next version', async () => {
    const desk = await editing();
    const past = group('What was published before');
    expect(past.textContent).toContain('Version 2 · Ben Okafor');
    await desk.user.click(within(past).getByRole('button', { name: 'Bring this back' }));
    await desk.user.click(
      within(past).getByRole('button', { name: 'Press again to publish it as version 3' }),
    );
    await screen.findByText('Version 3 is published.');
    expect(given(desk, 'publishScript')).toMatchObject([{ draftId: null, base: 2 }]);
  });

  it('shows what changed in each, in words', async () => {
    const desk = await editing();
    await desk.user.click(button('What changed in version 2'));
    const changes = await within(place()).findByRole('list', { name: 'Changes of version 2' });
    expect(changes.textContent).toContain('taken out: - Look up the parcel. Say when it left');
  });

  it('ends with a withdrawal, by two presses', async () => {
    const desk = await editing();
    await desk.user.click(button('Withdraw'));
    await desk.user.click(button(/^Press again/));
    expect(given(desk, 'withdrawScript')).toMatchObject([{ base: 2 }]);
  });
});

describe('axe', () => {
  it.each([
    ['the list', () => inScripts(ONE)],
    ['the editor', () => editing()],
  ])('finds nothing in %s', async (_, draw) => {
    await draw();
    const { violations } = await axe.run(place(), { rules: { 'color-contrast': { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});
