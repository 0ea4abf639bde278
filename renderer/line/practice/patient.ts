import {
  chipOpened,
  countFirst,
  felt,
  feltChip,
  feltFirst,
  feltInterrupted,
  feltListenedTo,
  openingSaid,
  remarkOn,
  shown,
  walkOutOf,
} from './feelings.ts';
import type {
  HangUpReason,
  PatientEvent,
  PatientPhase,
  PatientState,
  Person,
  Speech,
  Step,
} from './patient-state.ts';
import { lastWord, nextLine } from './story.ts';

/** A caller waits to be greeted; whoever is called takes a breath and says who they are. */
const OPENING_AFTER_MS = { patient: 3000, colleague: 600 };
/** After a shorter hold nobody remarks on it. */
const WORTH_A_WORD_MS = 4000;
/** A line that has been cut off this often counts as said. */
const MOST_ATTEMPTS = 2;

/** Total: an event that means nothing in a phase leaves it as it is. */
export function step(person: Person, before: PatientState, event: PatientEvent): Step {
  if (before.phase.name === 'hung-up') return stay(before);
  const state = followAgent(person, before, event);
  switch (event.kind) {
    case 'answered':
      return state.phase.name === 'waiting-for-answer'
        ? beginToListen({ ...state, answeredAt: event.at }, event.at)
        : stay(state);
    case 'chip-used':
      return stay(state.passedOn ? state : chipOpened(state));
    case 'agent-began':
    case 'agent-paused':
      return stay(state);
    case 'sentence-finished':
      return state.phase.name === 'speaking'
        ? finish(person, state, state.phase.speech, event.at)
        : stay(state);
    case 'held':
      return hold(state, event.at);
    case 'taken-back':
      return state.phase.name === 'held' ? takeBack(person, state, state.phase, event.at) : stay(state);
    case 'passed-on':
      return passOn(person, state, event.at);
    case 'other-side-hung-up':
      return {
        state: withPhase(state, { name: 'hung-up', reason: 'other-side' }),
        actions: [{ kind: 'fall-silent' }],
      };
    case 'tick':
      return tick(person, state, event.at);
  }
}

function followAgent(person: Person, state: PatientState, event: PatientEvent): PatientState {
  if (event.kind === 'agent-paused') {
    return { ...countFirst(state, event.at), agent: { isSpeaking: false, since: event.at } };
  }
  if (event.kind !== 'agent-began') return state;
  const greetedAt = state.answeredAt === null ? null : (state.greetedAt ?? event.at);
  const begun = { ...state, greetedAt, agent: { isSpeaking: true, since: event.at }, prompts: 0 };
  const { phase } = state;
  if (phase.name !== 'listening') return begun;
  const listened = feltListenedTo(person, waited(begun, event.at), event.at);
  return withPhase(listened, { ...phase, heard: true, after: null });
}

/** How long they have waited for a word until now. */
function waited(state: PatientState, now: number): PatientState {
  const { phase } = state;
  if (phase.name !== 'listening' || phase.heard) return state;
  return { ...state, longestWaitMs: Math.max(state.longestWaitMs, now - phase.since) };
}

function tick(person: Person, before: PatientState, now: number): Step {
  const state = feltFirst(person, waited(before, now), now);
  const { phase, agent } = state;
  const { temper } = person;
  const agentQuietMs = agent.isSpeaking ? 0 : now - agent.since;
  switch (phase.name) {
    case 'waiting-for-answer':
      return person.kind === 'patient' && now - phase.since >= person.ringForMs
        ? hangUp(state, 'nobody-answered')
        : stay(state);
    case 'listening': {
      if (agent.isSpeaking) return stay(state);
      if (phase.heard) return agentQuietMs >= temper.turnAfterMs ? takeTurn(person, state, now) : stay(state);
      const patienceMs = state.next === 0 ? OPENING_AFTER_MS[person.kind] : temper.promptAfterMs;
      if (now - phase.since < patienceMs) return stay(state);
      return state.next === 0 ? takeTurn(person, state, now) : prompt(person, state, now);
    }
    case 'speaking': {
      const overlapMs = agent.isSpeaking ? now - agent.since : 0;
      return overlapMs >= temper.yieldAfterMs ? yieldTo(person, state, phase.speech, now) : stay(state);
    }
    case 'talked-over':
      return agentQuietMs >= temper.turnAfterMs ? answerInterruption(person, state, now) : stay(state);
    case 'held':
      return now - phase.since >= temper.holdForMs ? hangUp(state, 'held-too-long') : stay(state);
    case 'hung-up':
      return stay(state);
  }
}

/** Says first what the agent has done to them since the last turn. */
function takeTurn(person: Person, before: PatientState, now: number): Step {
  const state = feltChip(person, before, now);
  const tooMuch = walkOut(person, state);
  if (tooMuch) return tooMuch;
  // Who has not told why they call yet remarks on nothing.
  if (state.next === 0 || state.passedOn) return sayNext(person, shown(state));
  const { state: told, remark } = remarkOn(person, state);
  return remark === null ? sayNext(person, told) : say(told, { part: 'remark', sentence: remark });
}

function walkOut(person: Person, state: PatientState): Step | null {
  const sentence = walkOutOf(person, state);
  return sentence === null ? null : say(state, { part: 'goodbye', sentence, reason: 'had-enough' });
}

function sayNext(person: Person, state: PatientState): Step {
  const line = nextLine(person, state);
  if (line) return say({ ...state, next: line.index }, line);
  return say(state, { part: 'goodbye', sentence: lastWord(person, state), reason: 'said-goodbye' });
}

function prompt(person: Person, before: PatientState, now: number): Step {
  const state = felt(person, before, 'silence', now);
  const tooMuch = walkOut(person, state);
  if (tooMuch) return tooMuch;
  const sentence = person.silence[state.prompts];
  if (sentence === undefined) {
    return say(state, { part: 'goodbye', sentence: person.gaveUp, reason: 'heard-nothing' });
  }
  return say({ ...state, prompts: state.prompts + 1 }, { part: 'prompt', sentence });
}

function finish(person: Person, state: PatientState, speech: Speech, now: number): Step {
  if (speech.part === 'goodbye') return hangUp(state, speech.reason);
  if (speech.part === 'remark') return sayNext(person, state);
  const isHeard = state.agent.isSpeaking;
  if (speech.part !== 'line') return listen(state, { since: now, heard: isHeard, after: null });
  const said = { ...state, next: speech.index + 1, attempts: 0 };
  const after = speech.isHeavy ? 'heavy-line' : 'line';
  return listen(speech.index === 0 ? openingSaid(said, now) : said, {
    since: now,
    heard: isHeard,
    after: isHeard ? null : after,
  });
}

function yieldTo(person: Person, state: PatientState, speech: Speech, now: number): Step {
  // Nobody takes back a goodbye; and whoever asked "are you there?" has just been answered.
  if (speech.part === 'goodbye') return stay(state);
  const quiet = [{ kind: 'fall-silent' }] as const;
  if (speech.part === 'prompt') {
    return { ...listen(state, { since: now, heard: true, after: null }), actions: quiet };
  }
  const attempts = speech.part === 'line' ? state.attempts + 1 : state.attempts;
  const counted = attempts < MOST_ATTEMPTS ? { attempts } : { attempts: 0, next: state.next + 1 };
  return {
    state: {
      ...feltInterrupted(person, state, now),
      ...counted,
      interruptions: state.interruptions + 1,
      phase: { name: 'talked-over' },
    },
    actions: quiet,
  };
}

/** What they say to it is their remark on the mood too. */
function answerInterruption(person: Person, before: PatientState, now: number): Step {
  const state = shown(feltChip(person, before, now));
  const tooMuch = walkOut(person, state);
  if (tooMuch) return tooMuch;
  const { talkedOver } = person;
  const sentence = talkedOver[(state.interruptions - 1) % talkedOver.length];
  return sentence === undefined ? sayNext(person, state) : say(state, { part: 'remark', sentence });
}

function hold(state: PatientState, now: number): Step {
  const { phase } = state;
  if (phase.name === 'held' || phase.name === 'waiting-for-answer') return stay(state);
  const goodbye = phase.name === 'speaking' && phase.speech.part === 'goodbye' ? phase.speech : null;
  return {
    state: withPhase(state, { name: 'held', since: now, goodbye }),
    actions: phase.name === 'speaking' ? [{ kind: 'fall-silent' }] : [],
  };
}

function takeBack(
  person: Person,
  state: PatientState,
  held: Extract<PatientPhase, { name: 'held' }>,
  now: number,
): Step {
  if (held.goodbye) return say(state, held.goodbye);
  if (now - held.since >= WORTH_A_WORD_MS) return say(state, { part: 'prompt', sentence: person.afterHold });
  return beginToListen(state, now);
}

/**
 * A patient begins again with somebody new, as patients must, but leaves it at that: the agent hears none of it, and
 * may want to practise with both of them again. A colleague goes on.
 */
function passOn(person: Person, state: PatientState, now: number): Step {
  const isPatient = person.kind === 'patient';
  const next = isPatient ? 0 : state.next;
  return {
    state: {
      ...state,
      next,
      passedOn: isPatient,
      attempts: 0,
      prompts: 0,
      agent: { isSpeaking: false, since: now },
      phase: { name: 'listening', since: now, heard: false, after: null },
    },
    actions: state.phase.name === 'speaking' ? [{ kind: 'fall-silent' }] : [],
  };
}

function beginToListen(state: PatientState, now: number): Step {
  return listen(state, { since: now, heard: false, after: null });
}

function listen(state: PatientState, how: Omit<Extract<PatientPhase, { name: 'listening' }>, 'name'>): Step {
  return stay(withPhase(state, { name: 'listening', ...how }));
}

function hangUp(state: PatientState, reason: HangUpReason): Step {
  return { state: withPhase(state, { name: 'hung-up', reason }), actions: [{ kind: 'hang-up' }] };
}

function say(state: PatientState, speech: Speech): Step {
  return {
    state: withPhase(state, { name: 'speaking', speech }),
    actions: [{ kind: 'say', sentence: speech.sentence }],
  };
}

function withPhase(state: PatientState, phase: PatientPhase): PatientState {
  return { ...state, phase };
}

function stay(state: PatientState): Step {
  return { state, actions: [] };
}
