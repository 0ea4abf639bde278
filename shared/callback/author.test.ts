import { describe, expect, it } from 'vitest';
import { isIntake, isLead, mayBeAgentName } from './author.ts';

describe('an author’s name', () => {
  it('says whether they lead, bring requests in, or neither', () => {
    expect(['lead-1001', 'intake-web', 'leader', 'ana', 'mislead-1'].map(isLead)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(['intake-web', 'intake', 'lead-1'].map(isIntake)).toEqual([true, false, false]);
  });

  it('may be given to whoever has the role that it says', () => {
    expect(mayBeAgentName('ana-1002', 'agent')).toBe(true);
    expect(mayBeAgentName('lead-ana', 'agent')).toBe(false);
    expect(mayBeAgentName('lead-ana', 'lead')).toBe(true);
    expect(mayBeAgentName('intake-ivr', 'intake')).toBe(true);
    expect(mayBeAgentName('ana', 'lead')).toBe(false);
  });

  it.each(['', 'lead-', '-ana', 'Ana', 'ana.b', 'ana*', 'a'.repeat(33), 'ana\n'])(
    'is refused when it is no name: %j',
    (name) => {
      expect(['agent', 'lead', 'intake'].filter((role) => mayBeAgentName(name, role as 'agent'))).toEqual([]);
    },
  );
});
