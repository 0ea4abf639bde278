import type { HandOff } from '#shared/contract/desk-state.ts';
import type { ScriptOrigin } from '#shared/contract/script-book.ts';
import type { OpenScript } from '#shared/contract/scripts.ts';
import type { FieldValues } from '#shared/script/field.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import type { PageTarget } from '#shared/script/link.ts';
import type { ScriptMove } from '#shared/script/place.ts';

/** What the keys in a script do: beside a call in earnest, in a preview for the look of it. */
export interface ReadingActs {
  move: (step: ScriptMove) => void;
  choose: (script: ScriptRef) => void;
  openPage: (to: PageTarget) => void;
  /** Calls help into the call. */
  bringIn: (handOff: HandOff) => void;
  /** Calls somebody with the patient on hold. */
  askFirst: (handOff: HandOff) => void;
  showCard: (id: string) => void;
}

/** What the words of a script stand beside. */
export interface Around {
  /** Whether there is a call to hand over. */
  readonly isOnCall: boolean;
  /** `from` is null in a preview. */
  readonly open: Omit<OpenScript, 'from'> & { readonly from: ScriptOrigin | null };
  readonly values: FieldValues;
  readonly acts: ReadingActs;
}
