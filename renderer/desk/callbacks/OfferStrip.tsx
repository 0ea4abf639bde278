import { useState } from 'react';
import type { CallbackRow } from '#shared/contract/callback-state.ts';
import { ask, once } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { useHubClock, useHubNow } from '../store/hub-clock.ts';
import { showCallback } from '../store/page.ts';
import { useWho } from '../store/who.ts';
import { Avatar, Button, VisuallyHidden } from '../ui/index.ts';
import { take } from './actions.ts';
import styles from './OfferStrip.module.css';
import { factsOf, waitOf } from './row-words.ts';
import { words } from './words.ts';

/** Who is next, while the agent is ready and nobody rings. It takes no focus, and nothing is dialled by itself. */
export function OfferStrip() {
  const offer = useDesk(({ callbacks }) => (callbacks.inHand === null ? callbacks.offer : null));
  return (
    <>
      <OfferAnnouncer offer={offer} />
      {offer && <Strip offer={offer} />}
    </>
  );
}

function Strip({ offer }: { offer: CallbackRow }) {
  const { title, name } = useWho()(offer);
  const wait = useHubClock((nowMs) => waitOf(offer, nowMs));
  const facts = useHubClock((nowMs) => [offer.reason, ...factsOf(offer, nowMs)].join(' · '));
  return (
    <section aria-label={words.nextInLine} className={styles['strip']}>
      <Avatar name={name} size="small" />
      <div className={styles['words']}>
        <p className={styles['title']}>{words.offer(title, wait)}</p>
        <p className={styles['facts']}>{facts}</p>
      </div>
      <div className={styles['keys']}>
        <Button tone="primary" onPress={() => void take(offer.id)}>
          {words.take}
        </Button>
        <Button onPress={() => showCallback(offer.id)}>{words.look}</Button>
        <Button
          tone="quiet"
          onPress={() => void once('skip', () => ask(bridge().skipOffer({ callbackId: offer.id })))}
        >
          {words.notNow}
        </Button>
      </div>
    </section>
  );
}

/** Says each offer once. The strip's own words change with every minute of waiting, and would be said again. */
function OfferAnnouncer({ offer }: { offer: CallbackRow | null }) {
  return (
    <VisuallyHidden>
      <span role="status">{offer && <Said key={offer.id} offer={offer} />}</span>
    </VisuallyHidden>
  );
}

function Said({ offer }: { offer: CallbackRow }) {
  const { title } = useWho()(offer);
  const now = useHubNow();
  const [wait] = useState(() => waitOf(offer, now()));
  return words.offered(title, wait, offer.reason);
}
