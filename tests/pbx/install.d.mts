/** Makes sure that the locked Asterisk stands unpacked in the cache; resolves with the folder of its tree. */
export function ensureAsterisk(options?: { onProgress?: (line: string) => void }): Promise<{ root: string }>;
