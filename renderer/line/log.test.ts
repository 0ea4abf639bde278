import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from './log.ts';

const invite = [
  'INVITE sip:15550100@pbx.example SIP/2.0',
  'From: "Pat Doe" <sip:15550100@pbx.example>;tag=abc',
  'P-Asserted-Identity: "Pat Doe" <sip:15550100@pbx.example>',
  'f: Pat <sip:pat@x>',
  'Authorization: Digest username="1001",realm="clinic",response="0123456789abcdef0123456789abcdef"',
  'X-Intake: call me on +1 555 010-0123',
  'CSeq: 2 INVITE',
].join('\r\n');

describe('the log', () => {
  it('keeps what helps and nothing about anybody', () => {
    const text = redact(invite);
    expect(text).toContain('INVITE sip:…');
    expect(text).toContain('CSeq: 2 INVITE');
    for (const secret of ['Pat', '15550100', '0100', '1001', '0123456789abcdef', '555 010']) {
      expect(text).not.toContain(secret);
    }
  });

  it('lets no telephone number through, however it is written', () => {
    const digits = fc.stringMatching(/^\+?[1-9]\d{6,14}$/);
    fc.assert(
      fc.property(digits, fc.constantFrom('', ' ', '-', '.'), (number, separator) => {
        const written = number.replace(/(\d{3})(?=\d)/g, `$1${separator}`);
        expect(redact(`dialling ${written} now`)).toBe('dialling … now');
      }),
    );
  });
});
