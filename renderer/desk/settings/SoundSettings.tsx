import { useEffect, useRef } from 'react';
import { Switch } from 'react-aria-components';
import type { DeviceRole, MediaState } from '#shared/call/line-state.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { deviceName, isStandIn } from '../store/devices.ts';
import { followMicrophone } from '../store/levels.ts';
import { Button, cx, ErrorNotice, Meter, Panel, Picker, type Choice } from '../ui/index.ts';
import styles from './SettingsPlace.module.css';
import { words } from './words.ts';

/** Microphone, speaker and ringer, each with a way to hear or see that it works. */
export function SoundSettings() {
  const microphoneError = useDesk((desk) => desk.media.microphoneError);
  // No list of devices at all means that nothing was allowed yet, not that there is nothing.
  const hasNoSpeaker = useDesk(
    ({ media }) => media.speaker.available.length === 0 && media.microphone.available.length > 0,
  );
  useOpenMeter();
  return (
    <Panel className={styles['section']}>
      <h2>{words.sound}</h2>
      {microphoneError && <ErrorNotice tone="alarm" error={{ code: microphoneError }} />}
      {hasNoSpeaker && <ErrorNotice tone="alarm" error={{ code: 'speaker-missing' }} />}
      <div className={styles['device']}>
        <DevicePicker device="microphone" />
        <div className={styles['check']}>
          <span className={styles['label']}>{words.yourVoice}</span>
          <Meter label={words.yourVoice} follow={followMicrophone} />
          <p className={styles['hint']}>{words.speakHint}</p>
        </div>
      </div>
      <div className={styles['device']}>
        <DevicePicker device="speaker" />
        <TestSound device="speaker" />
      </div>
      <div className={styles['device']}>
        <DevicePicker device="ringer" />
        <TestSound device="ringer" />
      </div>
      <EchoTest />
    </Panel>
  );
}

/** The microphone is open for the meter only while somebody looks at it. */
function useOpenMeter(): void {
  useEffect(() => {
    void ask(bridge().setMeter({ on: true }));
    return () => void ask(bridge().setMeter({ on: false }));
  }, []);
}

const SYSTEM = 'system';

function DevicePicker({ device: role }: { device: DeviceRole }) {
  const slot = useDesk((desk) => desk.media[role]);
  const isGone = slot.chosenId !== null && !slot.available.some(({ id }) => id === slot.chosenId);
  return (
    <div>
      <Picker
        label={words.devices[role]}
        choices={choicesOf(role, slot)}
        chosen={slot.chosenId === null || isStandIn(slot.chosenId) ? SYSTEM : slot.chosenId}
        onChoose={(id) => void ask(bridge().chooseDevice({ role, deviceId: id === SYSTEM ? null : id }))}
      />
      {isGone && <p className={styles['hint']}>{words.goneHint}</p>}
    </div>
  );
}

function choicesOf(role: DeviceRole, { available, chosenId, activeId }: MediaState[DeviceRole]): Choice[] {
  const active = available.find(({ id }) => id === activeId);
  const now = chosenId === null && active ? deviceName(active) : '';
  const system = { id: SYSTEM, label: now ? words.followSystemNow(now) : words.followSystem };
  // Until the microphone was allowed once, devices have no names.
  const devices = available
    .filter(({ id }) => !isStandIn(id))
    .map((device, index) => ({ id: device.id, label: deviceName(device) || words.unnamed(role, index + 1) }));
  const isGone = chosenId !== null && !available.some(({ id }) => id === chosenId);
  return [system, ...devices, ...(isGone ? [{ id: chosenId, label: words.gone }] : [])];
}

function TestSound({ device: role }: { device: 'speaker' | 'ringer' }) {
  return (
    <div className={styles['test']}>
      <Button
        icon={role === 'ringer' ? 'bell' : 'speaker'}
        onPress={() => void ask(bridge().testSound({ role }))}
      >
        {words.play[role]}
      </Button>
    </div>
  );
}

function EchoTest() {
  const isOn = useDesk((desk) => desk.media.echoTest === 'on');
  const hasMicrophone = useDesk((desk) => desk.media.microphoneError === null);
  useEndOfEcho(isOn);
  return (
    <div>
      <Switch
        className={cx(styles['switch'])}
        isSelected={isOn}
        isDisabled={!hasMicrophone && !isOn}
        onChange={(on) => void ask(bridge().setEchoTest({ on }))}
      >
        <span className={styles['track']} />
        {words.echo}
      </Switch>
      <p className={styles['hint']}>{words.echoHint}</p>
    </div>
  );
}

/** Nobody hears themselves any longer once the switch that would end it is out of sight. */
function useEndOfEcho(isOn: boolean): void {
  const latest = useRef(isOn);
  useEffect(() => {
    latest.current = isOn;
  });
  useEffect(
    () => () => {
      if (latest.current) void ask(bridge().setEchoTest({ on: false }));
    },
    [],
  );
}
