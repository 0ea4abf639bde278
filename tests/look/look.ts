import type { Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { launchChromium } from '../chromium.ts';
import { galleryPage, openScene, standStill, type Shape } from '../fakes/gallery-scene.ts';
import { sceneUrl, type Theme } from '../fakes/gallery-server.ts';

export const NORMAL: Shape = { width: 1280, height: 800, text: 100 };

/** One page of the gallery for a file of tests, or for a group of them. */
export interface Look {
  readonly page: Page;
  /** What the page complained about since the last time, above all what the CSP refused: such a page would be broken in the app. */
  complaints(): string[];
  open(scene: string, theme: Theme): Promise<void>;
  /** The window is made larger or smaller while the scene stands. */
  resize(shape: Pick<Shape, 'width' | 'height'>): Promise<void>;
}

export function look(shape: Shape): Look {
  const address = inject('gallery');
  const heard: string[] = [];
  let page: Page | undefined;
  let end: () => Promise<void> = () => Promise.resolve();
  const opened = (): Page => {
    if (!page) throw new Error('The page opens before the first test.');
    return page;
  };
  beforeAll(async () => {
    const browser = await launchChromium();
    end = () => browser.close();
    page = await galleryPage(browser, shape, (words) => heard.push(words));
  });
  afterAll(() => end());
  return {
    get page() {
      return opened();
    },
    complaints: () => heard.splice(0),
    async open(scene, theme) {
      const { width, height } = shape;
      await opened().setViewportSize({ width, height });
      await openScene(opened(), sceneUrl(address, scene, theme), scene);
    },
    async resize(size) {
      await opened().setViewportSize(size);
      await standStill(opened());
    },
  };
}
