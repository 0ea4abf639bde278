import { describe, expect, it } from 'vitest';
import { readCsv } from './csv-records.ts';
import { World } from './fakes/desk.ts';

async function desk() {
  const ana = await new World().desk('ana').start();
  const take = async (text: string) =>
    ana.ask(ana.queue.commands.importCallbacks({ fileName: 'list.csv', text }));
  return { ana, take };
}

describe('an imported list', () => {
  it('becomes callbacks, and a second time nothing', async () => {
    const { ana, take } = await desk();
    const text = [
      'number,reason,name,priority,requested',
      '+12025550101,Test results,Ann,high,2026-10-06T09:00Z',
      '202 555 0102,Billing,"Bo, the younger",,',
    ].join('\r\n');
    expect(await take(text)).toEqual({ ok: true, value: { added: 2, known: 0, mistakes: [] } });
    expect(await take(text)).toEqual({ ok: true, value: { added: 0, known: 2, mistakes: [] } });
    await ana.world.settle();
    const list = await ana.queue.commands.listCallbacks({ view: 'team', search: '', after: null, limit: 10 });
    expect(list).toMatchObject({
      value: {
        rows: [
          { name: 'Ann', priority: 'high', requestedMs: Date.UTC(2026, 9, 6, 9), source: 'import' },
          { name: 'Bo, the younger', number: '+12025550102' },
        ],
      },
    });
    expect(ana.world.log.messages).toHaveLength(2);
  });

  it('adds nothing for somebody who waits for the same reason already', async () => {
    const { ana, take } = await desk();
    await ana.request(1, 'Test results');
    const text = 'number,reason\n+12025550101,test  results';
    expect(await take(text)).toEqual({ ok: true, value: { added: 0, known: 1, mistakes: [] } });
  });

  it('is the same at every desk of a team that shares its key', async () => {
    const world = new World();
    const importKey = new Uint8Array(32).fill(3);
    const ana = await world.desk('ana', { importKey }).start();
    const ben = await world.desk('ben', { importKey }).start();
    const file = { fileName: 'list.csv', text: 'number,reason\n+12025550101,Billing' };
    await Promise.all([ana.queue.commands.importCallbacks(file), ben.queue.commands.importCallbacks(file)]);
    await world.clock.pass(5000);
    expect(world.log.messages).toHaveLength(1);
    expect(ana.queue.state().unsent.count + ben.queue.state().unsent.count).toBe(0);
    expect(ben.queue.state().counts.team).toBe(1);
  });

  it('keeps the good lines around every bad one, which is named', async () => {
    const { take } = await desk();
    const text = [
      'Phone;Reason;Due;Colour',
      '+12025550101;Billing;;red',
      'twelve;Billing;;',
      '+12025550103;;;',
      '+12025550104;"Billing;;',
      '+12025550105;Billing;tomorrow;',
      '+12025550106;Bill"ing;;',
      '+12025550107;Billing;;;;;',
      '',
      '+12025550108;"Billing; second',
      'reminder";;',
      '+12025550109;Billing;;',
    ].join('\n');
    const report = await take(text);
    expect(report).toMatchObject({ value: { added: 3, known: 0 } });
    const { mistakes } = report.ok ? report.value : { mistakes: [] };
    expect(mistakes.map(({ line, column }) => [line, column])).toEqual([
      [1, 'Colour'],
      [3, 'number'],
      [4, 'reason'],
      [5, ''],
      [6, 'due'],
      [7, ''],
      [8, ''],
    ]);
  });

  it('is refused when it has no numbers or no reasons', async () => {
    const { take } = await desk();
    for (const text of ['', 'name\nAnn', 'number\n+12025550101', '"', '\0\0\0']) {
      expect(await take(text), text).toMatchObject({ error: { code: 'csv-invalid' } });
    }
  });

  it('of many lines leaves the thread to others all the while', async () => {
    const { take } = await desk();
    const lines = Array.from(
      { length: 2000 },
      (_, index) => `+1202555${String(index).padStart(4, '0')},Billing`,
    );
    const others = { turns: 0, isOver: false };
    const turn = (): void => {
      others.turns += 1;
      if (!others.isOver) setImmediate(turn);
    };
    const taken = take(`number,reason\n${lines.join('\n')}`);
    turn();
    expect(await taken).toMatchObject({ value: { added: 2000 } });
    others.isOver = true;
    // Two thousand lines are some hundred slices of work, on the quickest machine.
    expect(others.turns).toBeGreaterThan(20);
  });
});

describe('the reader of CSV', () => {
  it('finds the delimiter, the byte order mark and any line ending', () => {
    const read = (text: string) => [...readCsv(text)];
    expect(read('\uFEFFa\tb\r1\t2\r\n\n3\t4')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
      { line: 4, cells: ['3', '4'] },
    ]);
  });
});
