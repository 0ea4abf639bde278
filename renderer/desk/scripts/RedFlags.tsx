import type { RedFlagCard } from '#shared/script/script.ts';
import type { Around } from '../reading/around.ts';
import { DangerKey } from '../reading/DangerKey.tsx';
import { FlagCard } from '../reading/FlagCard.tsx';
import { Button, cx, useKeys, VisuallyHidden } from '../ui/index.ts';
import { FlagStatus } from './FlagStatus.tsx';
import styles from './RedFlags.module.css';
import panel from './ScriptPanel.module.css';
import { digitKeys, useTakesDigits } from './use-takes-digits.ts';
import { words } from './words.ts';

interface RedFlagsProps {
  around: Around;
  /** The call; null while nobody is spoken with. */
  callId: string | null;
  /** Id of the card that is open; empty while the agent picks one. */
  cardId: string;
  onCard: (id: string) => void;
  onClose: () => void;
}

/** In place of the script: which danger it is, then the card with what to do until help has the patient. */
export function RedFlags({ around, callId, cardId, onCard, onClose }: RedFlagsProps) {
  const { cards } = around.open;
  const card = cards.find(({ id }) => id === cardId);
  return (
    <>
      <div className={cx(panel['scroll'], styles['flags'])}>
        <VisuallyHidden>
          <p role="status">{card ? card.title : words.redFlags}</p>
        </VisuallyHidden>
        {card ? (
          <FlagCard card={card} around={around}>
            <FlagStatus card={card} callId={callId} onCalledOff={onClose} />
          </FlagCard>
        ) : (
          <Choice cards={cards} onCard={onCard} />
        )}
      </div>
      <div className={styles['foot']}>
        <Button tone="quiet" size="small" shortcut={words.redFlagKey} onPress={onClose}>
          {words.backToScript}
        </Button>
        {card && cards.length > 1 && (
          <Button tone="quiet" size="small" onPress={() => onCard('')}>
            {words.otherFlag}
          </Button>
        )}
      </div>
    </>
  );
}

/** The way there, at the foot of every script. */
export function RedFlagKey({ onPress }: { onPress: () => void }) {
  return (
    <div className={styles['foot']}>
      <DangerKey shortcut={words.redFlagKey} onPress={onPress}>
        {words.redFlag}
      </DangerKey>
    </div>
  );
}

function Choice({ cards, onCard }: { cards: readonly RedFlagCard[]; onCard: (id: string) => void }) {
  const takesDigits = useTakesDigits();
  const pick = (index: number) => {
    const card = cards[index];
    if (card) onCard(card.id);
  };
  useKeys(takesDigits ? digitKeys(pick) : {});
  return (
    <>
      <h2 className={styles['title']}>{words.redFlags}</h2>
      {cards.map(({ id, title }, index) => (
        <DangerKey key={id} shortcut={takesDigits ? String(index + 1) : undefined} onPress={() => onCard(id)}>
          {title}
        </DangerKey>
      ))}
    </>
  );
}
