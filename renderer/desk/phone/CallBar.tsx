import { useCalls } from '../store/use-calls.ts';
import { goTo } from '../store/page.ts';
import { useWho } from '../store/who.ts';
import { Avatar, Button } from '../ui/index.ts';
import { CallTime } from './CallHead.tsx';
import { CallRow } from './CallRow.tsx';
import { phaseWords, words } from './words.ts';

/** The running call, while the agent looks at another place: who, how long, and the way back. */
export function CallBar() {
  const { current } = useCalls();
  const who = useWho();
  if (!current) return null;
  const { title, name } = who(current.remote);
  return (
    <section aria-label={words.activeCall}>
      <CallRow
        tone="raised"
        mark={<Avatar name={name} size="small" />}
        title={title}
        facts={[phaseWords(current), current.mute.confirmed && words.muted]}
      >
        <CallTime call={current} size="normal" />
        <Button tone="primary" icon="phone" onPress={() => goTo('calls')}>
          {words.backToCall}
        </Button>
      </CallRow>
    </section>
  );
}
