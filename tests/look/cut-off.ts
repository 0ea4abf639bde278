import type { Page } from 'playwright-core';

/** Words that stand beyond the window's edge or their box's, sideways, and do not end in an ellipsis. */
export async function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isOutside = (element: Element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 1 && (left < -0.5 || right > innerWidth + 0.5);
    };
    const isClipped = (element: Element) =>
      element.clientWidth > 1 &&
      element.scrollWidth > element.clientWidth + 1 &&
      getComputedStyle(element).overflowX !== 'visible' &&
      getComputedStyle(element).textOverflow !== 'ellipsis' &&
      element.tagName !== 'INPUT';
    const hasWords = (element: Element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
    const all = [...document.querySelectorAll('#root, #root *')];
    return all
      .filter((element) => (hasWords(element) && isOutside(element)) || isClipped(element))
      .map((element) => `${element.className}: ${element.textContent?.slice(0, 60) ?? ''}`);
  });
}
