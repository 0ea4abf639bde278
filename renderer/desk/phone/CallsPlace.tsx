import type { ReactNode } from 'react';
import { useCalls } from '../store/use-calls.ts';
import { ActiveCall } from './ActiveCall.tsx';
import styles from './CallsPlace.module.css';
import { ConsultStrip } from './ConsultStrip.tsx';
import { Dialer } from './Dialer.tsx';
import { EndedCalls } from './EndedCalls.tsx';
import { IncomingCalls } from './IncomingCalls.tsx';
import { OtherCalls } from './OtherCalls.tsx';
import { Colleagues, Welcome } from './Welcome.tsx';

/** They follow the state by themselves; made once, they are not drawn again when a call comes. */
const dialer = <Dialer />;
const colleagues = <Colleagues />;

/**
 * The place of the calls: the running ones, or a quiet desk with a way to call.
 * @param inHand what the agent is working on beside the call
 */
export function CallsPlace({ inHand }: { inHand: ReactNode }) {
  const { current, ringing } = useCalls();
  if (current) {
    return (
      <div className={styles['busy']}>
        <ActiveCall />
        <ConsultStrip />
        {inHand}
        <OtherCalls />
        <EndedCalls />
      </div>
    );
  }
  return (
    <div className={styles['quiet']}>
      <div className={styles['first']}>
        <EndedCalls />
        {inHand}
        {ringing.length > 0 ? <IncomingCalls size="large" /> : <Welcome />}
      </div>
      <div className={styles['dialer']}>{dialer}</div>
      {colleagues}
    </div>
  );
}
