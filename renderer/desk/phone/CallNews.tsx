import type { Call } from '#shared/call/call.ts';
import { partyAt, useWho } from '../store/who.ts';
import { Notice, useSecondsSince } from '../ui/index.ts';
import { transferWords, words } from './words.ts';

/** What the agent should know about the call right now, most pressing first; nothing when all is well. */
export function CallNews({ call }: { call: Call }) {
  if (call.phase.name === 'reaching') return <Reaching call={call} sinceMs={call.phase.since} />;
  return (
    <>
      {call.transfer?.kind === 'blind' && <BlindTransferNews transfer={call.transfer} />}
      {call.quality?.warning && (
        <Notice tone="care" title={words.poorLine.title}>
          <p>{words.poorLine.body}</p>
        </Notice>
      )}
    </>
  );
}

function Reaching({ call, sinceMs }: { call: Call; sinceMs: number }) {
  const { title: name } = useWho()(call.remote);
  const isPatient = call.consultFor === null;
  const { title, body } = words.reaching(isPatient ? words.thePatient : name, useSecondsSince(sinceMs));
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
