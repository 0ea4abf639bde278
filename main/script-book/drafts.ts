import { z } from '#shared/contract/schema.ts';
import type { RecordStore } from '../records/store.ts';

/** Scripts being written lie beside the notes being typed, under names that no callback has. */
const PREFIX = 'script:';

const kept = z.object({ text: z.string(), base: z.number().int().min(0) });

export interface ScriptDraft extends z.infer<typeof kept> {
  readonly draftId: string;
}

/** An agent's drafts of scripts at this desk. */
export class ScriptDrafts {
  readonly #store: Pick<RecordStore, 'drafts'>;

  constructor(store: Pick<RecordStore, 'drafts'>) {
    this.#store = store;
  }

  get(draftId: string): ScriptDraft | null {
    return read(draftId, this.#store.drafts.get(PREFIX + draftId));
  }

  all(): ScriptDraft[] {
    const found = this.#store.drafts.beginningWith(PREFIX);
    return found.flatMap(({ id, text }) => read(id.slice(PREFIX.length), text) ?? []);
  }

  /** @throws StoreFailure */
  keep({ draftId, text, base }: ScriptDraft): void {
    this.#store.drafts.set(PREFIX + draftId, JSON.stringify({ text, base }));
  }

  /** @throws StoreFailure */
  drop(draftId: string): void {
    this.#store.drafts.set(PREFIX + draftId, '');
  }
}

function read(draftId: string, text: string): ScriptDraft | null {
  return text === '' ? null : { draftId, ...kept.parse(JSON.parse(text)) };
}
