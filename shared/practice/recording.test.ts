import { describe, expect, it } from 'vitest';
import { recordingPath } from './recording.ts';

describe('the name of a recording', () => {
  const voice = { name: 'en-us', pitch: 50, wordsPerMin: 150 };
  it('changes with the words and with the voice, and with nothing else', () => {
    const path = recordingPath('nora', voice, 'Hello.');
    expect(path).toMatch(/^nora\/[0-9a-f]{16}\.opus$/);
    expect(recordingPath('nora', { ...voice }, 'Hello.')).toBe(path);
    expect(recordingPath('nora', voice, 'Hello!')).not.toBe(path);
    expect(recordingPath('nora', { ...voice, pitch: 51 }, 'Hello.')).not.toBe(path);
  });
});
