import { posix } from 'node:path';
import type { SourceFile } from './repository.ts';

/** What a file imports: another file of the repository, or a package. */
export type Import =
  | { readonly kind: 'file'; readonly from: string; readonly path: string }
  | { readonly kind: 'package'; readonly from: string; readonly name: string };

const PATTERNS = [
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\b(?:import|require)\s*\(\s*['"]([^'"]+)['"]/g,
  /\bnew URL\(\s*['"](\.{1,2}\/[^'"]+)['"]\s*,\s*import\.meta\.url/g,
];

/** Static, side-effect, dynamic and type imports, re-exports and worklet addresses of a file. */
export function importsOf(file: SourceFile): readonly Import[] {
  const code = withoutComments(file.text);
  return PATTERNS.flatMap((pattern) =>
    [...code.matchAll(pattern)].map(([, specifier = '']) => resolve(file.path, specifier)),
  );
}

function resolve(from: string, specifier: string): Import {
  if (specifier.startsWith('.')) {
    return { kind: 'file', from, path: posix.join(posix.dirname(from), specifier) };
  }
  if (specifier.startsWith('#shared/')) {
    return { kind: 'file', from, path: specifier.replace('#', '') };
  }
  const [first = '', second = ''] = specifier.split('/');
  return { kind: 'package', from, name: first.startsWith('@') ? `${first}/${second}` : first };
}

function withoutComments(text: string): string {
  return text.replaceAll(/^\s*\/\*[\s\S]*?\*\//gm, '').replaceAll(/^\s*\/\/.*$/gm, '');
}
