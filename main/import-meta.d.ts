/** Vite's glob import, as far as main uses it. */
interface ImportMeta {
  /** Files that the build puts into the program (Vite). */
  glob(pattern: string, options: { eager: true; import: 'default' }): Record<string, unknown>;
  /** The texts of files, each read when it is asked for. */
  glob(
    pattern: string,
    options: { query: '?raw'; import: 'default' },
  ): Record<string, (() => Promise<unknown>) | undefined>;
}
