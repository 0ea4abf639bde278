import type {
  HangUpReason,
  PatientEvent,
  PatientPhase,
  PatientState,
  Person,
  Speech,
  Step,
} from './patient-state.ts';

/** A caller waits to be greeted; whoever is called takes a breath and says who they are. */
const OPENING_AFTER_MS = { patient: 3000, colleague: 600 };
/** After a shorter hold nobody remarks on it. */
const WORTH_A_WORD_MS = 4000;
/** A line that has been cut off this often counts as said. */
const MOST_ATTEMPTS = 2;

/** Total: an event that means nothing in a phase leaves it as it is. */
export function step(person: Person, before: PatientState, event: PatientEvent): Step {
  if (before.phase.name === 'hung-up') return stay(before);
  const state = followAgent(before, event);
  switch (event.kind) {
    case 'answered':
      return state.phase.name === 'waiting-for-answer' ? beginToListen(state, event.at) : stay(state);
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

function followAgent(state: PatientState, event: PatientEvent): PatientState {
  if (event.kind === 'agent-paused') return { ...state, agent: { isSpeaking: false, since: event.at } };
  if (event.kind !== 'agent-began') return state;
  const { phase } = state;
  return {
    ...state,
    agent: { isSpeaking: true, since: event.at },
    prompts: 0,
    phase: phase.name === 'listening' ? { ...phase, heard: true } : phase,
  };
}

function tick(person: Person, state: PatientState, now: number): Step {
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
      if (phase.heard) return agentQuietMs >= temper.turnAfterMs ? sayNext(person, state) : stay(state);
      const patienceMs = state.next === 0 ? OPENING_AFTER_MS[person.kind] : temper.promptAfterMs;
      if (now - phase.since < patienceMs) return stay(state);
      return state.next === 0 ? sayNext(person, state) : prompt(person, state);
    }
    case 'speaking': {
      const overlapMs = agent.isSpeaking ? now - agent.since : 0;
      return overlapMs >= temper.yieldAfterMs ? yieldTo(state, phase.speech, now) : stay(state);
    }
    case 'talked-over':
      return agentQuietMs >= temper.turnAfterMs ? answerInterruption(person, state) : stay(state);
    case 'held':
      return now - phase.since >= temper.holdForMs ? hangUp(state, 'held-too-long') : stay(state);
    case 'hung-up':
      return stay(state);
  }
}

function sayNext(person: Person, state: PatientState): Step {
  const story = state.passedOn ? [person.opening] : [person.opening, ...person.lines];
  const sentence = story[state.next];
  if (sentence !== undefined) return say(state, { part: 'line', sentence });
  return say(state, { part: 'goodbye', sentence: person.closing, reason: 'said-goodbye' });
}

function prompt(person: Person, state: PatientState): Step {
  const sentence = person.silence[state.prompts];
  if (sentence === undefined) {
    return say(state, { part: 'goodbye', sentence: person.gaveUp, reason: 'heard-nothing' });
  }
  return say({ ...state, prompts: state.prompts + 1 }, { part: 'prompt', sentence });
}

function finish(person: Person, state: PatientState, speech: Speech, now: number): Step {
  if (speech.part === 'goodbye') return hangUp(state, speech.reason);
  if (speech.part === 'remark') return sayNext(person, state);
  const said = speech.part === 'line' ? { ...state, next: state.next + 1, attempts: 0 } : state;
  return stay(withPhase(said, { name: 'listening', since: now, heard: state.agent.isSpeaking }));
}

function yieldTo(state: PatientState, speech: Speech, now: number): Step {
  // Nobody takes back a goodbye; and whoever asked "are you there?" has just been answered.
  if (speech.part === 'goodbye') return stay(state);
  const quiet = [{ kind: 'fall-silent' }] as const;
  if (speech.part === 'prompt') {
    return { state: withPhase(state, { name: 'listening', since: now, heard: true }), actions: quiet };
  }
  const attempts = speech.part === 'line' ? state.attempts + 1 : state.attempts;
  const counted = attempts < MOST_ATTEMPTS ? { attempts } : { attempts: 0, next: state.next + 1 };
  return {
    state: {
      ...state,
      ...counted,
      interruptions: state.interruptions + 1,
      phase: { name: 'talked-over' },
    },
    actions: quiet,
  };
}

function answerInterruption(person: Person, state: PatientState): Step {
  const { walkOut, talkedOver } = person;
  if (walkOut && state.interruptions >= walkOut.afterInterruptions) {
    return say(state, { part: 'goodbye', sentence: walkOut.says, reason: 'was-talked-over' });
  }
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
      phase: { name: 'listening', since: now, heard: false },
    },
    actions: state.phase.name === 'speaking' ? [{ kind: 'fall-silent' }] : [],
  };
}

function beginToListen(state: PatientState, now: number): Step {
  return stay(withPhase(state, { name: 'listening', since: now, heard: false }));
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
