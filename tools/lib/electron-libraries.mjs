import { existsSync } from 'node:fs';
import { capture } from './run.mjs';
import { Stop } from './say.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** What Electron's Linux runtime links and a bare Debian 12 has not. */
const DEBIAN = [
  'libasound2',
  'libatk-bridge2.0-0',
  'libatk1.0-0',
  'libatspi2.0-0',
  'libcairo2',
  'libcups2',
  'libdbus-1-3',
  'libdrm2',
  'libexpat1',
  'libgbm1',
  'libglib2.0-0',
  'libgtk-3-0',
  'libnspr4',
  'libnss3',
  'libpango-1.0-0',
  'libx11-6',
  'libxcb1',
  'libxcomposite1',
  'libxdamage1',
  'libxext6',
  'libxfixes3',
  'libxkbcommon0',
  'libxrandr2',
];

/**
 * Makes sure that every shared library of the runtime is found.
 * @param {string} runtime
 */
export async function ensureElectronLibraries(runtime) {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/ldd')) return;
  if ((await missing(runtime)).length === 0) return;
  await ensureSystemPackages([
    {
      what: 'The libraries that Electron needs',
      debian: DEBIAN,
      elsewhere: {
        dnf: 'gtk3 nss alsa-lib mesa-libgbm libXcomposite libXdamage libXrandr at-spi2-atk cups-libs',
      },
    },
  ]);
  const still = await missing(runtime);
  if (still.length > 0)
    throw new Stop(`Electron needs libraries that are not installed: ${still.join(', ')}`);
}

/** @param {string} runtime */
async function missing(runtime) {
  const { output } = await capture('ldd', [runtime]);
  return [...output.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name]) => String(name));
}
