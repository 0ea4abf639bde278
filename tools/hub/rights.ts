import {
  AGENT_API,
  agentMayPublish,
  agentMaySubscribe,
  inboxPrefixOf,
  JS_API_FOR_AGENTS,
  JS_API_IN_DATA,
  ROSTER_SUBJECT,
  STREAM,
} from '../../main/hub/layout.ts';
import type { Member } from './team.ts';

/**
 * Who may say and ask what. Two rules carry everything else:
 * - the last word of a subject is its author, and a member may publish under their own name only;
 * - streams live in the account DATA, members in AGENTS, which reaches it through service imports. So a reply subject
 *   of a member's choosing never names a stream's subject; in one account it would, and the server would store its own
 *   reply there, unchecked. For the same reason nobody in DATA listens to anything but their own inbox: a push consumer
 *   delivers only where somebody listens, and it too may name any subject of its account.
 */

/** One request or subject that AGENTS may send to DATA. */
export interface Service {
  /** As DATA knows it. */
  readonly subject: string;
  /** As members address it. */
  readonly as: string;
  /** A pull has more answers than one. */
  readonly answers: 'one' | 'many';
}

/** What members write. */
const WRITTEN = ['cb.*.*', 'audit.>', 'presence.*', 'bulletin.*', 'scripts.*.*', 'signal.*'];
const ROSTER_REQUEST = `DIRECT.GET.${STREAM.team}.${ROSTER_SUBJECT}`;

const readOnly = (stream: string) =>
  [`STREAM.INFO.${stream}`, `STREAM.MSG.GET.${stream}`, `DIRECT.GET.${stream}.>`].map((subject) => ({
    subject,
    answers: subject.startsWith('DIRECT') ? ('many' as const) : ('one' as const),
  }));

/** Streams that every member reads and nobody follows with a consumer. */
const READ_ONLY = readOnly(STREAM.presence);

/** Everything that DATA exports and AGENTS imports. What is not in here, no member can do. */
export function services(): Service[] {
  const written = WRITTEN.map((subject) => ({ subject, as: subject, answers: 'one' as const }));
  const roster = { subject: ROSTER_REQUEST, answers: 'one' as const };
  const asked = [{ subject: 'INFO', answers: 'one' as const }, ...AGENT_API, roster, ...READ_ONLY];
  return [
    ...written,
    ...asked.map(({ subject, answers }) => ({
      subject: `${JS_API_IN_DATA}.${subject}`,
      as: `${JS_API_FOR_AGENTS}.${subject}`,
      answers,
    })),
  ];
}

export interface Rights {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

const request = (subject: string) => `${JS_API_FOR_AGENTS}.${subject}`;

/** What one member may do. */
export function rightsOf({ name, role }: Pick<Member, 'name' | 'role'>): Rights {
  const subscribe = agentMaySubscribe(name);
  // An intake writes and does not read, but for the roster, which has the key it seals for.
  if (role === 'intake') return { publish: [`cb.*.${name}`, request(ROSTER_REQUEST)], subscribe };
  const leads = role === 'lead' ? [`bulletin.${name}`, `scripts.*.${name}`] : [];
  const reads = [{ subject: 'INFO' }, ...READ_ONLY].map(({ subject }) => request(subject));
  return { publish: [...agentMayPublish(name), ...leads, ...reads], subscribe };
}

/** The admin makes and mends streams, and listens to nothing but answers: see above. */
export const ADMIN_NAME = 'admin';
export const ADMIN_RIGHTS: Rights = {
  // The last are for backups: JetStream sends and takes a stream in chunks there.
  publish: ['team.>', `${JS_API_IN_DATA}.>`, '$JS.SNAPSHOT.>'],
  subscribe: [`${inboxPrefixOf(ADMIN_NAME)}.>`],
};
/** Health of the servers, for `check`: they answer questions below this, and nothing else is asked. */
export const SYSTEM_NAME = 'system';
export const SYSTEM_RIGHTS: Rights = {
  publish: ['$SYS.REQ.>'],
  subscribe: [`${inboxPrefixOf(SYSTEM_NAME)}.>`],
};
