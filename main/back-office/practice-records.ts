import type { NumberRules } from '#shared/phone/number.ts';
import type { PatientPersona } from '#shared/practice/persona.ts';
import type { Profile } from '#shared/profile/profile.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { soloCrisis } from '../bulletins/crisis-desk.ts';
import { keptCrisis } from '../bulletins/kept-crisis.ts';
import { plainCodec } from '../callbacks/plain-codec.ts';
import type { QueueDesk } from '../callbacks/queue-port.ts';
import type { Clock } from '../clock.ts';
import { SOLO_LOG_ID, SoloHub } from '../hub/solo-hub.ts';
import { openRecordStore } from '../records/open-store.ts';
import { nobodyToTell } from '../signals/signal-desk.ts';
import { Authoring } from '../script-book/authoring.ts';
import { soloBook } from '../script-book/solo-book.ts';
import type { OpenRecords } from './office.ts';
import { practiceCallbacks } from './practice-callbacks.ts';
import type { QueueMaker } from './queue-maker.ts';

const ME = { agent: 'lead-practice', name: 'You', lead: true };

export interface PracticeParts {
  readonly makeQueue: QueueMaker;
  readonly patients: readonly PatientPersona[];
  readonly rules: Profile['callbacks'];
  readonly numbers: NumberRules;
  readonly clock: Clock;
}

/** The records of the practice line: in memory, with invented people who wait to be called. Gone when it ends. */
export function openPractice(parts: PracticeParts): Result<OpenRecords, AppError> {
  const { makeQueue, rules, numbers, clock } = parts;
  const opened = openRecordStore({ path: ':memory:', key: null });
  if (!opened.ok) return opened;
  const store = opened.value;
  const hub = new SoloHub({ store, codec: plainCodec, clock, agent: ME.agent });
  const common = { store, hub, codec: plainCodec, rules, numbers, me: ME, importKey: null };
  return ok({
    store,
    findings: [],
    sit: ({ queueChanged: onChange, bookChanged: tell, crisisIs }) => ({
      queue: withPatients(makeQueue({ ...common, colleagues: () => [], onChange }), parts),
      signals: nobodyToTell,
      authoring: new Authoring({
        store,
        clock,
        book: soloBook({ store, clock, me: ME }),
        tell,
      }),
      crisis: soloCrisis({
        name: ME.name,
        now: () => clock.now(),
        kept: keptCrisis(store.facts, SOLO_LOG_ID),
        onState: crisisIs,
      }),
    }),
    joinHub: () => failed(appError('not-allowed')),
  });
}

function withPatients(queue: QueueDesk, { patients, clock }: PracticeParts): QueueDesk {
  for (const { request, requestedMs } of practiceCallbacks(patients, clock.now())) {
    // In memory and alone nothing stands in its way: what does is a bug, and an unhandled one is told as such.
    void queue.request(request, { requestedMs, source: 'phone' }).then((made) => {
      if (!made.ok) throw new Error(`a sample callback was refused: ${made.error.code}`);
    });
  }
  return queue;
}
