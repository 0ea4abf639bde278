/**
 * A vitest reporter that counts: what passed, failed and was skipped, and every skip's reason. Its result goes to
 * the file named in HEARTHLINE_TALLY, for tools/test.mjs to add up.
 */
import { writeFileSync } from 'node:fs';

/** @typedef {import('./tally.mjs').Tally} Tally */

export default class TallyReporter {
  /**
   * @param {ReadonlyArray<import('vitest/node').TestModule>} modules
   * @param {ReadonlyArray<unknown>} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const file = process.env['HEARTHLINE_TALLY'];
    if (!file) throw new Error('HEARTHLINE_TALLY names no file');
    writeFileSync(file, JSON.stringify(tallyOf(modules, unhandledErrors)));
  }
}

/**
 * @param {ReadonlyArray<import('vitest/node').TestModule>} modules
 * @param {ReadonlyArray<unknown>} unhandledErrors
 * @returns {Tally}
 */
function tallyOf(modules, unhandledErrors) {
  /** @type {Tally} */
  const tally = { passed: 0, failed: unhandledErrors.length, skipped: 0, skips: [] };
  for (const testModule of modules) {
    // A file that does not load, or a hook that fails, has no failed test to show for it.
    if (testModule.state() === 'failed' && !hasFailedTest(testModule)) tally.failed += 1;
    for (const test of testModule.children.allTests()) {
      const result = test.result();
      if (result.state === 'passed') tally.passed += 1;
      else if (result.state === 'skipped') {
        tally.skipped += 1;
        tally.skips.push({
          test: `${testModule.relativeModuleId} > ${test.fullName}`,
          reason: result.note ?? '',
        });
      } else tally.failed += 1;
    }
  }
  return tally;
}

/** @param {import('vitest/node').TestModule} testModule */
function hasFailedTest(testModule) {
  return [...testModule.children.allTests()].some((test) => test.result().state === 'failed');
}
