/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {{ test: string, reason: string }[]} skips
 */

/** @type {Readonly<Tally>} */
const NOTHING = { passed: 0, failed: 0, skipped: 0, skips: [] };

/** @param {readonly Tally[]} tallies @returns {Tally} */
export function sum(tallies) {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
      skips: [...all.skips, ...one.skips],
    }),
    NOTHING,
  );
}

/** The line that a test run ends with. @param {Tally} tally */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * A run's tally out of its closing line, or nothing when there is no such line.
 * @param {string} output
 */
export function tallyInOutput(output) {
  const lines = output.trimEnd().split('\n').toReversed();
  for (const line of lines) {
    const found = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(line.trim());
    if (found) return { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3] ?? 0) };
  }
  return undefined;
}
