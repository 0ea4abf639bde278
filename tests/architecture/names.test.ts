import { describe, expect, it } from 'vitest';
import { codeFiles } from './repository.ts';

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|spec|d|config|worklet))*\.(ts|tsx|mts|mjs)$/;
const PASCAL = /^[A-Z][A-Za-z0-9]*(\.test)?\.tsx$/;

function isWellNamed(path: string): boolean {
  const name = path.split('/').at(-1) ?? '';
  return KEBAB.test(name) || PASCAL.test(name);
}

describe('file names', () => {
  it('are kebab-case, or PascalCase.tsx for a component', () => {
    const paths = codeFiles().map(({ path }) => path);
    expect(paths.filter((path) => !isWellNamed(path))).toEqual([]);
  });

  it('would be caught', () => {
    expect(['main/deskState.ts', 'main/Desk.ts', 'main/desk_state.ts'].filter(isWellNamed)).toEqual([]);
  });
});
