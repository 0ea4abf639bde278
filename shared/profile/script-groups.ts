import { group, list, matching, text } from './fields.ts';

/** Whom and what scripts and red-flag cards lead to. Scripts know them by name, so that one script serves many teams. */

const NAME = 'small letters, digits and hyphens, like nurse or crisis-line';
const name = () => matching(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, NAME).max(40, NAME);
const NUMBER = 'a number or extension as dialled, at most 40 characters';

const handOff = group({
  name: name().describe('What scripts call it: emergency, crisis-line, nurse, or a name of your own.'),
  label: text(40).describe('What agents read.'),
  number: matching(/^[0-9A-Za-z*#+ ().-]{1,40}$/, NUMBER),
});
const page = group({
  name: name(),
  url: matching(/^https:\/\/[^\s/]+\S*$/i, 'an https address'),
});

export const scripts = group({
  handOffs: list(handOff, 'a list of hand-offs', 40)
    .default([])
    .describe('Numbers that scripts hand over to, the emergency number among them.'),
  folder: text(500)
    .optional()
    .describe(
      'A folder with scripts of the team’s own, on this computer or in the network; docs/scripts.md.',
    ),
  pages: list(page, 'a list of pages', 40).default([]).describe('Pages that scripts open in the browser.'),
});
