/** Vite's glob import, as far as main uses it: the files are read while building and stand in the built module. */
interface ImportMeta {
  glob(
    pattern: string,
    options: { readonly eager: true; readonly import: 'default' },
  ): Record<string, unknown>;
}
