import type { ScriptFile } from '#shared/script/script.ts';

/** The library of the app. The build reads the files (tools/lib/scripts-plugin.mjs) and fails on a mistake in one. */
export function builtInScripts(): ScriptFile[] {
  const files = import.meta.glob('../../assets/scripts/*/*.md', { eager: true, import: 'default' });
  return Object.values(files) as ScriptFile[];
}
