import type { PhaseName } from '#shared/script/script.ts';

/** The parts of a call, as scripts name them. */
export const PHASE_WORDS: Readonly<Record<PhaseName, string>> = {
  open: 'Open',
  listen: 'Listen',
  act: 'Act',
  check: 'Check',
  close: 'Close',
};
