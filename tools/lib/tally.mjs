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

/** Something that was not run. @param {string} test @param {string} reason @returns {Tally} */
export function skipOf(test, reason) {
  return { ...NOTHING, skipped: 1, skips: [{ test, reason }] };
}

/** The line that a test run ends with. @param {Tally} tally */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
