import { useEffect, useRef, useState } from 'react';
import type { Call } from '#shared/call/call.ts';
import { useDesk } from '../store/desk-store.ts';
import { useWho } from '../store/who.ts';
import { VisuallyHidden } from '../ui/index.ts';
import { announcement } from './announcement.ts';

/** Says what changes in the calls to those who do not see it. Draws nothing. */
export function CallAnnouncer() {
  const calls = useDesk((desk) => desk.calls);
  const who = useWho();
  const before = useRef<readonly Call[]>(calls);
  const [said, setSaid] = useState({ count: 0, sentence: '' });
  useEffect(() => {
    const news = announcement(before.current, calls, (party) => who(party).title);
    before.current = calls;
    if (news) setSaid(({ count }) => ({ count: count + 1, sentence: news }));
  }, [calls, who]);
  return (
    <VisuallyHidden>
      {/* A fresh element each time: the same words twice are said twice. */}
      <span role="status">
        <span key={said.count}>{said.sentence}</span>
      </span>
    </VisuallyHidden>
  );
}
