/** Something that npm cannot bring. */
export interface Need {
  /** For people: what it is and what it is for. */
  what: string;
  /** Its Debian packages. */
  debian: string[];
  /** True when it is here by another way than its package. */
  present?: () => boolean | Promise<boolean>;
  /** What other systems call it. */
  elsewhere?: Partial<Record<'dnf' | 'brew' | 'winget', string>>;
}
/** Installs what is missing (Debian or a system made from it, as root), or stops and says how to. */
export function ensureSystemPackages(needs: Need[]): Promise<void>;
/** Debian, or a system made from it. */
export function isDebian(): boolean;
