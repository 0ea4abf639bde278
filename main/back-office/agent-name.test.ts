import { describe, expect, it } from 'vitest';
import { mayBeAgentName } from '#shared/callback/author.ts';
import { soloAgentName } from './agent-name.ts';

describe('The name of an agent without a hub', () => {
  it.each([
    ['1001', 'lead-1001'],
    ['Ann.Smith_2', 'lead-ann-smith-2'],
    ['...', 'lead-desk'],
    ['x'.repeat(32), `lead-${'x'.repeat(27)}`],
  ])('of extension %s is %s, a lead’s', (extension, name) => {
    expect(soloAgentName(extension)).toBe(name);
    expect(mayBeAgentName(name, 'lead')).toBe(true);
  });
});
