import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { CallScript } from '#shared/script/script.ts';
import { BROKEN, sound, withBody } from './fakes/broken-scripts.ts';
import { readScript } from './read-script.ts';

const remarksOf = (text: string, fileName = 'results-late.md'): string[] =>
  readScript(fileName, text).remarks.map(({ line, column, what, fix }) => `${line}:${column} ${what} ${fix}`);

describe('A sound script', () => {
  const { script, remarks } = readScript('results-late.md', sound());
  const read = script as CallScript;

  it('is read without a remark', () => {
    expect(remarks).toEqual([]);
    expect(read).toMatchObject({
      kind: 'script',
      id: 'results-late',
      reviewBy: '2027-11-30',
      noTeachBack: null,
    });
    expect(read.when).toEqual({ queues: ['results', 'lab'] });
  });

  it('has its phases in order, with their own titles, cues and what to say', () => {
    expect(read.phases.map(({ name, title }) => [name, title])).toEqual([
      ['open', null],
      ['act', 'What you can do'],
      ['close', null],
    ]);
    expect(read.phases[0]?.cues[0]).toEqual({
      spans: [{ kind: 'text', text: 'Say who you are.' }],
      say: [
        [
          { kind: 'text', text: 'This is ' },
          { kind: 'field', name: 'agent.name', fallback: '' },
          { kind: 'text', text: '.' },
        ],
      ],
      isTeachBack: false,
    });
  });

  it('branches twice, and leads to hand-offs and red flags', () => {
    const branch = read.phases[1]?.branches[0];
    expect(branch?.title).toBe('It is here');
    expect(branch?.cues[0]?.spans).toEqual([
      { kind: 'link', text: 'Hand over', to: { kind: 'transfer', to: 'nurse' } },
    ]);
    expect(branch?.branches[0]?.cues[0]?.spans[0]).toMatchObject({
      to: { kind: 'red-flag', id: 'medical-emergency' },
    });
  });

  it('knows its teach-back and its chips', () => {
    expect(read.phases[2]?.cues[0]).toMatchObject({
      isTeachBack: true,
      spans: [{ kind: 'text', text: 'Ask what happens next.' }],
    });
    expect(read.chips.map(({ title }) => title)).toEqual(['Angry']);
  });

  it('may have been written on any system', () => {
    expect(readScript('results-late.md', `\uFEFF${sound().replaceAll('\n', '\r\n')}`).script).toEqual(script);
  });

  it('is the one that docs/scripts.md shows', () => {
    const guide = readFileSync(new URL('../../docs/scripts.md', import.meta.url), 'utf8');
    const shown = /```markdown\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
    expect(readScript('results-late.md', shown)).toMatchObject({
      remarks: [],
      script: { id: 'results-late' },
    });
  });
});

describe('HTML and pictures', () => {
  it('are words like any others, and their author is told', () => {
    const { script, remarks } = readScript(
      'results-late.md',
      withBody(
        '\n# Open\n\n- Say <b onclick="x()">hello</b> ![a dog](https://example.org/dog.png)\n- <script>alert(1)</script>\n\n<iframe src="https://example.org"></iframe>\n',
      ),
    );
    const cues = (script as CallScript).phases[0]?.cues ?? [];
    expect(cues.map(({ spans }) => spans)).toEqual([
      [
        {
          kind: 'text',
          text: 'Say <b onclick="x()">hello</b> ![a dog](https://example.org/dog.png)',
        },
      ],
      [{ kind: 'text', text: '<script>alert(1)</script>' }],
      [{ kind: 'text', text: '<iframe src="https://example.org"></iframe>' }],
    ]);
    expect(remarks.map(({ kind, what }) => `${kind}: ${what}`)).toEqual([
      'advice: HTML is not run.',
      'advice: HTML is not run.',
      'advice: A picture is not shown.',
      'advice: HTML is not run.',
      'advice: HTML is not run.',
    ]);
  });
});

describe('A broken script is not used, and says where and how to mend it:', () => {
  it.each(BROKEN)('%s', (_, text, remarks) => {
    expect(remarksOf(text)).toEqual(remarks);
    expect(readScript('results-late.md', text).script).toBeNull();
  });
});

describe('Whatever a file holds', () => {
  it('is read or refused with a place inside the file, and nothing is thrown', () => {
    const pieces = fc.constantFrom(
      ...sound().split(/(?<=\n)/),
      '- ',
      '> ',
      '{{',
      '}}',
      '[x](',
      '---\n',
      '\t',
      '*a',
      '&a ',
      '<b>',
      '# ',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 12 })), { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const { script, remarks } = readScript('results-late.md', text);
        const lines = text.split(/\r\n?|\n/).length;
        expect(script !== null || remarks.length > 0).toBe(true);
        for (const { line, column } of remarks) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines + 1);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
