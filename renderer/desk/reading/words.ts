import type { ScriptOrigin } from '#shared/contract/script-book.ts';

/** Every word in a script that is not the script's own. */
export const words = {
  practiceAgent: 'your name',
  practiceTeam: 'the practice clinic',
  phases: 'Parts of the script',
  cues: 'What to do now',
  sayIt: 'Say it your way',
  teachBack: 'Teach-back',
  branches: 'What is it like?',
  chips: 'They sound…',
  back: 'Back',
  backTo: (title: string) => `Back to ${title}`,
  next: (title: string) => `Next: ${title}`,
  reviewed: (reviewer: string, day: string, version: number) =>
    `Version ${version}, ${day}. Read by: ${reviewer}.`,
  builtOn: (sources: string) => `Built on: ${sources}.`,
  handOff: (label: string) => `Ask ${label} first, with the patient on hold`,
  noNumber: 'no number in the team’s profile',
  signs: 'You may hear',
  steps: 'Do now',
  callHelp: (label: string) => `Bring in: ${label}`,
  noHelp: (name: string) => `The team’s profile has no number for “${name}”. Ask your lead now.`,
  now: (part: string, trail: readonly string[]) => [part, ...trail].join(', '),
} as const;

const ORIGINS: Readonly<Record<ScriptOrigin, string>> = {
  team: 'Your team’s',
  folder: 'Your team’s, from a folder',
  app: 'Of the app',
};

/** Where a script is from. */
export function originWords(from: ScriptOrigin): string {
  return ORIGINS[from];
}
