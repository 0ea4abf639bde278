/**
 * Takes pictures of every scene of the gallery: `node tests/fakes/pictures.ts [OUT] [SCENE or SHAPE…]`. Light and dark,
 * 1280x800, 1024x700 and 200 % text. Prints what the pages complained about, and fails on it.
 * In docs/pictures: scripts/ are `script-*`, `authoring-*` and `flag-*`, practice/ `practice-debrief.*`, on-a-call.png
 * `call-good.light`, ringing-dark.png `ringing.dark`, callbacks.png `callbacks-next.light`.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../chromium.ts';
import { galleryPage, openScene, SCENE_NAMES, type Shape } from './gallery-scene.ts';
import { sceneUrl, serveGallery, type GalleryServer, type Theme } from './gallery-server.ts';

interface Look extends Shape {
  name: string;
  theme: Theme;
}
const ALL: readonly Look[] = [
  { name: 'light', theme: 'light', width: 1280, height: 800, text: 100 },
  { name: 'dark', theme: 'dark', width: 1280, height: 800, text: 100 },
  { name: 'small', theme: 'light', width: 1024, height: 700, text: 100 },
  { name: 'text-200', theme: 'light', width: 1280, height: 800, text: 200 },
  { name: 'forced', theme: 'dark', width: 1280, height: 800, text: 100, hasForcedColours: true },
];

const [out = 'out/pictures', ...wanted] = process.argv.slice(2);
const isShape = (word: string) => ALL.some(({ name }) => name === word);
const shapes = wanted.some(isShape) ? ALL.filter(({ name }) => wanted.includes(name)) : ALL;
const named = wanted.filter((word) => !isShape(word));
const scenes = named.length > 0 ? named : SCENE_NAMES;
const server = await serveGallery();
const browser = await launchChromium();
try {
  const complaints = [];
  for (const shape of shapes) complaints.push(...(await takeAll(browser, server, shape)));
  for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
  process.exitCode = complaints.length > 0 ? 1 : 0;
} finally {
  await browser.close();
  await server.close();
}

async function takeAll(from: Browser, gallery: GalleryServer, shape: Look): Promise<string[]> {
  const complaints: string[] = [];
  let scene = '';
  const page = await galleryPage(from, shape, (words) => complaints.push(`${scene}: ${words}`));
  await mkdir(out, { recursive: true });
  for (scene of scenes) {
    await openScene(page, sceneUrl(gallery.address, scene, shape.theme), scene);
    await page.screenshot({ path: join(out, `${scene}.${shape.name}.png`) });
  }
  await page.close();
  return complaints;
}
