import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flawOfPin, normalPin, type PinContext } from './pin-rule.ts';

const desk: PinContext = { minLength: 6, extension: '1001', password: 'sesame-7Q' };
const bare: PinContext = { ...desk, minLength: 12 };
const why = (pin: string, context = desk) => flawOfPin(pin, context)?.why ?? null;

describe('A new PIN', () => {
  it.each(['471936', '190586', 'k4tzen', 'blue lamp', 'Ofen 3', '9µ§ñéz'])('may be “%s”', (pin) => {
    expect(why(pin)).toBeNull();
  });

  it('says how much is missing, in characters as people count them', () => {
    expect(flawOfPin('', desk)).toEqual({ why: 'too-short', missing: 6 });
    expect(flawOfPin('4719', desk)).toEqual({ why: 'too-short', missing: 2 });
    expect(flawOfPin('🦊🐻🌲', desk)).toEqual({ why: 'too-short', missing: 3 });
  });

  it.each(['123456', '654321', '000000', '112233', '121212', '123123', '135790', 'abcdef', '171717'])(
    'is too plain as “%s”',
    (pin) => expect(why(pin)).toBe('too-plain'),
  );

  it.each(['qwertz', 'azerty', 'asdfgh', 'PassWord', 'password1', 'Welcome!!', 'hearthline'])(
    'is too plain as “%s”, which is tried first',
    (pin) => expect(why(pin)).toBe('too-plain'),
  );

  it('is not the password, and not the extension with a little beside it', () => {
    expect(why('sesame-7Q')).toBe('is-password');
    expect(why('100110')).toBe('is-extension');
    expect(why('100147')).toBe('is-extension');
    expect(why('1001 katze')).toBeNull();
  });

  it('needs more where it stands alone', () => {
    expect(flawOfPin('471936', bare)).toEqual({ why: 'too-short', missing: 6 });
    expect(why('4719 3647 1936', bare)).toBeNull();
    expect(why('1234-1234-1234', bare)).toBe('too-plain');
    expect(why('abcabcabcabc', bare)).toBe('too-plain');
    expect(why('blue lamp by the door', bare)).toBeNull();
  });

  it('is the same however its letters were composed', () => {
    expect(normalPin('cafe\u0301')).toBe(normalPin('caf\u00e9'));
  });

  it('is judged whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 256 }), (pin) => {
        const flaw = flawOfPin(pin, desk);
        if (flaw?.why === 'too-short') expect([...normalPin(pin)].length).toBe(6 - flaw.missing);
      }),
    );
  });
});
