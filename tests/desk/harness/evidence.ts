import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, type TestContext } from 'vitest';
import type { App } from './launch.ts';

const FAILURES = join(import.meta.dirname, '../../../out/test-failures');
const NAME_LENGTH = 100;

/** Apps that run now; a test that fails may have used any of them. */
const running = new Set<App>();
const saved = new WeakSet<TestContext['task']>();

export function watchApp(app: App): void {
  running.add(app);
}

export function forgetApp(app: App): void {
  running.delete(app);
}

/** Saves what was on the screen, what the app printed and what it logged, for whoever reads about a failure. */
async function saveEvidence(app: App, dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'output.txt'), app.output());
  const logs = join(app.userData, 'logs');
  if (existsSync(logs)) cpSync(logs, join(dir, 'logs'), { recursive: true });
  await app.desk().screenshot({ path: join(dir, 'desk.png') });
}

/** Saves it when the test has failed. Call this before anything is tidied away: once a test, the first call counts. */
export async function saveIfFailed({ task }: TestContext): Promise<void> {
  if (task.result?.state !== 'fail' || saved.has(task)) return;
  saved.add(task);
  const name = `${task.file.name} ${task.fullTestName}`.replaceAll(/[^\w-]+/g, '-').slice(0, NAME_LENGTH);
  for (const [index, app] of [...running].entries()) {
    const dir = join(FAILURES, index === 0 ? name : `${name}-${index + 1}`);
    await saveEvidence(app, dir).catch((error: unknown) => {
      // The test has failed already; that its window is gone as well is part of the evidence.
      writeFileSync(join(dir, 'no-picture.txt'), String(error));
    });
  }
}

// Registered for the test file that imports the harness.
afterEach(saveIfFailed);
