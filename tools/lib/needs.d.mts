import type { Need } from './system-packages.mjs';

/** The Chromium that the tests run in: HEARTHLINE_CHROMIUM, else what the path or the usual places have. */
export function findChromium(): string | undefined;
export const chromium: Need;
/** A bare machine has no font, and text would be boxes. */
export const fonts: Need;
/** A display for Electron on a machine without one. */
export const virtualDisplay: Need;
/** The unit tests of the look at a server make its certificates with it. */
export const openssl: Need;
/** What tests/pbx needs, from its own list. A Stop where there is none of it. */
export function testPbx(): Need[];
/** The hub's tests fetch their nats-server themselves. A Stop where they cannot. */
export function natsServer(): Need[];
