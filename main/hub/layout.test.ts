import { describe, expect, it } from 'vitest';
import { readPosition } from './feed.ts';
import { agentMayPublish, agentMaySubscribe, BULLETINS, readCallbackSubject, SIGNALS } from './layout.ts';

describe('a subject of the log', () => {
  it('names the callback and the author', () => {
    expect(readCallbackSubject('cb.callback-1.ana')).toEqual({ callbackId: 'callback-1', author: 'ana' });
  });

  it.each(['cb.callback-1', 'cb.a.b.c', 'xx.a.b', 'cb..ana', 'cb.a.', ''])('is not “%s”', (subject) => {
    expect(readCallbackSubject(subject)).toBeNull();
  });
});

describe('a subject beside the log', () => {
  it('names its author, and none where it is not the stream’s own', () => {
    expect(SIGNALS.authorOf(SIGNALS.subjectOf('ana'))).toBe('ana');
    expect(BULLETINS.authorOf('bulletin.lead-mia')).toBe('lead-mia');
    for (const subject of ['signal.ana', 'bulletin', 'bulletin.', 'bulletin.a.b', ''])
      expect(BULLETINS.authorOf(subject)).toBeNull();
  });
});

describe('an agent’s rights', () => {
  it('reach no other author, no reply of others, and nothing that deletes', () => {
    const subjects = agentMayPublish('ana');
    expect(subjects.slice(0, 3)).toEqual(['cb.*.ana', 'audit.ana.>', 'presence.ana']);
    expect(
      subjects.filter((subject) => /PURGE|STREAM\.(?:CREATE|UPDATE|DELETE)|MSG\.DELETE/.test(subject)),
    ).toEqual([]);
    expect(agentMaySubscribe('ana')).toEqual(['_INBOX_ana.>']);
  });
});

describe('the position of a message', () => {
  const nanos = '1795353600123456789';

  it('is read from its acknowledgement subject, short or long', () => {
    const expected = { seq: 42, delivery: 7, timeMs: 1_795_353_600_123 };
    expect(readPosition(`$JS.ACK.CB.ana_1.1.42.7.${nanos}.0`)).toEqual(expected);
    expect(readPosition(`$JS.ACK._.hash.CB.ana_1.1.42.7.${nanos}.0.random`)).toEqual(expected);
  });

  it('is none for what is no message of a stream', () => {
    for (const reply of [undefined, '', '_INBOX_ana.x', '$JS.ACK.CB']) expect(readPosition(reply)).toBeNull();
  });
});
