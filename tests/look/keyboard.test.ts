import { describe, expect, it } from 'vitest';
import { look, NORMAL } from './look.ts';

const WORKED = [
  'sign-in-ready',
  'idle-ready',
  'ringing',
  'call-good',
  'call-transfer',
  'call-consult',
  'settings',
  'settings-hub',
  'settings-pin',
  'callbacks-next',
  'callbacks-in-hand',
  'callbacks-new',
  'callbacks-import',
  'call-with-callback',
  'offer-in-callbacks',
  'authoring-list',
  'authoring-mistakes',
  'authoring-outrun',
];

const desk = look(NORMAL);

describe('by keyboard alone', () => {
  it.each(WORKED)('every control of %s is reached by Tab and shows that it has the focus', async (scene) => {
    await desk.open(scene, 'light');
    await desk.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    const wanted = await stops();
    const reached = new Set<string>();
    for (let step = 0; step < wanted.length + 2; step += 1) {
      await desk.page.keyboard.press('Tab');
      const here = await focused();
      // Past the last control the focus leaves the page, and begins at its top again.
      if (!here) continue;
      reached.add(here.name);
      expect(here.hasRing, `${here.name} shows no focus ring`).toBe(true);
    }
    expect(wanted.filter((name) => !reached.has(name))).toEqual([]);
  });
});

/** Every control that can be used; of a radio group the one that is chosen, which stands for all. */
async function stops(): Promise<string[]> {
  return desk.page.evaluate(() => {
    const controls = [
      ...document.querySelectorAll<HTMLButtonElement | HTMLInputElement>(
        '#root :is(button, input, textarea, select, [role="listbox"])',
      ),
    ];
    return controls
      .filter((control) => !control.disabled && control.tabIndex !== -1 && control.checkVisibility())
      .filter((control) => control.type !== 'radio' || ('checked' in control && control.checked))
      .map((control) => control.getAttribute('aria-label') ?? control.textContent + control.id);
  });
}

/** The element in focus (null when it is none), and whether it or the box around it wears an outline. */
async function focused(): Promise<{ name: string; hasRing: boolean } | null> {
  return desk.page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const wears = (at: Element | null): boolean => {
      if (!at) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    };
    const hasRing = wears(element) || wears(element.parentElement) || wears(element.closest('label'));
    return { name: element.getAttribute('aria-label') ?? element.textContent + element.id, hasRing };
  });
}
