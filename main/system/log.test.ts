import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOG_FIELDS } from './log-fields.ts';
import { createLog } from './log.ts';

function written(act: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  act(createLog((line) => (text += line), () => 0)); // prettier-ignore
  return text;
}

describe('the log', () => {
  it('writes one line of JSON for an event', () => {
    const text = written((log) =>
      log.write('ipc-refused', {
        channel: 'hearthline:desk:dial',
        code: 'bad-request',
        path: ['text'],
        count: 2,
      }),
    );
    expect(text).toBe(
      '{"at":"1970-01-01T00:00:00.000Z","event":"ipc-refused","channel":"hearthline:desk:dial","code":"bad-request","path":"text","count":2}\n',
    );
  });

  it('writes where a bug was met, not what it said', () => {
    const error = new RangeError('Ada Sample called from +1 202 555 0123\n    at Ada (index.js:1:1)');
    error.stack = `RangeError: ${error.message}\n    at dial (file:///opt/app/main/index.js:12:34)\n    at Ada.Sample (/x/+12025550123.js:1:2)`;
    const text = written((log) => log.bug(error, { channel: 'hearthline:desk:dial' }));
    expect(JSON.parse(text)).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      event: 'bug',
      channel: 'hearthline:desk:dial',
      errorName: 'RangeError',
      source: ['index.js:12:34', '[removed]'],
    });
  });

  it('keeps names of the contract in a path, and no key that is somebody’s', () => {
    const text = written((log) =>
      log.write('ipc-refused', { path: ['busyLights', '1001', 'calls', 3, 'remote'] }),
    );
    expect(JSON.parse(text)).toMatchObject({ path: 'busyLights.*.calls.#.remote' });
  });
});

/** What must never be written, in the shapes it turns up in. Each holds the marker, so that any trace is found. */
const MARKER = 'zq7';
const secret = fc.oneof(
  fc.constantFrom(
    `Ada ${MARKER} Sample`,
    `sip:${MARKER}@pbx.example.org`,
    `"Ada" <sip:+1202${MARKER}@pbx.example.org>`,
    `Authorization: Digest username="${MARKER}", response="${MARKER}"`,
    `${MARKER}-password`,
    `hearthline:desk:${MARKER}`,
    `wrong-${MARKER}`,
  ),
  fc.string().map((text) => `${text}${MARKER}${text}`),
);
const number = fc.integer({ min: 2_000_000, max: 99_999_999_999 });
const name = fc.constantFrom(...Object.keys(LOG_FIELDS));

describe('whatever is handed to the log', () => {
  const field = fc.oneof(
    secret,
    fc.array(secret),
    fc.record({ [MARKER]: secret }),
    secret.map((text) => new Error(text)),
  );

  it('no name, address, password or free text is written', () => {
    fc.assert(
      fc.property(fc.dictionary(name, field), (fields) => {
        const withOther: Record<string, unknown> = { ...fields, [MARKER]: MARKER };
        const text = written((log) => {
          log.write('bug', fields);
          log.write('call-ended', withOther);
        });
        expect(text).not.toContain(MARKER);
      }),
      { numRuns: 500 },
    );
  });

  it('no error says what it was about, whatever its name, message and stack', () => {
    fc.assert(
      fc.property(secret, secret, secret, (errorName, message, stack) => {
        const error = new Error(message);
        error.name = errorName;
        const forged = new Error(message);
        forged.stack = `${stack}\n    at ${stack} (${stack}.js:1:1)`;
        const text = written((log) => {
          log.bug(error);
          log.bug(forged);
          log.bug(message);
        });
        expect(text).not.toContain(MARKER);
      }),
      { numRuns: 500 },
    );
  });

  it('no number as long as a telephone number is written, as text or as a number', () => {
    fc.assert(
      fc.property(fc.dictionary(name, fc.oneof(number, number.map(String), fc.array(number))), (fields) => {
        const text = written((log) => log.write('line-order-failed', fields));
        const withoutTime = text.replace('1970-01-01T00:00:00.000Z', '');
        expect(withoutTime).not.toMatch(/\d{7}/);
      }),
      { numRuns: 500 },
    );
  });
});
