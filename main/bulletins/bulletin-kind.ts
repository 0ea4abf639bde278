import { bulletin, BULLETIN_VERSION, type Bulletin } from '#shared/team/bulletin.ts';
import type { SealedKind } from '../hub/sealed-kind.ts';

export const BULLETIN_KIND: SealedKind<Bulletin> = {
  domain: 'hearthline-bulletin-1',
  version: BULLETIN_VERSION,
  schema: bulletin,
};
