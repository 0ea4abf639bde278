import { signal, SIGNAL_VERSION, type Signal } from '#shared/team/signal.ts';
import type { SealedKind } from '../hub/sealed-kind.ts';

export const SIGNAL_KIND: SealedKind<Signal> = {
  domain: 'hearthline-signal-1',
  version: SIGNAL_VERSION,
  schema: signal,
};
