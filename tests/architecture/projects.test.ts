import { matchesGlob } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import config from '../../vitest.config.ts';
import { codeFiles, isTest } from './repository.ts';

const { test } = z
  .object({
    test: z.object({
      projects: z.array(z.object({ test: z.object({ name: z.string(), include: z.array(z.string()) }) })),
    }),
  })
  .parse(config);
const projects = test.projects.map((project) => project.test);

function projectsOf(path: string): readonly string[] {
  return projects
    .filter(({ include }) => include.some((glob) => matchesGlob(path, glob)))
    .map(({ name }) => name);
}

describe('every test file', () => {
  it('is run by exactly one part of npm test', () => {
    const paths = codeFiles()
      .map(({ path }) => path)
      .filter(isTest);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => projectsOf(path).length !== 1)).toEqual([]);
  });

  it('would be caught in a folder that no part knows', () => {
    expect(projectsOf('tests/forgotten/x.test.ts')).toEqual([]);
    expect(projectsOf('main/desk.test.ts')).toEqual(['unit']);
  });
});
