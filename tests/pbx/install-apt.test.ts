import { describe, expect, it } from 'vitest';
import { deb822Sources, oneLineSources } from './install-apt.mjs';

describe('the machine’s apt sources', () => {
  it('are read from stanzas, each suite of each archive', () => {
    const text = `# a comment
Types: deb deb-src
URIs: http://archive.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/example.gpg

Types: deb-src
URIs: http://sources.example/debian
Suites: bookworm
Components: main

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main
`;
    const common = {
      uri: 'http://archive.example/debian',
      components: ['main', 'contrib'],
      signedBy: '/usr/share/keyrings/example.gpg',
    };
    expect(deb822Sources(text)).toEqual([
      { ...common, suite: 'bookworm' },
      { ...common, suite: 'bookworm-updates' },
    ]);
  });

  it('are read from single lines, with or without options', () => {
    const text = `
# deb http://commented.example/debian bookworm main
deb http://archive.example/debian bookworm main # the usual
deb-src http://archive.example/debian bookworm main
deb [arch=amd64 signed-by=/keys/example.gpg] http://other.example/debian stable main contrib
`;
    expect(oneLineSources(text)).toEqual([
      { uri: 'http://archive.example/debian', suite: 'bookworm', components: ['main'], signedBy: undefined },
      {
        uri: 'http://other.example/debian',
        suite: 'stable',
        components: ['main', 'contrib'],
        signedBy: '/keys/example.gpg',
      },
    ]);
  });
});
