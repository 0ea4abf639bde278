import { beforeAll, describe, expect, it } from 'vitest';
import { SCENE_NAMES } from '../fakes/gallery-scene.ts';
import { cutOff } from './cut-off.ts';
import { look, NORMAL } from './look.ts';
import { violations } from './violations.ts';

/** The success criteria of WCAG 2.2, levels A and AA, that a machine can judge. */
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SMALL = { width: 1024, height: 700 };

const light = look(NORMAL);

describe.each(SCENE_NAMES)('%s in light colours', (scene) => {
  beforeAll(() => light.open(scene, 'light'));

  it('breaks no rule of WCAG 2.2 AA', async () => {
    expect(await violations(light, { type: 'tag', values: WCAG })).toEqual([]);
  });

  it('keeps everything within a window made as small as 1024x700', async () => {
    await light.resize(SMALL);
    expect(await cutOff(light.page)).toEqual([]);
  });
});
