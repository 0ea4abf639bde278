import type { CallbackRow, CallbackView } from '../../shared/contract/callback-state.ts';
import type {
  CallbackDetail,
  CallbackMoment,
  ImportReport,
  RejectedItem,
} from '../../shared/contract/callbacks.ts';
import { appError, failed, ok } from '../../shared/result.ts';
import { detailOf, importReportNow } from './callback-rows.ts';

/** What the fake desk's main has in its queue. Tests may change the lists between pushes. */
export interface FakeQueue {
  rows?: readonly CallbackRow[];
  rejected?: readonly RejectedItem[];
  report?: ImportReport;
  /** What a detail says other than `detailOf` its row. */
  detail?: Partial<Pick<CallbackDetail, 'notes' | 'pastCalls' | 'draftNote'>> & {
    history?: CallbackMoment[];
  };
}

/** The commands that only ask: a test that looks at what was ordered does not want to see them. */
export const CALLBACK_QUESTIONS = ['listCallbacks', 'getCallback', 'listRejected'] as const;

/** What main would answer about the queue. */
export function answerAboutQueue(queue: FakeQueue, name: string, input: unknown): unknown {
  switch (name) {
    case 'listCallbacks':
      return ok(structuredClone(page(queue.rows ?? [], input as ListInput)));
    case 'getCallback':
      return detail(queue, (input as { callbackId: string }).callbackId);
    case 'listRejected':
      return ok(structuredClone(queue.rejected ?? []));
    case 'dialCallback':
      return ok({ callId: 'dialled' });
    case 'requestCallback':
      return ok({ callbackId: 'cb-made-here', joined: false });
    case 'importCallbacks':
      return ok(structuredClone(queue.report ?? importReportNow()));
    default:
      return ok();
  }
}

function detail({ rows = [], detail: over = {} }: FakeQueue, id: string): unknown {
  const row = rows.find((one) => one.id === id);
  return row ? ok(structuredClone({ ...detailOf(row), ...over })) : failed(appError('callback-unknown'));
}

interface ListInput {
  view: CallbackView;
  search: string;
  after: string | null;
  limit: number;
}

function page(rows: readonly CallbackRow[], { view, search, after, limit }: ListInput) {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = rows.filter((row) => isIn(view, row) && wanted.every((word) => says(row, word)));
  const start = Number(after ?? 0);
  const end = start + limit;
  return { rows: shown.slice(start, end), after: end < shown.length ? String(end) : null };
}

function says({ name, reason, number }: CallbackRow, word: string): boolean {
  return `${name} ${reason} ${number}`.toLowerCase().includes(word);
}

function isIn(view: CallbackView, { status, hold, for: meant }: CallbackRow): boolean {
  switch (view) {
    case 'next':
      return status === 'open' && (!hold || hold.mine) && meant?.mine !== false;
    case 'mine':
      return status === 'open' && (hold?.mine === true || meant?.mine === true);
    case 'team':
      return status === 'open';
    case 'done':
      return status === 'done' || status === 'cancelled';
    case 'attention':
      return status === 'attention';
  }
}
