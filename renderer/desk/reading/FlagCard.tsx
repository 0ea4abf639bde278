import type { ReactNode } from 'react';
import type { RedFlagCard } from '#shared/script/script.ts';
import { useDesk } from '../store/desk-store.ts';
import { Button, Icon } from '../ui/index.ts';
import type { Around } from './around.ts';
import { CueList } from './CueList.tsx';
import styles from './FlagCard.module.css';
import { words } from './words.ts';

interface FlagCardProps {
  card: RedFlagCard;
  around: Around;
  /** What stands right below the key for help. */
  children?: ReactNode;
}

/** What to do until help has the patient, with the key that brings help in. */
export function FlagCard({ card, around, children }: FlagCardProps) {
  const handOff = useDesk(({ handOffs }) => handOffs.find(({ name }) => name === card.call));
  const { isOnCall, acts } = around;
  return (
    <>
      <h2 className={styles['title']} lang={card.language}>
        <Icon name="attention" />
        {card.title}
      </h2>
      {handOff && isOnCall && (
        <Button tone="alarm" size="large" icon="phone" onPress={() => acts.bringIn(handOff)}>
          {words.callHelp(handOff.label)}
        </Button>
      )}
      {children}
      {!handOff && <p className={styles['missing']}>{words.noHelp(card.call ?? '')}</p>}
      <CueList cues={card.steps} label={words.steps} lang={card.language} around={around} />
      <details className={styles['signs']}>
        <summary>{words.signs}</summary>
        <CueList cues={card.signs} label={words.signs} lang={card.language} around={around} />
      </details>
    </>
  );
}
