import type { ScriptRef } from './choose.ts';
import { LANGUAGE_TAG } from './language-tag.ts';

/** Rules about the text of a script that somebody is writing, before anybody has read it. */

/**
 * A script of the team by one word: the language and the id, of which neither holds the sign between them, nor a dot,
 * so that it can be a word of a subject.
 */
export function scriptWord({ id, language }: ScriptRef): string {
  return `${language}_${id}`;
}

/** Null for what is no such word. */
export function readScriptWord(word: string): ScriptRef | null {
  const [language, id, ...rest] = word.split('_');
  return language && id && rest.length === 0 ? { id, language } : null;
}

const FENCE = /^---[ \t]*$/;

/** Where a key of the front matter stands, counted from 0; null when it does not. */
function lineOfKey(lines: readonly string[], key: string): number | null {
  const end = lines.findIndex((line, at) => at > 0 && FENCE.test(line));
  const at = lines.findIndex((line, index) => index < end && line.startsWith(`${key}:`));
  return at === -1 ? null : at;
}

/** The line where a key stands, counted from 1; 1 when it does not stand there. */
export function placeOfKey(text: string, key: string): number {
  return (lineOfKey(text.split('\n'), key) ?? 0) + 1;
}

/** The text as its n-th version: the line `version:` says so, whatever it said. Everything else is as it was. */
export function withVersion(text: string, version: number): string {
  const lines = text.split('\n');
  const at = lineOfKey(lines, 'version');
  if (at !== null) lines[at] = `version: ${version}`;
  return lines.join('\n');
}

/** What a text that is being written says of itself; empty for what it does not say, or not yet rightly. */
export function headlineOf(text: string): ScriptRef & { readonly title: string } {
  const said = (key: string): string =>
    (new RegExp(`^${key}:[ \\t]*(.{0,200})$`, 'm').exec(text)?.[1] ?? '')
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2');
  const language = said('language').slice(0, 35);
  return {
    id: said('id').slice(0, 64),
    language: LANGUAGE_TAG.test(language) ? language : '',
    title: said('title'),
  };
}

/** Whether two texts are the same script: which version they say they are does not count. */
export function saysTheSame(one: string, other: string): boolean {
  return withVersion(one, 0) === withVersion(other, 0);
}

/** What a new script begins from: sound, short, with every part that a script needs. */
export function newScriptText({ reviewer, today }: { reviewer: string; today: string }): string {
  return `---
id: my-script
title: My script
summary: They ask for something that this script is about.
language: en
version: 1
reviewer: ${JSON.stringify(reviewer)}
reviewed: ${today}
review-by: ${yearAfter(today)}
sources:
  - name: Our own experience
red-flags: [medical-emergency]
---

# Open

- Say who you are, then be quiet.
  > This is {{agent.name}} at {{team.name}}. What can I do for you?

# Listen

- Let them finish. Then say back what you heard.

# Act

- Say what you can do, and by when.

## They cannot wait that long

- Ask what has changed.

# Check

- Teach-back: Ask them to tell you what happens next, in their words.

# Close

- Thank them for calling.
`;
}

/** The last day of February has no other year's to be certain of. */
function yearAfter(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`.replace('-02-29', '-02-28');
}
