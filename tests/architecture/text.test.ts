import { describe, expect, it } from 'vitest';
import { codeFiles, objections, textFiles } from './repository.ts';
import { isOthersText, isUnfinished, logsASecret, namesAMachine, phoneNumbers } from './text-rules.ts';

const ours = textFiles().filter((file) => !isOthersText(file));
const pieces = (...parts: readonly string[]) => parts.join('');

describe('the text of the repository', () => {
  it('names no machine and no package host, the lock file included', () => {
    expect(objections(textFiles(), namesAMachine)).toEqual([]);
  });

  it.each([
    pieces('see /wo', 'rk/main/main/index.ts'),
    pieces('/ro', 'ot/.cache'),
    pieces('"resolved": "https://regi', 'stry.npmjs.org/zod"'),
    pieces('http://de', 'b.debian.org/debian'),
  ])('would be caught with %s', (line) => {
    expect(namesAMachine(line)).not.toBeNull();
  });

  it('leaves nothing for later, hides no test, sleeps in none', () => {
    expect(objections(ours, isUnfinished)).toEqual([]);
  });

  it.each([
    pieces('// TO', 'DO: hold'),
    pieces('it.on', "ly('x', () => {})"),
    pieces('describe.skip.on', "ly('x')"),
    pieces('await page.waitFor', 'Timeout(500)'),
  ])('would be caught with %s', (line) => {
    expect(isUnfinished(line)).not.toBeNull();
  });

  it('has only telephone numbers that nobody has', () => {
    expect(objections(ours, phoneNumbers)).toEqual([]);
  });

  it.each([
    pieces('+1 212 736 ', '5000'),
    pieces('(212) 736-', '5000'),
    pieces('+4930', '227 0'),
    pieces("dial('2127", "365000')"),
    pieces('sip:+3314', '5678901@x'),
  ])('would be caught with %s', (line) => {
    expect(phoneNumbers(line)).not.toBeNull();
  });

  it.each([
    '+1 212 555 0134',
    '(416) 555-0199',
    "dial('15550100')",
    'tel:+442079460123',
    "dial('92025550123')",
    "dial('00442079460123')",
    'extension 1001',
  ])('may hold %s', (line) => {
    expect(phoneNumbers(line)).toBeNull();
  });

  it('hands no secret to a log', () => {
    expect(objections(codeFiles(), logsASecret)).toEqual([]);
  });

  it.each([
    'console.log(password)',
    'log.info(`for ${account.ha1}`)',
    "logger.error('refused', { credential })",
  ])('would be caught with %s', (line) => {
    expect(logsASecret(line)).not.toBeNull();
  });

  it('may speak of a secret', () => {
    expect(logsASecret("log.info('wrong password')")).toBeNull();
  });
});
