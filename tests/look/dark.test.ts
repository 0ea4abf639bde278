import { describe, expect, it } from 'vitest';
import { SCENE_NAMES } from '../fakes/gallery-scene.ts';
import { look, NORMAL } from './look.ts';
import { violations } from './violations.ts';

const dark = look(NORMAL);

describe('in dark colours', () => {
  it.each(SCENE_NAMES)('%s has the contrast of WCAG 2.2 AA', async (scene) => {
    await dark.open(scene, 'dark');
    expect(await violations(dark, { type: 'rule', values: ['color-contrast'] })).toEqual([]);
  });
});
