import type { Priority } from '#shared/callback/event.ts';
import type { CommandInput } from '../callbacks/queue-port.ts';
import type { PatientPersona } from '#shared/practice/persona.ts';

/** Who waits to be called on the practice line, and for how long already. All of them are invented. */
interface Sample {
  readonly personaId: string;
  readonly reason: string;
  readonly waitedMin: number;
  readonly priority: Priority;
  readonly note: string;
  /** Asked to be called no earlier than this many minutes from now. */
  readonly notBeforeMin?: number;
}

const SAMPLES: readonly Sample[] = [
  {
    personaId: 'billed-twice',
    reason: 'Billed twice',
    waitedMin: 41,
    priority: 'high',
    note: 'Third call this month. Was promised a call on Monday that never came.',
  },
  {
    personaId: 'waiting-for-results',
    reason: 'Test results',
    waitedMin: 25,
    priority: 'normal',
    note: 'Hard of hearing: speak slowly, one thing at a time.',
  },
  {
    personaId: 'missed-appointment',
    reason: 'New appointment',
    waitedMin: 18,
    priority: 'normal',
    note: '',
  },
  {
    personaId: 'worried-parent',
    reason: 'How is the fever now',
    waitedMin: 12,
    priority: 'normal',
    note: 'Asked us to call again this evening.',
    notBeforeMin: 90,
  },
];

export interface SampleRequest {
  readonly request: CommandInput<'requestCallback'>;
  readonly requestedMs: number;
}

/** @throws Error when the cast lacks one of them: they are part of the app */
export function practiceCallbacks(patients: readonly PatientPersona[], nowMs: number): SampleRequest[] {
  return SAMPLES.map(({ personaId, reason, waitedMin, priority, note, notBeforeMin }) => {
    const patient = patients.find(({ id }) => id === personaId);
    if (!patient) throw new Error(`the practice line has no ${personaId}`);
    return {
      requestedMs: nowMs - waitedMin * 60_000,
      request: {
        number: patient.number,
        name: patient.name,
        reason,
        language: '',
        priority,
        zone: null,
        window: null,
        dueMs: notBeforeMin === undefined ? null : nowMs + notBeforeMin * 60_000,
        note,
        callId: null,
      },
    };
  });
}
