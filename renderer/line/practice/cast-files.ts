import { type Cast, readCast } from '#shared/practice/cast.ts';

const files = import.meta.glob('../../../assets/practice/*.json', { import: 'default', eager: true });

/** Everybody on the practice line, from the files that are built into this page. */
export function loadCast(): Cast {
  return readCast(files);
}
