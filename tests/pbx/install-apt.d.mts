/** One archive, suite and set of components that apt fetches from. */
export interface AptSource {
  uri: string;
  suite: string;
  components: string[];
  /** The key file or keyring that signs it, where the source names one. */
  signedBy: string | undefined;
}

export function deb822Sources(text: string): AptSource[];
export function oneLineSources(text: string): AptSource[];
