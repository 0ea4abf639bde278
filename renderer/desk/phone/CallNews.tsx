import type { Call } from '#shared/call/call.ts';
import { useDesk } from '../store/desk-store.ts';
import { Notice, shownNumber, useSecondsSince, whoIs } from '../ui/index.ts';
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
  const country = useDesk((desk) => desk.defaultCountry);
  const isPatient = call.consultFor === null;
  const who = isPatient ? 'the patient' : whoIs(call.remote, country).title;
  const { title, body } = words.reaching(who, useSecondsSince(sinceMs));
  return (
    <Notice tone="care" icon="again" title={title}>
      <p>{body}</p>
    </Notice>
  );
}

function BlindTransferNews({ transfer }: { transfer: NonNullable<Call['transfer']> }) {
  const country = useDesk((desk) => desk.defaultCountry);
  const colleague = useDesk((desk) => desk.colleagues.find(({ extension }) => extension === transfer.target));
  const target = colleague?.name ?? shownNumber(transfer.target, country);
  const hasFailed = transfer.step === 'failed';
  return (
    <Notice
      tone={hasFailed ? 'care' : 'calm'}
      icon={hasFailed ? 'attention' : 'transfer'}
      title={transferWords(transfer, target)}
    />
  );
}
