import type { OpenScript } from '#shared/contract/scripts.ts';
import { inLanguage, type Choosable, type ScriptRef } from '#shared/script/choose.ts';
import type { CallScript, Chip, RedFlagCard, ScriptFile } from '#shared/script/script.ts';
import { withOwn } from './library.ts';

/** Every script at this desk, read and ready. In memory: they must open whatever has happened to disk and hub. */
export class ScriptShelf {
  readonly #files: readonly ScriptFile[];
  readonly #scripts: readonly CallScript[];

  constructor(library: readonly ScriptFile[], own: readonly ScriptFile[] = []) {
    this.#files = withOwn(library, own);
    this.#scripts = this.#files
      .filter((file) => file.kind === 'script')
      .toSorted((a, b) => a.title.localeCompare(b.title) || a.language.localeCompare(b.language));
  }

  byTitle(): readonly CallScript[] {
    return this.#scripts;
  }

  /** What scripts are chosen from. */
  choosable(): readonly Choosable[] {
    return this.#scripts;
  }

  /** Null when there is no such script; one that is there in another language is found. */
  open({ id, language }: ScriptRef): OpenScript | null {
    const script = inLanguage(
      this.#scripts.filter((one) => one.id === id),
      language,
    );
    return script && { script, chips: this.#chipsOf(script), cards: this.#cardsOf(script) };
  }

  #chipsOf(script: CallScript): Chip[] {
    const sets = this.#files.filter((file) => file.kind === 'chips');
    const own = new Set(script.chips.map(({ title }) => title.toLowerCase()));
    const common = inLanguage(sets, script.language)?.chips ?? [];
    return [...script.chips, ...common.filter(({ title }) => !own.has(title.toLowerCase()))];
  }

  #cardsOf({ redFlags, language }: CallScript): RedFlagCard[] {
    const cards = this.#files.filter((file) => file.kind === 'red-flag');
    const ids = [...new Set([...redFlags, ...cards.map(({ id }) => id)])];
    return ids.flatMap((id) => {
      const card = inLanguage(
        cards.filter((one) => one.id === id),
        language,
      );
      return card ?? [];
    });
  }
}
