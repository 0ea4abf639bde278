import type { LineAccount, LineCommand } from '#shared/contract/line.ts';
import type { HandOff } from '#shared/contract/desk-state.ts';
import type { NumberRules } from '#shared/phone/number.ts';
import { PRACTICE_DOMAIN, PRACTICE_HAND_OFFS, PRACTICE_MAX_CALLS } from '#shared/practice/cast.ts';
import type { Profile } from '#shared/profile/profile.ts';

/** Who sits at the desk: an agent with an extension, or somebody practising without a server. */
export type Sitting =
  | { readonly kind: 'account'; readonly profile: Profile; readonly account: LineAccount }
  | { readonly kind: 'practice' };

export const PRACTICE_NUMBERS: NumberRules = { country: 'US', dialPrefix: '', extensionMaxLength: 6 };
const PRACTICE_BREAKS = ['Break'];
const PRACTICE_WRAP_UP_SEC = 30;

/** The order that brings the line window into this sitting. */
export function joiningOrder(sitting: Sitting): LineCommand {
  return sitting.kind === 'account' ? { kind: 'sign-in', account: sitting.account } : { kind: 'practise' };
}

/** A page outside the desk that scripts know by its name. */
export type Page = Profile['scripts']['pages'][number];

/** The rules of a sitting, from the profile or, on the practice line, from here. */
export interface SittingRules {
  readonly numbers: NumberRules;
  readonly domain: string;
  readonly breakReasons: readonly string[];
  readonly wrapUpSec: number;
  readonly maxCalls: number;
  readonly handOffs: readonly HandOff[];
  readonly pages: readonly Page[];
}

export function rulesOf(sitting: Sitting): SittingRules {
  if (sitting.kind === 'practice') {
    return {
      numbers: PRACTICE_NUMBERS,
      domain: PRACTICE_DOMAIN,
      breakReasons: PRACTICE_BREAKS,
      wrapUpSec: PRACTICE_WRAP_UP_SEC,
      maxCalls: PRACTICE_MAX_CALLS,
      handOffs: PRACTICE_HAND_OFFS,
      pages: [],
    };
  }
  const { profile } = sitting;
  return {
    numbers: profile.numbers,
    domain: profile.sip.domain,
    breakReasons: profile.breaks,
    wrapUpSec: profile.wrapUpSec,
    maxCalls: profile.sip.maxCalls,
    handOffs: profile.scripts.handOffs,
    pages: profile.scripts.pages,
  };
}
