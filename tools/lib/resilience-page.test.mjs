import { describe, expect, it } from 'vitest';
import { resiliencePage } from './resilience-page.mjs';

const made = { day: '2026-01-02', command: 'npm run faults', machine: 'a machine' };
const nothing = { events: 9, doubleDials: 0, lostOutcomes: 0, lostNotes: 0, differences: 0, repeats: 0 };
const run = {
  name: 'A fault',
  seen: 'Words',
  seed: 7,
  seconds: 3,
  verdict: { ...nothing, dials: 2, outcomes: 1 },
};

describe('the page of what the queue goes through', () => {
  it('has a row for each fault, with all its runs in it', () => {
    const page = resiliencePage([run, { ...run, seed: 8, seconds: 5 }], made);
    expect(page).toContain('| A fault | Words | 2 | 4 | 0 | 2 | 0 | 0 | 5 s |');
    expect(page).toContain('Every run ended as it should.');
  });

  it('names each run that ended badly, with its seed', () => {
    const lost = { ...run, seed: 9, verdict: { ...run.verdict, lostOutcomes: 1 } };
    const broken = { name: 'A fault', seen: 'Words', seed: 10, seconds: 1, error: 'Waited for ever.' };
    const page = resiliencePage([run, lost, broken], made);
    expect(page).toContain('| A fault | Words | 1 of 3 | 4 | 0 | 2 | 1 | 0 | 3 s |');
    expect(page).toContain('seed 9: verdict');
    expect(page).toContain('- A fault, seed 10: Waited for ever.');
  });
});
