/**
 * The names that the preload bridges expose. They stand apart from the schemas so that a preload stays a few
 * lines without zod; the `satisfies` in desk.ts and sign-in.ts make a missing contract a compile error.
 */
export const DESK_COMMANDS = [
  'getState',
  'signOut',
  'becomeReady',
  'takeBreak',
  'extendWrapUp',
  'dial',
  'answer',
  'decline',
  'hangUp',
  'setMute',
  'setHold',
  'sendDigits',
  'merge',
  'split',
  'blindTransfer',
  'startConsult',
  'bringIn',
  'completeTransfer',
  'cancelTransfer',
  'retryConnection',
  'chooseDevice',
  'testSound',
  'setMeter',
  'setEchoTest',
  'startPracticeCall',
  'listCalls',
  'dismissCall',
  'dismissNotice',
  'changeSettings',
  'setCrisis',
  'recordsHere',
  'changePin',
] as const;
export type DeskCommandName = (typeof DESK_COMMANDS)[number];

/** What the desk may ask about the callback queue. */
export const CALLBACK_COMMANDS = [
  'listCallbacks',
  'getCallback',
  'claimCallback',
  'releaseCallback',
  'dialCallback',
  'recordOutcome',
  'addCallbackNote',
  'draftCallbackNote',
  'requestCallback',
  'rescheduleCallback',
  'cancelCallback',
  'skipOffer',
  'importCallbacks',
  'listRejected',
  'dismissRejected',
  'retryHub',
  'joinHub',
] as const;
export type CallbackCommandName = (typeof CALLBACK_COMMANDS)[number];

/** What the desk may ask about scripts. */
export const SCRIPT_COMMANDS = [
  'listScripts',
  'chooseScript',
  'moveInScript',
  'draftWrapUp',
  'wrapUp',
  'openScriptPage',
] as const;
export type ScriptCommandName = (typeof SCRIPT_COMMANDS)[number];

/** What the desk may ask about practice calls. */
export const PRACTICE_COMMANDS = ['keepDebrief', 'closeDebrief', 'listDebriefs', 'deleteDebrief'] as const;
export type PracticeCommandName = (typeof PRACTICE_COMMANDS)[number];

/** What the desk may do about red flags. */
export const RED_FLAG_COMMANDS = [
  'raiseRedFlag',
  'callOffRedFlag',
  'answerRedFlag',
  'putRedFlagAway',
] as const;
export type RedFlagCommandName = (typeof RED_FLAG_COMMANDS)[number];

/** What the desk may ask about writing scripts. */
export const SCRIPT_BOOK_COMMANDS = [
  'listBook',
  'openDraft',
  'checkScript',
  'keepDraft',
  'dropDraft',
  'publishScript',
  'withdrawScript',
  'listVersions',
  'readVersion',
] as const;
export type ScriptBookCommandName = (typeof SCRIPT_BOOK_COMMANDS)[number];

export const SIGN_IN_COMMANDS = [
  'getSignIn',
  'openProfile',
  'recordsFor',
  'signIn',
  'goOnWithoutLine',
  'cancelSignIn',
  'practise',
] as const;
export type SignInCommandName = (typeof SIGN_IN_COMMANDS)[number];

/** Pushed by main, never asked for. */
export const DESK_EVENTS = ['state', 'levels', 'number'] as const;
export type DeskEventName = (typeof DESK_EVENTS)[number];
export const SIGN_IN_EVENTS = ['signInState'] as const;
export type SignInEventName = (typeof SIGN_IN_EVENTS)[number];

export const LINE_REPORTS = [
  'ready',
  'snapshot',
  'levels',
  'milestone',
  'practised',
  'settled',
  'credential',
] as const;
export type LineReportName = (typeof LINE_REPORTS)[number];

/** IPC channel of a command, event or report. */
export function channel(window: 'desk' | 'sign-in' | 'line', name: string): string {
  return `hearthline:${window}:${name}`;
}
/** The one channel on which main orders the line window about. */
export const LINE_ORDER_CHANNEL = channel('line', 'order');

/** Origins of the pages. Each is a site of its own, so each runs in a process of its own. */
export const ORIGINS = { desk: 'app://desk', signIn: 'app://sign-in', line: 'app://line' } as const;
