import type { Call } from '#shared/call/call.ts';
import { useDesk } from '../store/desk-store.ts';
import { partyAt, useWho } from '../store/who.ts';
import { Notice, useSecondsSince } from '../ui/index.ts';
import { transferWords, words } from './words.ts';

interface CallNewsProps {
  call: Call;
  /** Whose call it is, where several are in the ear; else empty. */
  of?: string;
}

/** What the agent should know about the call right now, most pressing first; nothing when all is well. */
export function CallNews({ call, of = '' }: CallNewsProps) {
  if (call.phase.name === 'reaching') return <Reaching call={call} of={of} sinceMs={call.phase.since} />;
  const poor = call.quality?.warning && words.poorLine(of);
  return (
    <>
      {call.transfer?.kind === 'blind' && <BlindTransferNews transfer={call.transfer} />}
      {poor && (
        <Notice tone="care" title={poor.title}>
          <p>{poor.body}</p>
        </Notice>
      )}
    </>
  );
}

function Reaching({ call, of, sinceMs }: { call: Call; of: string; sinceMs: number }) {
  const { title: name } = useWho()(call.remote);
  const isColleague = useDesk((desk) =>
    desk.colleagues.some(({ extension }) => extension === call.remote.number),
  );
  const isPatient = call.consultFor === null && !isColleague;
  const whom = of || (isPatient ? words.thePatient : name);
  const { title, body } = words.reaching(whom, useSecondsSince(sinceMs));
  return (
    <Notice tone="care" icon="again" title={title}>
      <p>{body}</p>
    </Notice>
  );
}

function BlindTransferNews({ transfer }: { transfer: NonNullable<Call['transfer']> }) {
  const { title: target } = useWho()(partyAt(transfer.target));
  const hasFailed = transfer.step === 'failed';
  return (
    <Notice
      tone={hasFailed ? 'care' : 'calm'}
      icon={hasFailed ? 'attention' : 'transfer'}
      title={transferWords(transfer, target)}
    />
  );
}
