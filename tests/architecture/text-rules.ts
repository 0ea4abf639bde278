import type { SourceFile } from './repository.ts';

// Written in pieces, so that this file does not break the rules that it states.
const join = (...parts: readonly string[]) => parts.join('');

const MACHINE = new RegExp(
  [
    join('/wo', 'rk/(?:main|shared)'),
    join('/ro', 'ot/'),
    join('/tmp/', 'brief'),
    join('/Us', 'ers/[a-z]'),
    join('/ho', 'me/[a-z]'),
    join('https?://(?:[\\w-]+\\.)*(?:regi', 'stry|de', 'b|secu', 'rity|mirr', 'ors?|npm)[\\w-]*\\.'),
  ].join('|'),
);

/** A path or a package host of the machine that something was written on. */
export function namesAMachine(line: string): string | null {
  const found = MACHINE.exec(line);
  return found ? `names a machine: ${found[0]}` : null;
}

const LATER = new RegExp(`\\b(?:${join('TO', 'DO')}|${join('FIX', 'ME')})\\b`);
const FOCUS = /\b(?:it|test|describe|suite)(?:\.\w+)*\.only\b/;
const SLEEP = new RegExp(`\\b${join('waitFor', 'Timeout')}\\b`);

/** Something left for later, a test that hides the others, or a sleep in a test. */
export function isUnfinished(line: string): string | null {
  if (LATER.test(line)) return 'leaves something for later';
  if (FOCUS.test(line)) return 'runs one test and hides the others';
  if (SLEEP.test(line)) return 'sleeps instead of waiting for something';
  return null;
}

const LOGGING = /\b(?:console|log|logger)\.(?:log|info|warn|error|debug|trace)\s*\(/;
const SECRET = /\b(?:\w+\.)*(?:password|passphrase|ha1|secret|credentials?|pin)\b(?!['’\w])/i;
const QUOTED = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g;

/** A secret handed to a log: as a value, not as a word in a message. */
export function logsASecret(line: string): string | null {
  const code = line.replaceAll(QUOTED, "''");
  return LOGGING.test(code) && SECRET.test(valuesIn(code)) ? 'logs a secret' : null;
}

/** In a template only what stands in `${…}` is a value. */
function valuesIn(code: string): string {
  return code.replaceAll(/`[^`]*`/g, (template) =>
    [...template.matchAll(/\$\{([^}]*)\}/g)].map(([, inner]) => inner).join(' '),
  );
}

const PHONE_LIKE = [
  /(?<![\w+/=])\+\d(?:[ ().-]{0,2}\d){7,14}(?![\w/=])/g,
  /(?<![\w.+/-])\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}(?![\w.-])/g,
  /(?<=['"`])\d{10,12}(?=['"`@])/g,
  /(?<=\b(?:sips?|tel):)\+?\d{7,15}\b/g,
];

/** Digits that nobody's telephone has. */
const RESERVED = [
  // North America: 555-0100 to 555-0199 in every area code (ATIS-0300115), with or without the area code, and the
  // area code 555, which is not given out.
  /^1?(?:[2-9]\d{2})?55501\d{2}$/,
  /^1?555\d{7}$/,
  // Not whole: a North American number has ten digits behind the 1.
  /^1\d{0,9}$/,
  // United Kingdom: Ofcom's numbers for drama.
  /^44(?:2079460|1632960|7700900|1134960|8081570)\d{3}$/,
  // France: ARCEP's numbers for fiction.
  /^33(?:19900|26191|35301|46571|53649|63998)\d{4}$/,
  // Germany: the Bundesnetzagentur's numbers for media (Mitteilung 148/2021).
  /^49(?:3023125|6990009|4066969|2214710|8999998)\d{3}$/,
  // Sweden: PTS's mobile numbers for fiction.
  /^467017406\d{2}$/,
  // A country code that no country has.
  /^999\d+$/,
  // Not numbers but test input: one digit over and over, counting, and the edge of 32 bits.
  /^(\d)\1+$/,
  /^(?:0?1234567890?|12345678901?2?3?4?5?)$/,
  /^429496729[56]$/,
];

/** A telephone number that somebody may have. */
export function phoneNumbers(line: string): string | null {
  const found = PHONE_LIKE.flatMap((pattern) => line.match(pattern) ?? []);
  const real = found.filter((text) => {
    const digits = text.replaceAll(/\D/g, '');
    // As dialled from a desk: behind the digit for an outside line or the international prefix.
    const bare = digits.replace(/^9(?=[2-9]\d{9}$)|^9?(?:0{1,3}|011)(?=[1-9]\d{9})/, '');
    return !RESERVED.some((range) => range.test(digits) || range.test(bare));
  });
  return real.length > 0 ? `a telephone number outside the reserved ranges: ${real.join(', ')}` : null;
}

/** Files whose digits and addresses are not ours: hashes, the licence's text, standards quoted in full. */
export function isOthersText({ path }: SourceFile): boolean {
  return /^(LICENSE|package-lock\.json)$|\.lock\.json$|\/OFL\.txt$|\.svg$/.test(path);
}
