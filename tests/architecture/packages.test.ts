import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROOT } from './repository.ts';

/** Licences that may be combined into a work under the AGPL-3.0 (the FSF's list of licences, GPL-compatible part). */
const COMPATIBLE = [
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'Unlicense',
  'CC0-1.0',
  'BlueOak-1.0.0',
  'Zlib',
  'Python-2.0',
  'MPL-2.0',
  'LGPL-3.0-only',
  'LGPL-3.0-or-later',
  'GPL-3.0-only',
  'GPL-3.0-or-later',
  'AGPL-3.0-only',
  'AGPL-3.0-or-later',
];

const lockEntry = z.object({
  version: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  devOptional: z.boolean().optional(),
});
const lock = z
  .object({ packages: z.record(z.string(), lockEntry) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')));
const versions = z.record(z.string(), z.string());
const manifest = z
  .object({ version: z.string(), license: z.string(), dependencies: versions, devDependencies: versions })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));

/** An SPDX expression: with OR one side must fit, with AND both. */
function isCompatible(expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, '');
  return bare
    .split(' OR ')
    .some((side) => side.split(' AND ').every((one) => COMPATIBLE.includes(one.trim())));
}

describe('the packages inside the product', () => {
  it('have licences that AGPL-3.0 allows, down to the last one', () => {
    const shipped = Object.entries(lock.packages).filter(
      ([path, entry]) => path !== '' && entry.dev !== true,
    );
    expect(shipped.length).toBeGreaterThan(Object.keys(manifest.dependencies).length);
    const bad = shipped.filter(([, { license }]) => license === undefined || !isCompatible(license));
    expect(bad).toEqual([]);
  });

  it('would be refused with another licence', () => {
    expect(['UNLICENSED', 'SSPL-1.0', 'CC-BY-NC-4.0', 'MIT AND BUSL-1.1'].filter(isCompatible)).toEqual([]);
    expect(isCompatible('(MIT OR GPL-2.0-only)')).toBe(true);
  });

  it('are named by their exact version', () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });
});

/** Optional packages (builds for one system each) that some package names and the lock leaves out. */
function leftOut(packages: typeof lock.packages): readonly string[] {
  const paths = Object.keys(packages);
  const named = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies),
  );
  return named.filter((name) => !paths.some((path) => path.endsWith(`node_modules/${name}`)));
}

describe('the lock file', () => {
  it('holds the builds for every system, not only for the one it was written on', () => {
    // When this fails: node tools/lock-platforms.mjs
    expect(leftOut(lock.packages)).toEqual([]);
  });

  it('would be caught with one left out', () => {
    const packages = { 'node_modules/tool': { optionalDependencies: { '@tool/win32-x64': '1.0.0' } } };
    expect(leftOut(packages)).toEqual(['@tool/win32-x64']);
  });
});

describe('the licence', () => {
  it('is the AGPL 3.0, whole and unchanged', () => {
    const text = readFileSync(join(ROOT, 'LICENSE'));
    // SHA-256 of agpl-3.0.txt as the Free Software Foundation publishes it.
    expect(createHash('sha256').update(text).digest('hex')).toBe(
      '0d96a4ff68ad6d4b6f1f30f713b18d5184912ba8dd389f86aa7710db079abcb0',
    );
    expect(manifest.license).toBe('AGPL-3.0-only');
  });
});

describe('the change log', () => {
  it('speaks of this version or of what is not released yet', () => {
    const text = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
    expect(text).toMatch(/^## \[Unreleased\]/m);
    expect(text).toContain(`[${manifest.version}]`);
  });
});
