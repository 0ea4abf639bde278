import type { ScriptOrigin } from '#shared/contract/script-book.ts';
import type { OpenScript } from '#shared/contract/scripts.ts';
import { inLanguage, type Choosable, type ScriptRef } from '#shared/script/choose.ts';
import type { CallScript, Chip, ChipSet, RedFlagCard, ScriptFile } from '#shared/script/script.ts';
import { keyOf, pointer } from './library.ts';
import { packScript, unpackScript, type PackedScript } from './packed.ts';

/** A script on the shelf, and where it is from. */
export interface Shelved extends PackedScript {
  readonly from: ScriptOrigin;
}

/** Every script at this desk, ready. In memory: they must open whatever has happened to disk and hub. */
export class ScriptShelf {
  readonly #library: readonly Shelved[];
  #own: readonly Shelved[] = [];
  #team: readonly Shelved[] = [];
  #all: readonly Shelved[];

  constructor(library: readonly ScriptFile[]) {
    this.#library = library.map(packScript).map(from('app'));
    this.#all = inOrder(this.#library);
  }

  /** Scripts from folders take the place of those of the app, file by file; those set before are gone. */
  setOwn(own: readonly PackedScript[]): void {
    this.#own = own.map(from('folder'));
    this.#arrange();
  }

  /** What the team has published takes the place of all others; what was set before is gone. */
  setTeam(team: readonly PackedScript[]): void {
    this.#team = team.map(from('team'));
    this.#arrange();
  }

  /** What scripts are chosen from. */
  choosable(): readonly Choosable[] {
    return this.#of('script');
  }

  /** So many scripts in the order of their titles, `start` so many on; and how many there are. */
  page(start: number, limit: number): { readonly scripts: readonly Shelved[]; readonly total: number } {
    const scripts = this.#of('script');
    return { scripts: scripts.slice(start, start + limit), total: scripts.length };
  }

  /** Of every kind, in the order of their titles. */
  everything(): readonly Shelved[] {
    return this.#all;
  }

  /** The very one of this id and language; null when there is none. */
  at(ref: ScriptRef): Shelved | null {
    return this.#all.find((one) => keyOf(one) === keyOf(ref)) ?? null;
  }

  /** What a script can point at. */
  pointers(): ReadonlySet<string> {
    return new Set(this.#all.map(pointer));
  }

  /** Null when there is no such script; one that is there in another language is found. */
  open({ id, language }: ScriptRef): OpenScript | null {
    const kept = nearestOf(this.#of('script'), id, language);
    if (!kept) return null;
    const script = scriptIn(kept);
    return { script, from: kept.from, ...this.around(script) };
  }

  /** A red-flag card; null when it is not here. */
  card({ id, language }: ScriptRef): RedFlagCard | null {
    const kept = nearestOf(this.#of('red-flag'), id, language);
    return kept && (unpackScript(kept) as RedFlagCard);
  }

  /** The chips and cards that stand beside a script, on the shelf or not. */
  around(script: CallScript): Pick<OpenScript, 'chips' | 'cards'> {
    return { chips: this.#chipsOf(script), cards: this.#cardsOf(script) };
  }

  #arrange(): void {
    const all = new Map([...this.#library, ...this.#own, ...this.#team].map((one) => [keyOf(one), one]));
    this.#all = inOrder([...all.values()]);
  }

  #of(kind: ScriptFile['kind']): readonly Shelved[] {
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

function from(origin: ScriptOrigin): (script: PackedScript) => Shelved {
  return (script) => ({ ...script, from: origin });
}

function scriptIn(packed: PackedScript): CallScript {
  return unpackScript(packed) as CallScript;
}

function nearestOf(all: readonly Shelved[], id: string, language: string): Shelved | null {
  return inLanguage(
    all.filter((one) => one.id === id),
    language,
  );
}

const byTitle = new Intl.Collator('en');

function inOrder(all: readonly Shelved[]): readonly Shelved[] {
  return all.toSorted((a, b) => byTitle.compare(a.title, b.title) || a.language.localeCompare(b.language));
}
