/** The moments of a call, out of the lines that the app prints with --milestones. */

const LINE = /^hearthline: milestone ([a-z-]+) (\d+(?:\.\d+)?)$/;

/** @typedef {{ name: string, atMs: number }} Moment */

/** What people call the moments, in the order in which a call has them. @type {Readonly<Record<string, string>>} */
const WORDS = {
  'invite-received': 'the call reached the desk',
  ringing: 'ringing',
  'answer-asked': 'Answer pressed',
  'answer-sent': 'answered',
  'first-audio-in': 'first audio from the patient',
  'first-audio-out': 'first audio to the patient',
  ended: 'hung up',
};

/** What a whole call must have had. */
const NEEDED = ['ringing', 'answer-sent', 'first-audio-in', 'first-audio-out', 'ended'];

export class Timeline {
  /** @type {Moment[]} */
  #moments = [];
  /** @type {Set<() => void>} */
  #watchers = new Set();

  /** Takes a line if it tells of a moment. @param {string} line @returns {boolean} whether it did */
  take(line) {
    const [, name, atMs] = LINE.exec(line) ?? [];
    if (name === undefined) return false;
    this.#moments.push({ name, atMs: Number(atMs) });
    for (const look of this.#watchers) look();
    return true;
  }

  /** @param {string} name */
  has(name) {
    return this.#moments.some((moment) => moment.name === name);
  }

  /** What a whole call must have had and this one had not, in people's words. */
  missing() {
    return NEEDED.filter((name) => !this.has(name)).map((name) => WORDS[name] ?? name);
  }

  /**
   * Resolves when the call has had all of these moments, or the limit has passed.
   * @param {string[]} names
   * @param {number} limitMs
   * @returns {Promise<boolean>} whether it had them
   */
  reach(names, limitMs) {
    return new Promise((resolve) => {
      const end = (/** @type {boolean} */ reached) => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve(reached);
      };
      const look = () => {
        if (names.every((name) => this.has(name))) end(true);
      };
      const timer = setTimeout(end, limitMs, false);
      this.#watchers.add(look);
      look();
    });
  }

  /** One line for each moment, in ms from the first. */
  lines() {
    const sorted = this.#moments.toSorted((a, b) => a.atMs - b.atMs);
    const beganAt = sorted[0]?.atMs ?? 0;
    return sorted.map(
      ({ name, atMs }) => `${(atMs - beganAt).toFixed(0).padStart(7)} ms  ${WORDS[name] ?? name}`,
    );
  }
}
