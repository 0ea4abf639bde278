/**
 * How the team hub is laid out: streams, subjects, and what an agent's desk may say there. The desk reads the settings
 * back and refuses a hub that differs (stream-check.ts); `npm run hub` makes the server's configuration from the same
 * words, so that the two cannot drift apart.
 */

export const STREAM = {
  callbacks: 'CB',
  team: 'TEAM',
  audit: 'AUDIT',
  bulletin: 'BULLETIN',
  scripts: 'SCRIPTS',
  presence: 'PRESENCE',
  signals: 'SIGNALS',
} as const;

/** The first server whose wildcard compare-and-set can be trusted; older ones ignore it without a word. */
export const OLDEST_SERVER = { major: 2, minor: 12, patch: 0 } as const;

/** JetStream's API as the agents' account imports it: `$JS.API.X` of account DATA is `JS.DATA.API.X` there. */
export const JS_API_IN_DATA = '$JS.API';
export const JS_API_FOR_AGENTS = 'JS.DATA.API';

/** Longest message of the log and longest bulletin, bytes with its headers. */
export const MAX_EVENT_BYTES = 16_384;
/** Longest message of TEAM: the roster of about 4,000 agents. The server's `max_payload` has to be as large. */
export const MAX_TEAM_BYTES = 1_048_576;
/** Longest signal: a place in a script takes the most, and that is bounded. */
export const MAX_SIGNAL_BYTES = 8192;

/** Longest script, sealed and with its headers. */
export const MAX_SCRIPT_BYTES = 65_536;

export const callbackSubject = (callbackId: string, author: string) => `cb.${callbackId}.${author}`;
/** Every message about a callback: what compare-and-set looks at. */
export const allAbout = (callbackId: string) => `cb.${callbackId}.*`;

/** A stream beside the log: one subject for each author. */
export interface SidePlace {
  readonly stream: string;
  readonly subjectOf: (author: string) => string;
  /** Author of a subject; null when it is none of the stream's. */
  readonly authorOf: (subject: string) => string | null;
}

/** What desks tell one another for the moment: red flags, scripts that go along with a call. */
export const SIGNALS = sidePlace(STREAM.signals, 'signal');
/** What the leads tell the whole team: whether crisis mode is on. */
export const BULLETINS = sidePlace(STREAM.bulletin, 'bulletin');

function sidePlace(stream: string, first: string): SidePlace {
  return {
    stream,
    subjectOf: (author) => `${first}.${author}`,
    authorOf: (subject) => {
      const [word, author, ...rest] = subject.split('.');
      return word === first && author && rest.length === 0 ? author : null;
    },
  };
}

/** A script of the team by its word; the word holds no dot. */
export const scriptSubject = (word: string, author: string) => `scripts.${word}.${author}`;
/** Every message about a script: what compare-and-set looks at. */
export const allAboutScript = (word: string) => `scripts.${word}.*`;
export const ROSTER_SUBJECT = 'team.roster';
export const teamKeySubject = (keyId: string, agent: string) => `team.key.${keyId}.${agent}`;
/** The subjects of TEAM that an agent's desk reads. */
export const teamSubjectsOf = (agent: string) => [ROSTER_SUBJECT, `team.key.*.${agent}`];
/** Answers come to a subject that only this agent may listen to. */
export const inboxPrefixOf = (agent: string) => `_INBOX_${agent}`;

/** Author and callback of a subject of the log; null when it is none. */
export function readCallbackSubject(subject: string): { callbackId: string; author: string } | null {
  const [first, callbackId, author, ...rest] = subject.split('.');
  if (first !== 'cb' || !callbackId || !author || rest.length > 0) return null;
  return { callbackId, author };
}

/** Word and author of a subject of the scripts; null when it is none. */
export function readScriptSubject(subject: string): { word: string; author: string } | null {
  const [first, word, author, ...rest] = subject.split('.');
  if (first !== 'scripts' || !word || !author || rest.length > 0) return null;
  return { word, author };
}

interface ApiSubject {
  /** Below `$JS.API.` */
  readonly subject: string;
  /** Whether one request has many answers (`response: stream` of the export). */
  readonly answers: 'one' | 'many';
}

const readApi = (stream: string): ApiSubject[] => [
  { subject: `STREAM.INFO.${stream}`, answers: 'one' },
  // Answered by the stream's leader, unlike DIRECT.GET, which any replica answers, behind or not.
  { subject: `STREAM.MSG.GET.${stream}`, answers: 'one' },
  { subject: `CONSUMER.CREATE.${stream}.>`, answers: 'one' },
  { subject: `CONSUMER.MSG.NEXT.${stream}.*`, answers: 'many' },
  { subject: `CONSUMER.DELETE.${stream}.*`, answers: 'one' },
];

/** What of JetStream's API the agents' account has to import, and nothing more: nobody deletes, purges or rolls up. */
export const AGENT_API: readonly ApiSubject[] = [
  STREAM.callbacks,
  STREAM.team,
  STREAM.signals,
  STREAM.scripts,
  STREAM.bulletin,
].flatMap(readApi);

/** Everything an agent's desk may publish to. */
export function agentMayPublish(agent: string): string[] {
  return [
    callbackSubject('*', agent),
    `audit.${agent}.>`,
    `presence.${agent}`,
    SIGNALS.subjectOf(agent),
    ...AGENT_API.map(({ subject }) => `${JS_API_FOR_AGENTS}.${subject}`),
  ];
}

/** Everything an agent's desk may listen to. */
export function agentMaySubscribe(agent: string): string[] {
  return [`${inboxPrefixOf(agent)}.>`];
}

/** Settings by JetStream's own names that the desk insists on; a stream without them may lose or rewrite history. */
export const LOG_SETTINGS = {
  subjects: ['cb.*.*'],
  retention: 'limits',
  storage: 'file',
  discard: 'new',
  max_age: 0,
  max_msgs: -1,
  max_bytes: -1,
  max_msgs_per_subject: -1,
  max_msg_size: MAX_EVENT_BYTES,
  deny_delete: true,
  deny_purge: true,
  allow_rollup_hdrs: false,
  allow_direct: true,
  /** 24 h in nanoseconds: for how long a repeated message id is known. */
  duplicate_window: 86_400_000_000_000,
} as const;

/** Versions of scripts are history too: a later one is put beside an earlier one, never in its place. */
export const SCRIPT_SETTINGS = {
  ...LOG_SETTINGS,
  subjects: ['scripts.*.*'],
  max_msg_size: MAX_SCRIPT_BYTES,
} as const;

export const TEAM_SETTINGS = {
  subjects: ['team.>'],
  retention: 'limits',
  storage: 'file',
  discard: 'new',
  max_age: 0,
  max_msgs: -1,
  max_bytes: -1,
  max_msgs_per_subject: -1,
  max_msg_size: MAX_TEAM_BYTES,
  deny_delete: true,
  deny_purge: true,
  allow_rollup_hdrs: false,
} as const;

/** What the leads say is kept for a month, by the hub and so by every desk (shared/team/crisis.ts). */
export const BULLETIN_SETTINGS = {
  ...LOG_SETTINGS,
  subjects: ['bulletin.*'],
  /** 30 days in nanoseconds. */
  max_age: 2_592_000_000_000_000,
} as const;

/**
 * Signals are of use for minutes and hold no history: they go by themselves, and one desk that floods the hub loses its
 * own oldest. Nobody takes one out, and no server keeps one for longer than a shift.
 */
export const SIGNAL_SETTINGS = {
  subjects: ['signal.*'],
  retention: 'limits',
  storage: 'file',
  discard: 'old',
  /** 4 h in nanoseconds. */
  max_age: 14_400_000_000_000,
  max_msgs: -1,
  max_bytes: -1,
  max_msgs_per_subject: 500,
  max_msg_size: MAX_SIGNAL_BYTES,
  deny_delete: true,
  deny_purge: true,
  allow_rollup_hdrs: false,
  /** 2 min in nanoseconds. */
  duplicate_window: 120_000_000_000,
} as const;
