import type { DeskScene } from './desk-scenes.ts';
import { callNow } from './people.ts';
import { newScriptText } from '../../shared/script/draft-text.ts';

/** A sound script of a team, as it was and as it is. */
export const refillText = (over: Readonly<Record<string, string>> = {}): string =>
  Object.entries({
    'id: my-script': 'id: refill-by-post',
    'title: My script': 'title: Refill by post',
    'They ask for something that this script is about.': 'Their medicine comes by post and has not arrived.',
    '- Say what you can do, and by when.':
      '- Look up the parcel. Say the day it left, and the day it is due.',
    '## They cannot wait that long': '## They run out before that day',
    '- Ask what has changed.': '- Do not let them wait. [Hand over to the nurse](transfer:nurse)',
    ...over,
  }).reduce(
    (text, [from, to]) => text.replace(from, to),
    newScriptText({ reviewer: 'A. Okafor, nurse lead', today: '2026-12-01' }),
  );

const broken = () =>
  refillText({
    '# Check': '# Chek',
    'Ask them to tell you what happens next, in their words.': 'Ask them.',
    '- Let them finish. Then say back what you heard.': '- Triage them first, and [turn to Act](#akt).',
  });

const team = () => ({
  versions: {
    'en_refill-by-post': [
      refillText({ 'Say the day it left, and the day it is due.': 'Say the day it is due.' }),
      refillText(),
    ],
    en_outbreak: ['# Written for a newer app'],
    'en_old-portal': [refillText({ 'id: refill-by-post': 'id: old-portal' }), null],
  },
});
const inScripts = { state: () => ({}), place: 'scripts' } as const;
const bookOf = (standing: NonNullable<ReturnType<DeskScene['state']>['scriptBook']>['standing']) => () => ({
  scriptBook: { revision: 1, standing },
});

/** Writing scripts. */
export const authoringScenes = {
  'authoring-list': {
    ...inScripts,
    scriptBook: () => ({
      ...team(),
      drafts: [
        {
          draftId: 'en_results-late',
          text: refillText({ 'title: Refill by post': 'title: Test results are late' }),
          base: 0,
        },
        {
          draftId: 'new-7',
          text: refillText({ 'title: Refill by post': 'title: Parking is full' }),
          base: 0,
        },
      ],
    }),
  },
  'authoring-empty': { ...inScripts },
  'authoring-nothing-found': { ...inScripts, fill: [['Search the scripts', 'zebra']] },
  'authoring-reader': {
    state: bookOf({ kind: 'reader', leads: ['Ana Ruiz', 'Cleo Haas'] }),
    place: 'scripts',
    scriptBook: team,
  },
  'authoring-away': { state: bookOf({ kind: 'away' }), place: 'scripts', scriptBook: team },
  'authoring-off': {
    state: bookOf({ kind: 'off', error: { code: 'hub-misconfigured', details: { what: 'SCRIPTS' } } }),
    place: 'scripts',
    scriptBook: team,
  },
  'authoring-new': { ...inScripts, press: ['New script'] },
  'authoring-app': { ...inScripts, press: ['line:Grief'] },
  'authoring-team': {
    ...inScripts,
    scriptBook: team,
    press: ['line:Refill by post', 'What changed in version 2'],
  },
  'authoring-mistakes': {
    ...inScripts,
    scriptBook: () => ({ ...team(), drafts: [{ draftId: 'en_refill-by-post', text: broken(), base: 2 }] }),
    press: ['line:Refill by post'],
  },
  'authoring-outrun': {
    ...inScripts,
    scriptBook: () => ({
      ...team(),
      drafts: [
        { draftId: 'en_refill-by-post', text: refillText({ 'the day it left': 'when it left' }), base: 1 },
      ],
    }),
    press: ['line:Refill by post', 'What is different'],
  },
  'authoring-on-a-call': {
    state: () => ({ calls: [callNow()] }),
    place: 'scripts',
    scriptBook: team,
    press: ['line:Refill by post'],
  },
  'authoring-news': {
    state: () => ({
      notices: [
        {
          id: 'n1',
          at: Date.now(),
          error: { code: 'script-new', details: { title: 'Refill by post', version: 2, by: 'Ana Ruiz' } },
        },
        {
          id: 'n2',
          at: Date.now(),
          error: { code: 'script-unreadable', details: { id: 'outbreak', count: 1, by: 'Ana Ruiz' } },
        },
      ],
    }),
  },
} as const satisfies Record<string, DeskScene>;
