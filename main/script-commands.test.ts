import { describe, expect, it } from 'vitest';
import type { Desk } from './desk.ts';
import { scriptCommandHandlers } from './script-commands.ts';
import { shelfOf } from './scripts/fakes/sample-shelf.ts';

const PORTAL = { name: 'telehealth', url: 'https://video.example.org/room' };
const LINKED = {
  id: 'video',
  title: 'Video',
  body: '# Open\n\n- [Room](page:telehealth), [Lost](page:lost), [Help](https://help.example.org/a)\n',
};

function stage() {
  const opened: string[] = [];
  const rules = { pages: [PORTAL] };
  const commands = scriptCommandHandlers({
    desk: () => ({ rules, scripts: { opened: () => null } }) as unknown as Desk,
    scripts: shelfOf([LINKED, { ...LINKED, id: 'another', title: 'Another', body: '# Open\n\n- Hello.\n' }]),
    openPage: (url) => void opened.push(url),
  });
  const open = (id: string, to: Parameters<typeof commands.openScriptPage>[0]['to']) =>
    commands.openScriptPage({ script: { id, language: 'en' }, to });
  return { commands, opened, open };
}

describe('A page that a script names', () => {
  it('opens in the browser, by the profile or by its address', () => {
    const { opened, open } = stage();
    expect(open('video', { kind: 'page', name: 'telehealth' })).toEqual({ ok: true });
    expect(open('video', { kind: 'web', url: 'https://help.example.org/a' })).toEqual({ ok: true });
    expect(opened).toEqual([PORTAL.url, 'https://help.example.org/a']);
  });

  it.each([
    ['the profile does not know', 'video', { kind: 'page', name: 'lost' }],
    ['no link of the script leads to', 'video', { kind: 'web', url: 'https://evil.example.org/' }],
    ['another script leads to', 'another', { kind: 'page', name: 'telehealth' }],
    ['no script leads to', 'gone', { kind: 'web', url: 'https://help.example.org/a' }],
  ] as const)('stays shut where it is one that %s', (_, id, to) => {
    const { opened, open } = stage();
    expect(open(id, to)).toMatchObject({ ok: false, error: { code: 'page-unknown' } });
    expect(opened).toEqual([]);
  });
});

describe('The list of scripts', () => {
  it('comes by page, by title, with all that is searched in', () => {
    const { commands } = stage();
    const first = commands.listScripts({ from: 0, limit: 1 });
    expect(first).toMatchObject({
      ok: true,
      value: { more: true, lines: [{ id: 'another', title: 'Another' }] },
    });
    expect(commands.listScripts({ from: 1, limit: 1 })).toMatchObject({
      value: { more: false, lines: [{ id: 'video', text: expect.stringContaining('room lost help') }] },
    });
  });

  it('and the scripts are nobody’s while nobody is signed in', () => {
    const none = scriptCommandHandlers({
      desk: () => null,
      scripts: shelfOf([LINKED]),
      openPage: () => undefined,
    });
    const script = { id: 'video', language: 'en' };
    const refused = { ok: false, error: { code: 'not-allowed' } };
    expect(none.listScripts({ from: 0, limit: 1 })).toEqual(refused);
    expect(none.chooseScript({ subjectId: 'a', script })).toEqual(refused);
    expect(none.openScriptPage({ script, to: { kind: 'page', name: 'telehealth' } })).toEqual(refused);
  });
});
