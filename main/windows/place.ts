export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const SMALLEST = { width: 1024, height: 700 } as const;
const FIRST = { width: 1280, height: 820 } as const;
/** So much of a window must be on a screen that it can be taken and moved. */
const GRIP_PX = 120;

/**
 * Where a window opens: where it was last, unless that screen is gone.
 * @param screens work areas of all screens
 */
export function placeFor(
  last: Place | undefined,
  screens: readonly Place[],
): { x?: number; y?: number; width: number; height: number } {
  if (!last) return FIRST;
  const size = {
    width: Math.max(SMALLEST.width, Math.round(last.width)),
    height: Math.max(SMALLEST.height, Math.round(last.height)),
  };
  const isReachable = screens.some(
    (screen) =>
      overlap(last.x, last.width, screen.x, screen.width) >= GRIP_PX &&
      last.y >= screen.y - 8 &&
      last.y <= screen.y + screen.height - GRIP_PX,
  );
  return isReachable ? { x: Math.round(last.x), y: Math.round(last.y), ...size } : size;
}

function overlap(a: number, aLength: number, b: number, bLength: number): number {
  return Math.min(a + aLength, b + bLength) - Math.max(a, b);
}
