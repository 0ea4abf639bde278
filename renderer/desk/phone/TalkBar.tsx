import { useEffect, useState } from 'react';
import { isTimeToListen, sharesOf, type BalanceFigures, type Shares } from '#shared/call/balance.ts';
import type { Call } from '#shared/call/call.ts';
import { useDesk } from '../store/desk-store.ts';
import { followBalance } from '../store/levels.ts';
import { reuse } from '../store/reuse.ts';
import styles from './TalkBar.module.css';
import { SharesBar } from '../ui/index.ts';
import { words } from './words.ts';

const said = words.talkBar;
/** A number that counts on every second would draw the eye from the patient. */
const LONGEST_STEP_SEC = 5;

interface Drawn {
  /** Null as long as there is too little to say. */
  readonly shares: Shares | null;
  readonly longestSec: number;
  readonly isTimeToListen: boolean;
}

/** Who has spoken for how long in this call, for the agent alone; nothing where they do not want it. */
export function TalkBar({ call }: { call: Call }) {
  const isWanted = useDesk((desk) => desk.settings.talkBar !== false);
  return isWanted && call.consultFor === null ? <Bar callId={call.id} /> : null;
}

function Bar({ callId }: { callId: string }) {
  const isPractice = useDesk((desk) => desk.sitting.kind === 'practice');
  const { shares, longestSec, isTimeToListen: isTime } = useDrawn(callId);
  const facts = shares && [
    said.own(shares.own),
    said.their(shares.their),
    said.quiet(shares.quiet),
    ...(longestSec > 0 ? [said.longest(longestSec)] : []),
  ];
  return (
    <div className={styles['talk']}>
      <SharesBar shares={shares} label={facts?.join(', ') ?? said.begun} />
      <p aria-hidden="true" className={styles['facts']}>
        {(facts ?? [said.begun]).map((fact) => (
          <span key={fact} className={styles['fact']}>
            {fact}
          </span>
        ))}
      </p>
      {/* One line with two contents: a word that comes must not move what stands below. */}
      <div className={styles['note']}>
        <p role="status" className={styles['word']}>
          {isTime && said.letThemSpeak}
        </p>
        {!isTime && <p>{isPractice ? said.privatePractice : said.private}</p>}
      </div>
    </div>
  );
}

/** Figures come ten times a second; drawn again is only what would read otherwise. */
function useDrawn(callId: string): Drawn {
  const [drawn, setDrawn] = useState<Drawn>(() => drawnOf(null));
  useEffect(
    () => followBalance(callId, (balance) => setDrawn((before) => reuse(before, drawnOf(balance)))),
    [callId],
  );
  return drawn;
}

function drawnOf(balance: BalanceFigures | null): Drawn {
  if (!balance) return { shares: null, longestSec: 0, isTimeToListen: false };
  const steps = Math.floor(balance.longestMonologueMs / 1000 / LONGEST_STEP_SEC);
  return {
    shares: sharesOf(balance),
    longestSec: steps * LONGEST_STEP_SEC,
    isTimeToListen: isTimeToListen(balance),
  };
}
