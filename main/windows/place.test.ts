import { describe, expect, it } from 'vitest';
import { placeFor } from './place.ts';

const screen = { x: 0, y: 24, width: 1920, height: 1056 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };

describe('where a window opens', () => {
  it('is the middle of the screen the first time', () => {
    expect(placeFor(undefined, [screen])).toEqual({ width: 1280, height: 820 });
  });

  it('is where it was last', () => {
    const last = { x: 1950.4, y: 30, width: 1100, height: 800 };
    expect(placeFor(last, [screen, second])).toEqual({ x: 1950, y: 30, width: 1100, height: 800 });
  });

  it('is the middle again, in the same size, when that screen is gone', () => {
    const last = { x: 1950, y: 30, width: 1100, height: 800 };
    expect(placeFor(last, [screen])).toEqual({ width: 1100, height: 800 });
    expect(placeFor({ ...last, x: 0, y: -500 }, [screen])).toEqual({ width: 1100, height: 800 });
    expect(placeFor({ ...last, x: 0, y: 1000 }, [screen])).toEqual({ width: 1100, height: 800 });
  });

  it('is never smaller than the desk can be', () => {
    expect(placeFor({ x: 0, y: 24, width: 10, height: 10 }, [screen])).toMatchObject({
      width: 1024,
      height: 700,
    });
  });
});
