import { describe, expect, it } from 'vitest';
import { SCENE_NAMES } from '../fakes/gallery-scene.ts';
import { cutOff } from './cut-off.ts';
import { look, NORMAL } from './look.ts';

const large = look({ ...NORMAL, text: 200 });

describe('at 200 % text', () => {
  it.each(SCENE_NAMES)('%s keeps everything within the window', async (scene) => {
    await large.open(scene, 'light');
    expect(await cutOff(large.page)).toEqual([]);
  });
});
