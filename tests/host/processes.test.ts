import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../pbx/until.ts';
import { Fixture } from './fixture/run-fixture.ts';

interface Metric {
  readonly pid: number;
  readonly type: string;
  readonly memory: { workingSetSize: number };
}

describe('Processes', () => {
  let app: Fixture;
  beforeAll(async () => {
    app = await Fixture.start();
    await app.ask('open', 'second', 'app://second/', { show: false });
  });
  afterAll(() => app.close());

  const pid = (name: string): Promise<number> => app.ask<number>('pid', name);
  const isRunning = (process: number): boolean => existsSync(`/proc/${process}`);

  it('are one for each origin, and main knows their numbers', async () => {
    const pids = [await pid('first'), await pid('second')];
    expect(new Set(pids).size).toBe(2);
    for (const one of pids) expect(readFileSync(`/proc/${one}/cmdline`, 'utf8')).toContain('--type=renderer');
  });

  it('are listed with their memory by getAppMetrics', async () => {
    const metrics = await app.ask<Metric[]>('metrics');
    const tabs = metrics.filter(({ type }) => type === 'Tab').map((metric) => metric.pid);
    expect(new Set(tabs)).toEqual(new Set([await pid('first'), await pid('second')]));
    expect(metrics.find(({ type }) => type === 'Browser')?.pid).toBe(app.process.pid);
    expect(metrics.some(({ type }) => type === 'GPU')).toBe(true);
    for (const { memory } of metrics) expect(memory.workingSetSize).toBeGreaterThan(1000);
  });

  it('end when their window goes to another origin', async () => {
    const before = await pid('second');
    await app.ask('load', 'second', 'app://third/');
    await app.page('third');
    expect(await pid('second')).not.toBe(before);
    await until('the old process to end', () => !isRunning(before));
  });

  it('end when a window in the same place goes from one page to the other and closes', async () => {
    await app.ask('open', 'fourth', 'app://fourth/');
    const before = await pid('fourth');
    await app.ask('close', 'fourth');
    await until('the old process to end', () => !isRunning(before));
  });

  it('that crash are reported, and the window can load again', async () => {
    await app.ask('load', 'second', 'app://second/');
    const before = await pid('second');
    await app.ask('crash', 'second');
    const [id, details] = await until('the crash to be reported', async () =>
      (await app.seen('gone')).at(-1),
    );
    expect([id, details]).toMatchObject([2, { reason: 'crashed' }]);
    expect(isRunning(before)).toBe(false);
    await app.ask('reload', 'second');
    const page = await until('the page to be there again', async () =>
      (await app.pages()).find((one) => one.url() === 'http://second.localhost/'),
    );
    expect((await page.evaluate(() => fixture.sender())).id).toBe(2);
  });

  it('that are killed are reported as killed', async () => {
    process.kill(await pid('second'), 'SIGKILL');
    const killed = await until('the end to be reported', async () => {
      const gone = await app.seen('gone');
      return gone.length > 1 && gone.at(-1);
    });
    expect(killed).toMatchObject([2, { reason: 'killed' }]);
  });
});
