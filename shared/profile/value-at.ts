/** What stands at a path in data of unknown shape; undefined where nothing does. */
export function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => {
    const isHere = typeof value === 'object' && value !== null && Object.hasOwn(value, part);
    return isHere ? (value as Record<PropertyKey, unknown>)[part] : undefined;
  }, root);
}
