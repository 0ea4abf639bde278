import { useEffect, useRef, useState } from 'react';
import type { Call } from '#shared/call/call.ts';
import { useDesk } from '../store/desk-store.ts';
import { VisuallyHidden, whoIs } from '../ui/index.ts';
import { announcement } from './announcement.ts';

/** Says what changes in the calls to those who do not see it. Draws nothing. */
export function CallAnnouncer() {
  const calls = useDesk((desk) => desk.calls);
  const country = useDesk((desk) => desk.defaultCountry);
  const before = useRef<readonly Call[]>(calls);
  const [sentence, setSentence] = useState('');
  useEffect(() => {
    const news = announcement(before.current, calls, (call) => whoIs(call.remote, country).title);
    before.current = calls;
    if (news) setSentence(news);
  }, [calls, country]);
  return (
    <VisuallyHidden>
      <span role="status">{sentence}</span>
    </VisuallyHidden>
  );
}
