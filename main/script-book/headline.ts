import type { ScriptRef } from '#shared/script/choose.ts';

/** What a text that is being written says of itself; empty for what it does not say, or not yet rightly. */
export function headlineOf(text: string): ScriptRef & { readonly title: string } {
  const said = (key: string): string =>
    (new RegExp(`^${key}:[ \\t]*(.{0,200})$`, 'm').exec(text)?.[1] ?? '')
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2');
  return { id: said('id').slice(0, 64), language: said('language').slice(0, 35), title: said('title') };
}
