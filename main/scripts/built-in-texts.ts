import type { ScriptRef } from '#shared/script/choose.ts';

const files = import.meta.glob('../../assets/scripts/*/*.md', { query: '?raw', import: 'default' });

/** The text of a script of the app as its author wrote it; null when there is none. Read only when somebody asks. */
export async function builtInText({ id, language }: ScriptRef): Promise<string | null> {
  const read = files[`../../assets/scripts/${language}/${id}.md`];
  return read ? ((await read()) as string) : null;
}
