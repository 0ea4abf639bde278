import { agentName } from './event.ts';

/**
 * Who somebody is to the team stands in their name on the hub, which the hub itself sees to: the log is understood
 * without a list of the team. A lead's name begins with `lead-`, that of a way in (phone menu, web form, import by a
 * script) with `intake-`; everybody else is an agent.
 */
const LEAD = 'lead-';
const INTAKE = 'intake-';

export type Role = 'agent' | 'lead' | 'intake';

/** Decides what nobody else may: takes what needs a person, hands on what others have. */
export function isLead(author: string): boolean {
  return author.startsWith(LEAD);
}

/** May bring requests and notes, and nothing else. */
export function isIntake(author: string): boolean {
  return author.startsWith(INTAKE);
}

/** Whether a name may be given to somebody with that role: well formed, and saying that role and no other. */
export function mayBeAgentName(name: string, role: Role): boolean {
  if (!agentName.safeParse(name).success) return false;
  const said = isLead(name) ? 'lead' : isIntake(name) ? 'intake' : 'agent';
  return said === role && name !== LEAD && name !== INTAKE;
}
