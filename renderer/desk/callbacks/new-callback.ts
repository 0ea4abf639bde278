import type { Priority } from '#shared/callback/event.ts';
import { appError, ok, type AppError, type Result } from '#shared/result.ts';
import { answerOf, once } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { closeTask, showNews, type CallbackStart } from '../store/page.ts';
import { HERE, messageFor } from '../ui/index.ts';
import { windowAt, type TypedTime } from './patient-time.ts';
import { words } from './words.ts';

/** A callback while it is being typed. */
export interface NewCallback {
  number: string;
  name: string;
  reason: string;
  language: string;
  priority: Priority;
  hasTime: boolean;
  time: TypedTime;
  /** Zone in which the time is typed; HERE for the desk's own. */
  zone: string;
  note: string;
  callId: string | null;
}

/** @param number as people write it */
export function newCallback(number: string, { name, callId }: CallbackStart): NewCallback {
  return {
    number,
    name,
    reason: '',
    language: '',
    priority: 'normal',
    hasTime: false,
    time: { day: '', time: '', until: '' },
    zone: HERE,
    note: '',
    callId,
  };
}

/** Makes it. Resolves the words of what is missing or wrong; empty once it is made and the sheet has closed. */
export async function requestCallback(typed: NewCallback, nowMs: number): Promise<string> {
  if (!typed.number.trim()) return wordsOf(appError('number-invalid'));
  if (!typed.reason.trim()) return wordsOf(appError('reason-missing'));
  const when = typed.hasTime ? windowAt(typed.time, typed.zone, nowMs) : SOON;
  if (!when.ok) return wordsOf(when.error);
  const answer = await once('request', () =>
    answerOf(
      bridge().requestCallback({
        number: typed.number,
        name: typed.name.trim(),
        reason: typed.reason.trim(),
        language: typed.language,
        priority: typed.priority,
        // The patient's zone is theirs by the number unless somebody said another.
        zone: typed.hasTime && typed.zone !== HERE ? typed.zone : null,
        window: when.value.window,
        dueMs: when.value.fromMs,
        note: typed.note.trim(),
        callId: typed.callId,
      }),
    ),
  );
  if (!answer) return '';
  if (!answer.ok) return wordsOf(answer.error);
  const who = typed.name.trim() || typed.number;
  showNews(answer.value.joined ? words.joined(who) : words.made(who));
  closeTask();
  return '';
}

interface When {
  fromMs: number | null;
  window: { fromMs: number; untilMs: number } | null;
}
const SOON: Result<When> = ok({ fromMs: null, window: null });

function wordsOf(error: AppError): string {
  const { title, todo } = messageFor(error);
  return `${title} ${todo}`;
}
