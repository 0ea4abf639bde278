import { describe, expect, it } from 'vitest';
import { chooseScript, inLanguage, type CallFacts, type Choosable } from './choose.ts';

const script = (id: string, when: Choosable['when'], language = 'en'): Choosable => ({ id, language, when });
const SCRIPTS: Choosable[] = [
  script('any-call', { any: true }),
  script('outgoing', { outgoing: true }),
  script('opening', { callback: true }),
  script('results', { queues: ['result', 'lab'], reasons: ['test result'] }),
  script('results', { queues: ['result', 'lab'], reasons: ['test result'] }, 'es'),
  script('billing', { queues: ['billing'], numbers: ['+15550100'] }),
  script('late-bill', { queues: ['late billing'] }),
  script('crisis', { crisis: true }),
  script('by-hand', null),
];
const facts = (known: Partial<CallFacts> = {}): CallFacts => ({
  direction: 'incoming',
  queue: null,
  callback: null,
  isCrisis: false,
  practice: null,
  language: 'en',
  ...known,
});
const chosen = (known: Partial<CallFacts>) => {
  const choice = chooseScript(SCRIPTS, facts(known));
  return choice && `${choice.script.language}/${choice.script.id} by ${Object.values(choice.rule).join(' ')}`;
};

describe('The script that opens by itself', () => {
  it.each<[string, Partial<CallFacts>, string]>([
    [
      'fits the queue, whatever the case, by the beginning of a word',
      { queue: 'RESULTS line' },
      'en/results by queue result',
    ],
    ['fits the queue with accents', { queue: 'Línea de Lab' }, 'en/results by queue lab'],
    ['does not fit the middle of a word', { queue: 'Collaboration' }, 'en/any-call by any'],
    [
      'has the longer word, where several fit',
      { queue: 'Late billing desk' },
      'en/late-bill by queue late billing',
    ],
    ['fits the number before the queue’s name', { queue: '+15550100' }, 'en/billing by number +15550100'],
    ['fits the number written without its plus', { queue: '15550100' }, 'en/billing by number +15550100'],
    [
      'fits the reason of a callback',
      { direction: 'outgoing', callback: { reason: 'Test results, again' } },
      'en/results by reason test result',
    ],
    [
      'is that of any callback, where the reason says nothing',
      { direction: 'outgoing', callback: { reason: 'Other' } },
      'en/opening by callback',
    ],
    ['is that of a call placed by hand', { direction: 'outgoing' }, 'en/outgoing by outgoing'],
    ['is the general one of an unknown call', {}, 'en/any-call by any'],
    ['is the general one of an unknown queue', { queue: 'Front desk' }, 'en/any-call by any'],
    ['is in the patient’s language', { queue: 'Results', language: 'es' }, 'es/results by queue result'],
    [
      'is in a neighbour of the patient’s language',
      { queue: 'Results', language: 'es-MX' },
      'es/results by queue result',
    ],
    [
      'is in English, where the patient’s is not there',
      { queue: 'Results', language: 'fr' },
      'en/results by queue result',
    ],
    ['is the crisis one before anything else', { queue: 'Results', isCrisis: true }, 'en/crisis by crisis'],
  ])('%s', (_, known, choice) => {
    expect(chosen(known)).toBe(choice);
  });

  it('is none where there is none', () => {
    expect(chooseScript([script('by-hand', null)], facts())).toBeNull();
  });

  it('does not depend on the order in which files were read', () => {
    const known = facts({ queue: 'Late billing results' });
    const backwards = SCRIPTS.map((_, index) => SCRIPTS[SCRIPTS.length - 1 - index] ?? script('none', null));
    expect(chooseScript(backwards, known)).toEqual(chooseScript(SCRIPTS, known));
  });
});

describe('One of several languages', () => {
  it.each([
    ['fr', ['en', 'fr'], 'fr'],
    ['pt-BR', ['en', 'pt'], 'pt'],
    ['de', ['fr', 'en'], 'en'],
    ['de', ['fr'], 'fr'],
  ])('for %s of %s is %s', (wanted, there, language) => {
    expect(
      inLanguage(
        there.map((one) => ({ language: one })),
        wanted,
      )?.language,
    ).toBe(language);
  });

  it('is none of none', () => {
    expect(inLanguage([], 'en')).toBeNull();
  });
});
