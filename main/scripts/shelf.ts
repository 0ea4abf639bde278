import type { OpenScript } from '#shared/contract/scripts.ts';
import { inLanguage, type Choosable, type ScriptRef } from '#shared/script/choose.ts';
import type { CallScript, Chip, ChipSet, RedFlagCard, ScriptFile } from '#shared/script/script.ts';
import { keyOf } from './library.ts';
import { packScript, unpackScript, type PackedScript } from './packed.ts';

/** Every script at this desk, ready. In memory: they must open whatever has happened to disk and hub. */
export class ScriptShelf {
  readonly #library: readonly PackedScript[];
  #all: readonly PackedScript[];

  constructor(library: readonly ScriptFile[]) {
    this.#library = library.map(packScript);
    this.#all = inOrder(this.#library);
  }

  /** A team's own scripts take the place of those of the app, file by file; those set before are gone. */
  setOwn(own: readonly PackedScript[]): void {
    const all = new Map([...this.#library, ...own].map((one) => [keyOf(one), one]));
    this.#all = inOrder([...all.values()]);
  }

  /** What scripts are chosen from. */
  choosable(): readonly Choosable[] {
    return this.#of('script');
  }

  /** So many scripts in the order of their titles, `from` so many on; and how many there are. */
  page(from: number, limit: number): { readonly scripts: readonly PackedScript[]; readonly total: number } {
    const scripts = this.#of('script');
    return { scripts: scripts.slice(from, from + limit), total: scripts.length };
  }

  /** Null when there is no such script; one that is there in another language is found. */
  open({ id, language }: ScriptRef): OpenScript | null {
    const kept = nearestOf(this.#of('script'), id, language);
    if (!kept) return null;
    const script = scriptIn(kept);
    return { script, chips: this.#chipsOf(script), cards: this.#cardsOf(script) };
  }

  /** A red-flag card; null when it is not here. */
  card({ id, language }: ScriptRef): RedFlagCard | null {
    const kept = nearestOf(this.#of('red-flag'), id, language);
    return kept && (unpackScript(kept) as RedFlagCard);
  }

  #of(kind: ScriptFile['kind']): readonly PackedScript[] {
    return this.#all.filter((one) => one.kind === kind);
  }

  #chipsOf(script: CallScript): Chip[] {
    const common = inLanguage(this.#of('chips'), script.language);
    const own = new Set(script.chips.map(({ title }) => title.toLowerCase()));
    const others = common ? (unpackScript(common) as ChipSet).chips : [];
    return [...script.chips, ...others.filter(({ title }) => !own.has(title.toLowerCase()))];
  }

  #cardsOf({ redFlags, language }: CallScript): RedFlagCard[] {
    const cards = this.#of('red-flag');
    const ids = [...new Set([...redFlags, ...cards.map(({ id }) => id)])];
    return ids.flatMap((id) => {
      const card = nearestOf(cards, id, language);
      return card ? [unpackScript(card) as RedFlagCard] : [];
    });
  }
}

function scriptIn(packed: PackedScript): CallScript {
  return unpackScript(packed) as CallScript;
}

function nearestOf(all: readonly PackedScript[], id: string, language: string): PackedScript | null {
  return inLanguage(
    all.filter((one) => one.id === id),
    language,
  );
}

const byTitle = new Intl.Collator('en');

function inOrder(all: readonly PackedScript[]): readonly PackedScript[] {
  return all.toSorted((a, b) => byTitle.compare(a.title, b.title) || a.language.localeCompare(b.language));
}
