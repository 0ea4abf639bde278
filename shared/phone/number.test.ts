import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber, numberOf, readNumber, sipTarget, type NumberRules } from './number.ts';

const us: NumberRules = { country: 'US', dialPrefix: '9', extensionMaxLength: 6 };
const gb: NumberRules = { country: 'GB', dialPrefix: '', extensionMaxLength: 4 };
/** Where numbers have no fixed length. */
const de: NumberRules = { country: 'DE', dialPrefix: '', extensionMaxLength: 4 };

function read(text: string, rules = us): unknown {
  const result = readNumber(text, rules);
  return result.ok ? result.value : result.error.code;
}
const outside = (e164: string, afterAnswer = ''): unknown => ({ kind: 'outside', e164, afterAnswer });
const extension = (digits: string): unknown => ({ kind: 'extension', digits });

describe('a number outside is read from any writing', () => {
  it.each([
    '+1 202 555 0123',
    '(202) 555-0123',
    '202.555.0123',
    '2025550123',
    '1-202-555-0123',
    'tel:+1-202-555-0123',
    'tel:202-555-0123;phone-context=+1',
    'tel://+12025550123',
    'callto:+12025550123',
    'TEL:%2B12025550123',
    'Phone: (202) 555-0123',
    '\u202A+1\u00A0202\u2011555\u20130123\u202C',
    '+１ ２０２ ５５５ ０１２３',
    '+١ ٢٠٢ ٥٥٥ ٠١٢٣',
    '+१ २०२ ५५५ ०१२३',
    '011 1 202 555 0123',
    '9 202 555 0123',
    '9,1 202 555 0123'.replace(',', ' '),
    'Please call back at (202) 555-0123 before noon',
    '<tel:+12025550123>',
    'sip:+12025550123',
    '202-555-0123 mobile',
    '(202) 555-0123 (home)',
    'Tel.: (202) 555-0123',
    '＋1 (202) 555-0123',
    '+1 (202) 555-0123\u200B',
    '+12025550123;isub=12',
  ])('%s', (text) => {
    expect(read(text)).toEqual(outside('+12025550123'));
  });

  it('with letters for digits', () => {
    expect(read('1-800-JKL-0123')).toEqual(outside('+18005550123'));
    expect(read('(202) 555-01CD')).toEqual(outside('+12025550123'));
  });

  it.each([
    '+1 202 555 0123 ext 12',
    '202-555-0123 x12',
    '202 555 0123, extension 12',
    'tel:+12025550123;ext=12',
    'tel:+1-202-555-0123;EXT=1-2',
    'tel:+1(202)555-0123#12',
    '+1 202 555 0123 #12',
    '202-555-0123;ext=12',
    '+12025550123,,12#',
    '202-555-0123 mobile x12',
    'Please call (202) 555-0123, ext. 12',
  ])('with an extension behind it: %s', (text) => {
    expect(read(text)).toEqual(outside('+12025550123', '12'));
  });

  it('in the country of the profile', () => {
    expect(read('020 7946 0018', gb)).toEqual(outside('+442079460018'));
    expect(read('0044 20 7946 0018', gb)).toEqual(outside('+442079460018'));
    expect(read('+1 202 555 0123', gb)).toEqual(outside('+12025550123'));
  });
});

describe('a short number is dialled as it is', () => {
  it.each([
    ['1001', '1001'],
    ['ext 12', '12'],
    ['Ext. 1002', '1002'],
    ['x 600', '600'],
    ['911', '911'],
    ['0', '0'],
    ['tel:7042;phone-context=clinic.example', '7042'],
    ['sip:1001', '1001'],
    ['Tel.: 1001', '1001'],
    ['١٠٠١', '1001'],
    ['９１１', '911'],
    ['9-1-1', '911'],
    ['tel:911;phone-context=+1', '911'],
  ])('%s', (text, digits) => {
    expect(read(text)).toEqual(extension(digits));
  });

  it('also as a service of another country than the one it is for, but then it is none', () => {
    expect(read('tel:112;phone-context=+44', gb)).toEqual(extension('112'));
    expect(read('tel:112;phone-context=+44')).toBe('number-invalid');
  });

  it('but not beyond the length that the profile gives extensions', () => {
    expect(read('112', gb)).toEqual(extension('112'));
    expect(read('12345', { ...us, extensionMaxLength: 4 })).toBe('number-invalid');
  });
});

describe('feature codes and SIP addresses', () => {
  it.each(['*97', '*98 1001', '#31#', '**1'])('%s is a feature code', (text) => {
    expect(read(text)).toEqual({ kind: 'code', code: text.replaceAll(' ', '') });
  });

  it.each(['tel:*97', 'tel:%2A97', 'call *97', '＊97', '*٩٧', '<tel:*97>', ' *97\n'])(
    '%s is one too',
    (text) => {
      expect(read(text)).toEqual({ kind: 'code', code: '*97' });
    },
  );

  it.each([
    'sip:1002@pbx.example.org',
    'SIP:1002@PBX.example.org;transport=ws',
    '"Desk Two" <sip:1002@pbx.example.org>',
    '1002@pbx.example.org',
    'sips:1002:pw@pbx.example.org?Replaces=a%40b',
  ])('%s is a SIP address, stripped of everything but user and host', (text) => {
    expect(read(text)).toEqual({ kind: 'sip', user: '1002', host: 'pbx.example.org' });
  });
});

describe('what is not a number is refused', () => {
  it.each([
    '',
    '   ',
    'Maria',
    'hello 12',
    '+',
    '()',
    '555 0123',
    '+1 202 555',
    '+999 1234',
    '12345678901234567890',
    'call 202-555-0123 or 202-555-0124',
    'sip:@host',
    'sip:a b@host',
    'sip:1001@ho st',
    'sip:%zz',
    '*',
    '12\u0000',
    '1'.repeat(300),
    'mailto:ada@mail.example',
    `sip:${'#'.repeat(90)}@pbx.example.org`,
    '*'.repeat(40),
  ])('“%s”', (text) => {
    expect(read(text)).toBe('number-invalid');
  });

  it.each(['030 23125123 mobil', '030 23125 123 ab 9'])(
    'and so are letters that may be keys or words, where both make a number: “%s”',
    (text) => {
      expect(read(text, de)).toBe('number-invalid');
    },
  );

  it('and nothing pasted makes it throw or leave the target’s alphabet', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const result = readNumber(text, us);
        if (!result.ok) return;
        expect(sipTarget(result.value, us, 'pbx.example.org')).toMatch(/^sip:[^\s"<>@]+@[^\s"<>@]+$/);
      }),
    );
  });

  it('or become longer than the line takes', () => {
    const code = fc.string({ unit: fc.constantFrom('#', '*'), maxLength: 250 });
    const address = code.map((user) => `sip:${user}@pbx.example.org`);
    fc.assert(
      fc.property(fc.oneof(code, address), (text) => {
        const result = readNumber(text, us);
        const target = result.ok ? sipTarget(result.value, us, 'pbx.example.org') : '';
        expect(target.length).toBeLessThanOrEqual(256);
      }),
    );
  });

  it('every US number survives any of the usual writings', () => {
    const number = fc.integer({ min: 100, max: 199 }).map((n) => `2025550${n}`);
    const join = fc.constantFrom('', ' ', '-', '.', ' - ', '/', '\u2013', '\u00A0');
    fc.assert(
      fc.property(number, join, (digits, gap) => {
        const written = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)].join(gap);
        expect(read(written)).toEqual(outside(`+1${digits}`));
      }),
    );
  });
});

describe('the SIP target of a number', () => {
  const target = (text: string, rules: NumberRules): string => {
    const result = readNumber(text, rules);
    return result.ok ? sipTarget(result.value, rules, 'pbx.example.org') : result.error.code;
  };

  it('is the E.164 number with + where the PBX wants no prefix', () => {
    expect(target('202 555 0123', { ...us, dialPrefix: '' })).toBe('sip:+12025550123@pbx.example.org');
    expect(target('202 555 0123', { ...us, dialPrefix: '', dialForm: 'digits' })).toBe(
      'sip:12025550123@pbx.example.org',
    );
  });

  it('is the national number after a prefix, and the international prefix abroad', () => {
    expect(target('+1 202 555 0123', us)).toBe('sip:92025550123@pbx.example.org');
    expect(target('+44 20 7946 0018', us)).toBe('sip:9011442079460018@pbx.example.org');
    expect(target('020 7946 0018', { ...gb, dialPrefix: '0' })).toBe(
      ['sip:0', '020', '7946', '0018', '@pbx.example.org'].join(''),
    );
    expect(target('+1 202 555 0123', { ...gb, dialPrefix: '0' })).toBe('sip:00012025550123@pbx.example.org');
  });

  it('leaves extensions and codes as they are, with # escaped', () => {
    expect(target('1002', us)).toBe('sip:1002@pbx.example.org');
    expect(target('*97', us)).toBe('sip:*97@pbx.example.org');
    expect(target('#31#', us)).toBe('sip:%2331%23@pbx.example.org');
    expect(target('"Desk Two" <sip:1002@other.example>', us)).toBe('sip:1002@other.example');
  });
});

describe('the number that a target is called again by', () => {
  const again = (text: string, rules: NumberRules): string => {
    const result = readNumber(text, rules);
    return result.ok ? numberOf(result.value, rules, 'pbx.example.org') : result.error.code;
  };

  it.each([
    ['020 7946 0018', { ...gb, dialPrefix: '0' }, '+442079460018'],
    ['2025550123', us, '+12025550123'],
    ['(202) 555-0123 ext 12', us, '+12025550123'],
    ['1002', us, '1002'],
    ['#31#', us, '#31#'],
    ['sip:1002@PBX.example.org', us, '1002'],
  ])('is for %s without the prefix and without the domain', (text, rules, number) => {
    expect(again(text, rules)).toBe(number);
  });

  it('is the whole address where a number would reach somebody else', () => {
    expect(again('sip:1002@other.example', us)).toBe('1002@other.example');
    expect(again('sip:ada@pbx.example.org', us)).toBe('ada@pbx.example.org');
    expect(again('sip:2025550123@pbx.example.org', us)).toBe('2025550123@pbx.example.org');
    expect(again('ext 2025550123', us)).toBe('2025550123@pbx.example.org');
  });

  it('means the same target whenever it is read again', () => {
    const texts = fc.oneof(
      fc.stringMatching(/^\+?[0-9]{1,15}$/),
      fc.stringMatching(/^[*#][0-9*#]{1,8}$/),
      fc.stringMatching(/^sip:[a-z0-9+*#.]{1,12}@(pbx\.example\.org|other\.example)$/),
      fc.stringMatching(/^ext [0-9]{1,10}$/),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom(us, gb, de, { ...de, dialPrefix: '0' }), (text, rules) => {
        const first = readNumber(text, rules);
        if (!first.ok) return;
        const second = readNumber(numberOf(first.value, rules, 'pbx.example.org'), rules);
        if (!second.ok) throw new Error('it is no number any more');
        const target = (of: typeof first): string => sipTarget(of.value, rules, 'pbx.example.org');
        expect(target(second)).toBe(target(first));
      }),
    );
  });
});

describe('a number for reading', () => {
  it('is national at home and international abroad', () => {
    expect(formatNumber('+12025550123', us)).toBe('(202) 555-0123');
    expect(formatNumber('12025550123', us)).toBe('(202) 555-0123');
    expect(formatNumber('+442079460018', us)).toBe('+44 20 7946 0018');
  });

  it('stays as it came when it is short or no number', () => {
    expect(formatNumber('1001', us)).toBe('1001');
    expect(formatNumber('*97', us)).toBe('*97');
    expect(formatNumber('anonymous', us)).toBe('anonymous');
    expect(formatNumber('', us)).toBe('');
  });
});
