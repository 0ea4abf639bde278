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
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    const news = announcement(before.current, calls, (call) => who(call.remote).title);
    before.current = calls;
    if (news) setSentence(news);
  }, [calls, who]);
  return (
    <VisuallyHidden>
      <span role="status">{sentence}</span>
    </VisuallyHidden>
  );
}
