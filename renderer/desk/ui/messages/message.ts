/** What a failure means to the person in front of it. */
export interface Message {
  /** What happened. */
  title: string;
  /** What is safe, or what still works. */
  safe: string;
  /** What to do now. */
  todo: string;
}

/** A detail in words, when there is one: `said(details, 'host', 'the server')`. */
export type Say = (key: string, otherwise: string) => string;
export type Wording = (say: Say) => Message;

export const ASK_IT = 'If it stays so, tell the people who look after your phones.';

export function statusOf(say: Say): string {
  const status = say('status', '') || say('sipStatus', '');
  return status && ` (${status})`;
}
