import { describe, expect, it } from 'vitest';
import {
  areasMeetInShared,
  lineHasNoReact,
  packagesHaveOneDoor,
  placesStayApart,
  RULES,
  sharedIsPure,
} from './import-rules.ts';
import { importsOf } from './imports.ts';
import { codeFiles, isTest, type SourceFile } from './repository.ts';

const only = (path: string, text: string) => {
  const [found] = importsOf({ path, text });
  if (found === undefined) throw new Error(`No import found in ${text}`);
  return found;
};

describe('who may import whom', () => {
  it('is kept by every file', () => {
    const broken = codeFiles().flatMap((file) =>
      importsOf(file).flatMap((found) =>
        RULES.flatMap((rule) => {
          const what = rule(found);
          return what === null ? [] : [`${file.path}: ${what}`];
        }),
      ),
    );
    expect(broken).toEqual([]);
  });

  it.each([
    ['shared/call/call.ts', "import { app } from 'electron';", sharedIsPure],
    ['shared/call/call.ts', "import { readFile } from 'node:fs/promises';", sharedIsPure],
    ['main/desk.ts', "import { x } from '../renderer/desk/store/store.ts';", areasMeetInShared],
    ['renderer/line/engine.ts', "export * from '../desk/ui/cx.ts';", areasMeetInShared],
    ['preload/desk.ts', "const x = await import('../main/desk.ts');", areasMeetInShared],
    ['renderer/line/engine.ts', "import type { FC } from 'react';", lineHasNoReact],
    ['renderer/line/practice/patient.ts', "import { UserAgent } from 'sip.js';", packagesHaveOneDoor],
    ['renderer/desk/phone/Phone.tsx', "import {\n  Session,\n} from 'sip.js/lib/api';", packagesHaveOneDoor],
    ['main/records/vault.ts', "import { safeStorage } from 'electron';", packagesHaveOneDoor],
    ['renderer/desk/ui/Button.tsx', "import { ipcRenderer } from 'electron';", packagesHaveOneDoor],
    ['renderer/desk/phone/Phone.tsx', "import '../history/History.module.css';", placesStayApart],
    ['renderer/desk/phone/Phone.tsx', "import { Shell } from '../shell/Shell.tsx';", placesStayApart],
  ])('would be broken by %s with %s', (path, text, rule) => {
    expect(rule(only(path, text))).toEqual(expect.any(String));
  });

  it.each([
    ['shared/contract/schema.ts', "import { z } from 'zod';"],
    ['shared/call/call.test.ts', "import fc from 'fast-check';"],
    ['main/desk.ts', "import type { Call } from '#shared/call/call.ts';"],
    ['main/index.ts', "import { app } from 'electron';"],
    ['renderer/line/sip/agent.ts', "import { UserAgent } from 'sip.js';"],
    ['renderer/desk/phone/Phone.tsx', "import { Button } from '../ui/Button.tsx';"],
    ['renderer/desk/Desk.tsx', "import { Phone } from './phone/Phone.tsx';"],
    ['renderer/desk/shell/Shell.tsx', "import { Phone } from '../phone/Phone.tsx';"],
  ])('lets %s have %s', (path, text) => {
    expect(RULES.flatMap((rule) => rule(only(path, text)) ?? [])).toEqual([]);
  });
});

/** Packages that a page is built with: those its entry reaches by imports that are more than types. */
function packagesBehind(entry: string, files: readonly SourceFile[]): Set<string> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const packages = new Set<string>();
  const reached = new Set<string>();
  const waiting = [entry];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = byPath.get(path);
    if (!file || reached.has(path)) continue;
    reached.add(path);
    const text = file.text.replaceAll(/^import type [^;]*;$/gm, '');
    for (const found of importsOf({ path, text })) {
      if (found.kind === 'package') packages.add(found.name);
      else waiting.push(found.path);
    }
  }
  return packages;
}

describe('what people see and the bridges behind it', () => {
  // Main checks what comes and goes; a page that carried the schemas too would start the later for it.
  it.each(['renderer/desk/main.tsx', 'renderer/desk/sign-in/main.tsx', 'preload/desk.ts', 'preload/line.ts'])(
    '%s is built without zod',
    (entry) => {
      expect([...packagesBehind(entry, codeFiles())]).not.toContain('zod');
    },
  );

  it('would be found out, also through others, but not for types alone', () => {
    const files = [
      { path: 'a.ts', text: "import { b } from './b.ts';\n" },
      { path: 'b.ts', text: "import type { c } from './c.ts';\nimport { d } from './d.ts';\n" },
      { path: 'c.ts', text: "import { z } from 'zod';\n" },
      { path: 'd.ts', text: "import { create } from 'zustand';\n" },
    ];
    expect([...packagesBehind('a.ts', files)]).toEqual(['zustand']);
    expect([...packagesBehind('c.ts', files)]).toEqual(['zod']);
  });
});

/** A file that only hands on what others export hides who depends on whom. */
function isBarrel({ path, text }: SourceFile): boolean {
  if (path.startsWith('renderer/desk/ui/') || isTest(path)) return false;
  const statements = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').split(';');
  const said = statements.map((one) => one.trim()).filter((one) => one !== '');
  const handedOn = said.filter((one) => /^export\s+(type\s+)?(\*|\{[^}]*\})[^=]*\bfrom\b/.test(one));
  return said.length > 0 && handedOn.length === said.length;
}

describe('barrels', () => {
  it('stand nowhere but in the desk’s ui', () => {
    const barrels = codeFiles().filter(isBarrel);
    expect(barrels.map(({ path }) => path)).toEqual([]);
  });

  it('would be seen', () => {
    const text = "// All calls.\nexport * from './call.ts';\nexport { type A } from './a.ts';\n";
    expect(isBarrel({ path: 'shared/call/all.ts', text })).toBe(true);
    expect(isBarrel({ path: 'shared/call/one.ts', text: `${text}export const one = 1;\n` })).toBe(false);
  });
});
