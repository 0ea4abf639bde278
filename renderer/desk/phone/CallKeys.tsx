import { useCallback, useEffect } from 'react';
import { isUp, type Call } from '#shared/call/call.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { arrange, mergeable } from '../store/calls.ts';
import { useDesk } from '../store/desk-store.ts';
import { closeSheet, toggleSheet, usePage } from '../store/page.ts';
import { KeyTile, ToggleTile, useSecondPress } from '../ui/index.ts';
import styles from './CallKeys.module.css';
import { useKeys } from './use-keys.ts';
import { words } from './words.ts';

interface CallKeysProps {
  current: Call;
  /** All calls that hear each other with the current one. */
  together: readonly Call[];
}

/** The keys of the call. They keep their places, whatever the call is doing: the hand learns them. */
export function CallKeys({ current, together }: CallKeysProps) {
  const actions = useCallActions(current, together);
  const sheet = usePage((page) => (page.sheet?.callId === current.id ? page.sheet.kind : null));
  const { isArmed, hangUpByKey, hangUp } = useHangUp(together);
  const usesLetters = useDesk((desk) => desk.settings.letterKeys !== false);
  const letters = usesLetters && {
    m: actions.mute,
    h: actions.hold,
    k: actions.keypad,
    t: actions.transfer,
    a: actions.addCall,
    j: actions.mergeOrSplit,
  };
  useKeys({ ...letters, escape: sheet ? closeSheet : hangUpByKey });
  const key = (letter: string) => (usesLetters ? letter : undefined);
  const up = isUp(current);
  return (
    <div className={styles['keys']}>
      <div className={styles['grid']}>
        <ToggleTile
          icon={current.mute.wanted ? 'microphoneOff' : 'microphone'}
          shortcut={key('M')}
          isOn={current.mute.wanted}
          isSettling={current.mute.wanted !== current.mute.confirmed}
          onPress={actions.mute}
        >
          {words.mute}
        </ToggleTile>
        <ToggleTile
          icon="pause"
          shortcut={key('H')}
          isOn={current.hold.wanted}
          isSettling={current.hold.wanted !== current.hold.confirmed}
          isDisabled={!up}
          onPress={actions.hold}
        >
          {words.hold}
        </ToggleTile>
        <ToggleTile
          icon="keypad"
          shortcut={key('K')}
          isOn={sheet === 'keypad'}
          isDisabled={!hasAudio(current)}
          onPress={actions.keypad}
        >
          {words.keypad}
        </ToggleTile>
        <ToggleTile
          icon="transfer"
          shortcut={key('T')}
          isOn={sheet === 'transfer'}
          isDisabled={!canTransfer(current)}
          onPress={actions.transfer}
        >
          {words.transfer}
        </ToggleTile>
        <ToggleTile
          icon="add"
          shortcut={key('A')}
          isOn={sheet === 'add-call'}
          isDisabled={!up}
          onPress={actions.addCall}
        >
          {words.addCall}
        </ToggleTile>
        <KeyTile
          icon={together.length > 1 ? 'split' : 'merge'}
          shortcut={key('J')}
          isDisabled={!actions.canMergeOrSplit}
          onPress={actions.mergeOrSplit}
        >
          {together.length > 1 ? words.split : words.merge}
        </KeyTile>
        <div className={styles['last']}>
          <KeyTile icon="hangUp" tone="alarm" shortcut="Esc" onPress={hangUp}>
            {words.hangUp}
          </KeyTile>
        </div>
      </div>
      <p role="status" className={styles['again']}>
        {isArmed && (together.length > 1 ? words.pressAgainForAll : words.pressAgain)}
      </p>
    </div>
  );
}

function hasAudio({ phase }: Call): boolean {
  return (
    phase.name === 'talking' || phase.name === 'reaching' || (phase.name === 'alerting' && phase.earlyMedia)
  );
}

/** A call that is being handed over, or is itself the talk before a handover, is not handed over again. */
function canTransfer(call: Call): boolean {
  const isBusyWithOne = call.transfer !== null && !['failed', 'done'].includes(call.transfer.step);
  return isUp(call) && !isBusyWithOne && call.consultFor === null && call.conferenceId === null;
}

function useCallActions(current: Call, together: readonly Call[]) {
  const pair = mergeable(arrange(useDesk((desk) => desk.calls)));
  const { id: callId, conferenceId } = current;
  const isUpNow = isUp(current);
  return {
    mute: () => {
      const muted = !current.mute.wanted;
      for (const call of together) void ask(bridge().setMute({ callId: call.id, muted }));
    },
    hold: () => {
      if (!isUpNow) return;
      const held = !current.hold.wanted;
      for (const call of together) void ask(bridge().setHold({ callId: call.id, held }));
    },
    keypad: () => hasAudio(current) && toggleSheet('keypad', callId),
    transfer: () => canTransfer(current) && toggleSheet('transfer', callId),
    addCall: () => isUpNow && toggleSheet('add-call', callId),
    canMergeOrSplit: together.length > 1 || pair !== null,
    mergeOrSplit: () => {
      if (together.length > 1 && conferenceId !== null) void ask(bridge().split({ conferenceId }));
      else if (pair) void ask(bridge().merge({ callIds: pair }));
    },
  };
}

/**
 * The key Escape hangs up only when pressed twice: it is pressed by habit to close things. The button is enough
 * by itself, except when it would hang up on several people.
 */
function useHangUp(together: readonly Call[]) {
  const ids = together.map(({ id }) => id).join(' ');
  const act = useCallback(() => {
    for (const callId of ids.split(' ')) void ask(bridge().hangUp({ callId }));
  }, [ids]);
  const { isArmed, press, disarm } = useSecondPress(act);
  useEffect(disarm, [ids, disarm]);
  return { isArmed, hangUpByKey: press, hangUp: together.length > 1 ? press : act };
}
