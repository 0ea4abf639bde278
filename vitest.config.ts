import { defineConfig } from 'vitest/config';
import { scriptsPlugin } from './tools/lib/scripts-plugin.mjs';

const slow = { testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false, maxWorkers: 1 };
const reporters = ['default'];

/** Unit tests beside the code are one project; each folder of tests/ that needs a server or a browser is another. */
export default defineConfig({
  plugins: [scriptsPlugin()],
  test: {
    reporters,
    // Of the tests that run beside each other in one file, the faults are the most: four keep two cores busy and no more.
    maxConcurrency: 4,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            '{shared,main,preload,renderer}/**/*.test.{ts,tsx}',
            'tools/**/*.test.{mjs,ts}',
            'tests/architecture/**/*.test.ts',
          ],
          maxWorkers: 2,
          // A busy machine is no failure: what hangs is ended, what is slow is not.
          testTimeout: 30_000,
        },
      },
      { extends: true, test: { name: 'host', include: ['tests/host/**/*.test.ts'], ...slow } },
      {
        extends: true,
        // Each step of the hub tool is a process of its own, as for whoever types it.
        test: { name: 'hub', include: ['tests/hub/**/*.test.ts'], ...slow, testTimeout: 180_000 },
      },
      { extends: true, test: { name: 'pbx', include: ['tests/pbx/**/*.test.ts'], ...slow } },
      { extends: true, test: { name: 'line', include: ['tests/line/**/*.test.ts'], ...slow } },
      { extends: true, test: { name: 'practice', include: ['tests/practice/**/*.{test,spec}.ts'], ...slow } },
      {
        extends: true,
        test: {
          name: 'look',
          include: ['tests/look/**/*.test.ts'],
          globalSetup: 'tests/look/gallery-set-up.ts',
          ...slow,
          // Nothing here is about time.
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
      { extends: true, test: { name: 'desk', include: ['tests/desk/**/*.test.ts'], ...slow } },
      { extends: true, test: { name: 'faults', include: ['tests/faults/**/*.test.ts'], ...slow } },
    ],
  },
});
