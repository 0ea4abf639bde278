import type { Wording } from './message.ts';

const KEPT = 'Nothing was changed.';
const NOBODY_CALLED = 'Nobody was called.';

const NOT_YET: Readonly<Record<string, string>> = {
  due: 'This callback is not due yet.',
  hours: 'It is too early or too late to call where the patient is.',
  window: 'The patient asked to be called at another time.',
};

/** The callback queue. */
export const callbackMessages = {
  'callback-unknown': () => ({
    title: 'That callback is not in the queue.',
    safe: KEPT,
    todo: 'Look for the patient’s number among all callbacks of the team.',
  }),
  'callback-taken': (say) => ({
    title: `${say('name', 'A colleague')} was quicker and has this callback.`,
    safe: 'The patient is looked after, and is not called twice.',
    todo: 'Take the next one.',
  }),
  'callback-not-held': () => ({
    title: 'This callback is not in your hands.',
    safe: `${NOBODY_CALLED} What you wrote is kept.`,
    todo: 'Take it first, then do it again.',
  }),
  'callback-closed': () => ({
    title: 'This callback is done already.',
    safe: 'The patient waits for nothing more here.',
    todo: 'If there is more to say, make a new callback.',
  }),
  'callback-not-yet': (say) => ({
    title: NOT_YET[say('why', '')] ?? 'It is not the time to call this patient.',
    safe: `${NOBODY_CALLED} The callback keeps its place.`,
    todo: 'Take another one. This one is offered when the time has come.',
  }),
  'callback-needs-lead': () => ({
    title: 'A lead has to decide about this callback.',
    safe: 'It waits under “Needs attention”, and nobody calls meanwhile.',
    todo: 'Tell your lead if it is urgent.',
  }),
  'callback-maybe-called': () => ({
    title: 'A call to this patient was begun, and nobody has told how it went.',
    safe: 'Nobody was called again.',
    todo: 'Tell how it went if you know. Otherwise call again, knowing that they may have been reached.',
  }),
  'callback-offline': () => ({
    title: 'Without the team hub, this desk cannot know that nobody else is calling.',
    safe: `${NOBODY_CALLED} Calls that come in are not affected.`,
    todo: 'Call those that are yours already, or wait until the link is back.',
  }),
  'lease-over': () => ({
    title: 'Your time with this callback is over, and it is back in the queue.',
    safe: 'What you wrote and told is kept.',
    todo: 'Take it again if nobody else has.',
  }),
  'clock-unknown': () => ({
    title: 'This computer’s clock was changed, so nobody can say whether a callback is still yours.',
    safe: NOBODY_CALLED,
    todo: 'It is settled by itself when the link to the team hub is back.',
  }),
  'reason-missing': () => ({
    title: 'The reason is missing.',
    safe: KEPT,
    todo: 'Say in a few words what it is about.',
  }),
  'time-invalid': () => ({
    title: 'That time cannot be used.',
    safe: KEPT,
    todo: 'Choose a time that is still to come and exists on that day where the patient is.',
  }),
  'csv-invalid': (say) => ({
    title: `${say('fileName', 'The file')} cannot be read as a list of callbacks.`,
    safe: 'Nothing was added.',
    todo: 'Save it as CSV in UTF-8, with a first line that names the columns: number, reason, name and the rest.',
  }),
} as const satisfies Record<string, Wording>;
