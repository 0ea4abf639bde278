import type { CallbackEvent } from '#shared/callback/event.ts';
import type { EventCodec } from '../../hub/codec.ts';
import { plainCodec } from '../plain-codec.ts';

/** A codec with signatures to check and keys to miss, as a test says. */
export class OddCodec implements EventCodec {
  /** Authors whose signatures are wrong. */
  readonly forgers = new Set<string>();
  /** Authors whose key this desk does not have. */
  readonly unread = new Set<string>();
  /** Authors who have a newer Hearthline. */
  readonly newer = new Set<string>();
  /** The team cannot be read now. */
  isTeamUnknown = false;
  verified = 0;

  seal(callbackId: string, event: CallbackEvent): ReturnType<EventCodec['seal']> {
    return plainCodec.seal(callbackId, event);
  }

  open(message: Parameters<EventCodec['open']>[0]): ReturnType<EventCodec['open']> {
    if (this.unread.has(message.author)) return { kind: 'no-key', keyId: '0102' };
    if (this.newer.has(message.author)) return { kind: 'newer', version: 2 };
    const opened = plainCodec.open(message);
    return opened.kind === 'event' ? { ...opened, verified: false } : opened;
  }

  async verify({ author }: Parameters<EventCodec['verify']>[0]): Promise<boolean> {
    if (this.isTeamUnknown) throw new Error('the roster cannot be read now');
    this.verified += 1;
    return !this.forgers.has(author);
  }
}
