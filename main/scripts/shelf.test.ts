import { describe, expect, it } from 'vitest';
import { shelfOf } from './fakes/sample-shelf.ts';

const script = (id: string, more = '', body = '# Open\n\n- Hello.\n') => ({ id, title: id, more, body });
const chips = (id: string, language: string, title: string) => ({
  id,
  title: id,
  language,
  more: 'kind: chips',
  body: `# Chips\n\n## ${title}\n\n- Wait.\n`,
});
const card = (id: string, language = 'en') => ({
  id,
  title: id,
  language,
  more: 'kind: red-flag\ncall: emergency',
  body: '# Signs\n\n- Fear.\n\n# Do\n\n- Stay.\n',
});

describe('An open script', () => {
  it('has its own chips, then those of its language that it does not replace', () => {
    const own = script(
      'late',
      '',
      '# Open\n\n- Hello.\n\n# Chips\n\n## ANGRY\n\n- Agree.\n\n## Tired\n\n- Wait.\n',
    );
    const common = {
      ...chips('emotions', 'en', 'Angry'),
      body: '# Chips\n\n## Angry\n\n- Wait.\n\n## Silent\n\n- Wait.\n',
    };
    const open = shelfOf([own, common, chips('gefuehle', 'de', 'Wütend')]).open({
      id: 'late',
      language: 'en',
    });
    expect(open?.chips.map(({ title }) => title)).toEqual(['ANGRY', 'Tired', 'Silent']);
  });

  it('has every card one key away, those that it names first', () => {
    const shelf = shelfOf([script('late', 'red-flags: [violence]'), card('emergency'), card('violence')]);
    expect(shelf.open({ id: 'late', language: 'en' })?.cards.map(({ id }) => id)).toEqual([
      'violence',
      'emergency',
    ]);
  });

  it('has its cards in its own language where they are there, and in English where not', () => {
    const shelf = shelfOf([
      { ...script('late'), language: 'fr' },
      card('emergency'),
      card('emergency', 'fr'),
      card('violence'),
    ]);
    const open = shelf.open({ id: 'late', language: 'fr' });
    expect(open?.cards.map(({ id, language }) => `${id} ${language}`)).toEqual([
      'emergency fr',
      'violence en',
    ]);
  });

  it('is the one in the nearest language, and none where there is none', () => {
    const shelf = shelfOf([script('late')]);
    expect(shelf.open({ id: 'late', language: 'fr' })?.script.language).toBe('en');
    expect(shelf.open({ id: 'gone', language: 'en' })).toBeNull();
  });
});

describe('A team’s own script', () => {
  const own = (title: string) => shelfOf([{ ...script('late'), title }]).page(0, 1).scripts;
  const titles = (shelf: ReturnType<typeof shelfOf>) => shelf.page(0, 10).scripts.map(({ title }) => title);

  it('takes the place of the one of the app with its id and language, and gives it back', () => {
    const shelf = shelfOf([script('late'), script('grief')]);
    shelf.setOwn(own('Our own'));
    expect(titles(shelf)).toEqual(['grief', 'Our own']);
    expect(shelf.open({ id: 'late', language: 'en' })?.script.title).toBe('Our own');
    shelf.setOwn([]);
    expect(titles(shelf)).toEqual(['grief', 'late']);
  });
});
