import { answerOf, ask, once, type Answer } from './ask.ts';
import { bridge } from './bridge.ts';
import { goTo, showFailure } from './page.ts';

/** Calls a number as it was typed. Null while another call is being placed: nobody is called twice by a double press. */
export async function dial(text: string): Promise<Answer | null> {
  return once('dial', () => answerOf(bridge().dial({ text })));
}

/** Calls a number from wherever it stands, and looks at the call. */
export async function callAndLook(text: string): Promise<void> {
  const answer = await dial(text);
  if (answer?.ok) goTo('calls');
  else if (answer) showFailure(answer.error);
}

/** Lets a practice patient call, and looks at the place where it will ring. */
export async function practise(patientId: string): Promise<void> {
  const isStarted = await once('practise', () => ask(bridge().startPracticeCall({ patientId })));
  if (isStarted) goTo('calls');
}
