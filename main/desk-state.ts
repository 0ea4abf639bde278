import type { Call } from '#shared/call/call.ts';
import type { BusyLight, LineSnapshot } from '#shared/call/line-state.ts';
import type { CallbackQueue } from '#shared/contract/callback-state.ts';
import type { Colleague, DeskState, Notice, Settings } from '#shared/contract/desk-state.ts';
import type { RedFlags } from '#shared/contract/red-flags.ts';
import type { ScriptBookState } from '#shared/contract/script-book.ts';
import type { ScriptBeside } from '#shared/contract/scripts.ts';
import type { CrisisState } from '#shared/team/crisis.ts';
import type { AvailabilityModel } from '#shared/desk/availability.ts';
import { ECHO_EXTENSION } from '#shared/practice/cast.ts';
import type { AppError } from '#shared/result.ts';
import type { PracticeCast } from './practice/cast.ts';
import { rulesOf, type Sitting } from './sitting.ts';

/** All that the desk window's state is made from. */
export interface DeskParts {
  readonly revision: number;
  readonly sitting: Sitting;
  readonly practice: PracticeCast;
  readonly line: LineSnapshot;
  readonly calls: Call[];
  readonly availability: AvailabilityModel;
  readonly finding: AppError | null;
  readonly notices: Notice[];
  readonly callListRevision: number;
  readonly callbacks: CallbackQueue;
  readonly scripts: ScriptBeside[];
  readonly scriptListRevision: number;
  readonly debriefs: Pick<DeskState, 'debrief' | 'keptDebriefsRevision'>;
  readonly redFlags: RedFlags;
  readonly scriptBook: ScriptBookState;
  readonly crisis: CrisisState;
  readonly settings: Settings;
}

/** The desk window's state, projected from what main knows. */
export function projectDesk(parts: DeskParts): DeskState {
  const { sitting, practice, line } = parts;
  const { now, wish } = parts.availability;
  const rules = rulesOf(sitting);
  const isPractice = sitting.kind === 'practice';
  // Of somebody who cannot be seen, "free" would be a guess.
  const isReached = line.connection.name === 'connected';
  const lights = isReached ? line.busyLights : {};
  const codes = isPractice ? { echo: ECHO_EXTENSION } : sitting.profile.featureCodes;
  return {
    revision: parts.revision,
    sitting: shownSitting(sitting),
    availability: now,
    ...((now.name === 'on-call' || now.name === 'wrap-up') && { availabilityWish: wish }),
    breakReasons: [...rules.breakReasons],
    connection: line.connection,
    connectionFinding: parts.finding,
    registration: line.registration,
    calls: parts.calls,
    media: line.media,
    voicemail: line.voicemail,
    voicemailNumber: ('voicemail' in codes ? codes.voicemail : undefined) ?? null,
    echoNumber: codes.echo ?? null,
    colleagues: isPractice
      ? practice.colleagues.map((one) => withLight(one, lights, isReached ? one.light : 'unknown'))
      : sitting.profile.colleagues
          .filter(({ extension }) => extension !== sitting.account.extension)
          .map((one) => withLight(one, lights, 'unknown')),
    practicePatients: isPractice ? [...practice.patients] : [],
    ...parts.debriefs,
    notices: parts.notices,
    callListRevision: parts.callListRevision,
    callbacks: parts.callbacks,
    scripts: parts.scripts,
    scriptListRevision: parts.scriptListRevision,
    redFlags: parts.redFlags,
    scriptBook: parts.scriptBook,
    crisis: parts.crisis,
    handOffs: [...rules.handOffs],
    defaultCountry: rules.numbers.country,
    settings: parts.settings,
  };
}

function shownSitting(sitting: Sitting): DeskState['sitting'] {
  if (sitting.kind === 'practice') return { kind: 'practice' };
  const { profile, account } = sitting;
  const { extension, displayName } = account;
  return { kind: 'account', profileName: profile.name, extension, displayName };
}

function withLight(
  { extension, name }: { extension: string; name: string },
  lights: Readonly<Record<string, BusyLight>>,
  otherwise: BusyLight,
): Colleague {
  return {
    extension,
    name,
    light: Object.hasOwn(lights, extension) ? (lights[extension] ?? otherwise) : otherwise,
  };
}
