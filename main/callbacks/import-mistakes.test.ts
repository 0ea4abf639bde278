import { expect, it } from 'vitest';
import { World } from './fakes/desk.ts';

const HEADER = 'number,reason,name,language,priority,timezone,due,window_from,window_until,requested,note';
const GOOD_NUMBERS = Array.from({ length: 100 }, (_, last) => `+120255501${String(last).padStart(2, '0')}`);

/** A line with these cells; the others are empty. */
function line(cells: Partial<Record<string, string>>): string {
  const all = { number: '+12025550199', reason: 'Billing', ...cells };
  return HEADER.split(',')
    .map((column) => (all as Record<string, string | undefined>)[column] ?? '')
    .join(',');
}

/** What may be wrong with a line, the line, and the columns that are named for it. */
const KINDS: readonly (readonly [string, string, readonly string[]])[] = [
  ['no number', line({ number: '' }), ['number']],
  ['a word for a number', line({ number: 'twelve' }), ['number']],
  ['a number that is too short', line({ number: '+1202' }), ['number']],
  ['a number that is too long', line({ number: '+12025550100123456' }), ['number']],
  ['one digit', line({ number: '7' }), ['number']],
  ['a number that a spreadsheet rounded', line({ number: '1.20256E+10' }), ['number']],
  ['a formula of a spreadsheet', line({ number: '=A1' }), ['number']],
  ['two numbers in one cell', line({ number: '+12025550101 +12025550102' }), ['number']],
  ['an address for a number', line({ number: 'sip:ada@clinic.example' }), ['number']],
  ['no reason', line({ reason: '' }), ['reason']],
  ['a reason of spaces', line({ reason: '   ' }), ['reason']],
  ['a reason that goes on for ever', line({ reason: 'x'.repeat(201) }), ['reason']],
  ['a name that goes on for ever', line({ name: 'x'.repeat(201) }), ['name']],
  [
    'a language that is a sentence',
    line({ language: 'whatever the family at home speaks best' }),
    ['language'],
  ],
  ['a note longer than a note', line({ note: 'x'.repeat(4001) }), ['note']],
  ['a priority that there is not', line({ priority: 'soonish' }), ['priority']],
  ['a priority in figures', line({ priority: '1' }), ['priority']],
  ['a zone that there is not', line({ timezone: 'Mars/Olympus' }), ['timezone']],
  ['a zone as an offset', line({ timezone: '+02:00' }), ['timezone']],
  ['a day in words', line({ due: 'tomorrow' }), ['due']],
  ['a day written the American way', line({ due: '03/10/2026' }), ['due']],
  ['a day that no month has', line({ due: '2026-02-30' }), ['due']],
  ['an hour that no day has', line({ due: '2026-03-10 25:00' }), ['due']],
  ['a minute that no hour has', line({ due: '2026-03-10 10:75' }), ['due']],
  ['asked for in the future', line({ requested: '2999-01-01T00:00Z' }), ['requested']],
  ['asked for in words', line({ requested: 'last week' }), ['requested']],
  ['a window without an end', line({ window_from: '2026-12-01 10:00' }), ['window_until']],
  ['a window without a start', line({ window_until: '2026-12-01 10:00' }), ['window_from']],
  [
    'a window that ends before it starts',
    line({ window_from: '2026-12-01 10:00', window_until: '2026-12-01 09:00' }),
    ['window_until'],
  ],
  ['a quote that nobody closes', line({ name: '"Ada' }), ['']],
  ['a quote inside a cell', line({ name: 'A"d"a' }), ['']],
  ['letters after a quote', line({ name: '"Ada" B' }), ['']],
  ['more cells than columns', `${line({})},more`, ['']],
  ['one cell alone', 'nothing but this', ['number', 'reason']],
  ['nothing but commas', ',,,,,,,,,,', ['number', 'reason']],
  ['nothing that can be read', '\u0000\u0001\u0002', ['number', 'reason']],
  ['three mistakes at once', line({ number: 'x', priority: 'y', due: 'z' }), ['number', 'due', 'priority']],
];

it(`of a list with ${KINDS.length} kinds of broken lines, every one is named with its reason, and every good line is kept`, async () => {
  const ana = await new World().desk('ana').start();
  const good = (at: number) => line({ number: GOOD_NUMBERS[at] ?? '', name: `Patient ${at}` });
  const text = [HEADER, good(0), ...KINDS.flatMap(([, broken], at) => [broken, good(at + 1)])].join('\r\n');
  const take = () => ana.ask(ana.queue.commands.importCallbacks({ fileName: 'list.csv', text }));
  const report = await take();
  expect(report).toMatchObject({ ok: true, value: { added: KINDS.length + 1, known: 0 } });
  const mistakes = report.ok ? report.value.mistakes : [];
  for (const [at, [kind, , columns]] of KINDS.entries()) {
    const named = mistakes.filter((mistake) => mistake.line === 3 + 2 * at);
    expect(new Set(named.map(({ column }) => column)), kind).toEqual(new Set(columns));
    for (const { expected, found } of named) {
      expect(expected, kind).not.toBe('');
      expect(found.length, kind).toBeLessThanOrEqual(60);
    }
  }
  expect(mistakes).toHaveLength(KINDS.flatMap(([, , columns]) => columns).length);
  expect(await take()).toMatchObject({ ok: true, value: { added: 0, known: KINDS.length + 1 } });
});
