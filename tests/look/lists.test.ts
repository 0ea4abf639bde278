import { describe, expect, it } from 'vitest';
import type { FakeDesk } from '../fakes/desk-bridge.ts';
import { ringingCall } from '../fakes/people.ts';
import { look, NORMAL } from './look.ts';

const desk = look(NORMAL);

describe('a list of thousands', () => {
  it('is walked by keys, and the row that they are on is in view', async () => {
    await desk.open('callbacks-thousands', 'light');
    const list = desk.page.getByRole('listbox', { name: 'People who wait' });
    await list.focus();
    const height = () => list.evaluate(({ scrollHeight }) => scrollHeight);
    const firstPage = await height();
    await desk.page.keyboard.press('End');
    await expect.poll(height).toBeGreaterThan(firstPage);
    for (const key of ['PageDown', 'PageDown', 'ArrowUp', 'ArrowDown']) {
      await desk.page.keyboard.press(key);
      await expect.poll(isActiveInView).toBe(true);
    }
    // Beyond the first page, of 30; only what is seen is drawn.
    const active = await list.evaluate((element) => element.getAttribute('aria-activedescendant'));
    expect(Number(active?.split('-').at(-1))).toBeGreaterThan(30);
    expect(await desk.page.getByRole('option').count()).toBeLessThan(40);
  });

  async function isActiveInView(): Promise<boolean> {
    return desk.page.evaluate(() => {
      const list = document.querySelector('[role="listbox"]');
      const active = document.getElementById(list?.getAttribute('aria-activedescendant') ?? '');
      if (!list || !active) return false;
      const [outer, inner] = [list.getBoundingClientRect(), active.getBoundingClientRect()];
      return active.ariaSelected === 'true' && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 9;
    });
  }
});

describe('a call that begins to ring while a list is open', () => {
  const ring = () =>
    desk.page.evaluate((call) => {
      const { fake } = window as unknown as { fake: FakeDesk };
      fake.push({ calls: [...fake.state().calls, call] });
    }, ringingCall());
  const given = () =>
    desk.page.evaluate(() => (window as unknown as { fake: FakeDesk }).fake.given.map(({ name }) => name));

  it.each([
    ['idle-ready', 'Break', 'menu'],
    ['history-on-call', 'Break', 'menu'],
    ['settings', /Microphone/, 'listbox'],
  ] as const)('in %s is within reach, and answered by one press', async (scene, opener, list) => {
    await desk.open(scene, 'light');
    await desk.page.getByRole('button', { name: opener }).click();
    await desk.page.getByRole(list).waitFor();
    await ring();
    const alert = desk.page.getByRole('alert', { name: 'Incoming call' });
    await alert.waitFor();
    expect(await alert.evaluate((element) => element.closest('[inert], [aria-hidden="true"]'))).toBeNull();
    expect(await desk.page.getByRole(list).count()).toBe(1);
    await alert.getByRole('button', { name: /answer/i }).click({ timeout: 10_000 });
    expect((await given()).filter((name) => name === 'answer')).toHaveLength(1);
    await desk.page.getByRole(list).waitFor({ state: 'hidden' });
  });
});
