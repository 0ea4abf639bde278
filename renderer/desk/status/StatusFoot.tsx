import type { ConnectionState } from '#shared/call/line-state.ts';
import type { DeskState } from '#shared/contract/desk-state.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { deviceName } from '../store/devices.ts';
import { callAndLook } from '../store/dial.ts';
import { goTo } from '../store/page.ts';
import { Button, cx, Icon, messageFor, useSecondsUntil, VisuallyHidden } from '../ui/index.ts';
import { HubLine } from './HubLine.tsx';
import styles from './StatusFoot.module.css';
import { connectionWords, REFUSAL_WORDS, registrationWords, voicemailWords, words } from './words.ts';

/** The foot of the window: the truth about the line, the microphone, and waiting messages. */
export function StatusFoot() {
  const isPractice = useDesk((desk) => desk.sitting.kind === 'practice');
  return (
    <footer aria-label={words.place} className={styles['foot']}>
      {isPractice ? <PracticeLine /> : <Line />}
      {!isPractice && <LineAnnouncer />}
      <HubLine />
      <Microphone />
      <Voicemail />
    </footer>
  );
}

function PracticeLine() {
  return (
    <p className={styles['item']}>
      <i className={cx(styles['light'], styles['good'])} />
      {words.practice}
    </p>
  );
}

function Line() {
  const connection = useDesk((desk) => desk.connection);
  const registration = useDesk((desk) => desk.registration);
  const isConnected = connection.name === 'connected';
  const sentence = isConnected ? registrationWords(registration) : '';
  const light = lightOf(connection, registration);
  return (
    <div className={styles['item']}>
      <i className={cx(styles['light'], styles[light])} />
      <p>
        {connection.name === 'waiting' ? (
          <Waiting connection={connection} />
        ) : (
          <>
            {connectionWords(connection)}
            {sentence && `. ${sentence}`}
          </>
        )}
      </p>
      {connection.name === 'waiting' && (
        <Button size="small" onPress={() => void ask(bridge().retryConnection())}>
          {words.tryNow}
        </Button>
      )}
    </div>
  );
}

/**
 * Says that the link is gone or back. Words of its own: a countdown and every new attempt, spoken, would talk over
 * the patient.
 */
function LineAnnouncer() {
  const isLinked = useDesk((desk) => desk.connection.name === 'connected');
  const refusal = useDesk((desk) => (desk.registration.name === 'refused' ? desk.registration.code : null));
  return (
    <VisuallyHidden>
      <span role="status" aria-label={words.line}>
        {isLinked ? (refusal ? REFUSAL_WORDS[refusal] : words.linked) : words.notLinked}
      </span>
    </VisuallyHidden>
  );
}

function lightOf(connection: ConnectionState, registration: DeskState['registration']): string {
  if (connection.name === 'waiting' || registration.name === 'refused') return 'bad';
  return connection.name === 'connected' && registration.name === 'registered' ? 'good' : 'trying';
}

function Waiting({ connection }: { connection: Extract<ConnectionState, { name: 'waiting' }> }) {
  const finding = useDesk((desk) => desk.connectionFinding);
  const seconds = useSecondsUntil(connection.retryAt);
  // Main looked at the server itself; what it found says more than the socket's word.
  const why = finding ? messageFor(finding).title : connectionWords(connection);
  return `${words.willTry(seconds)} ${why}`;
}

function Microphone() {
  const error = useDesk((desk) => desk.media.microphoneError);
  const name = useDesk(({ media }) => nameOfActive(media.microphone));
  if (error) {
    return (
      <div className={cx(styles['item'], styles['trouble'])}>
        <Icon name="microphoneOff" size={1.125} />
        <p>{messageFor({ code: error }).title}</p>
        <Button size="small" onPress={() => goTo('settings')}>
          {words.toSettings}
        </Button>
      </div>
    );
  }
  return (
    <p className={cx(styles['item'], styles['device'])}>
      <Icon name="microphone" size={1.125} />
      <span className={styles['label']}>{name || words.notOpened}</span>
    </p>
  );
}

function nameOfActive({ available, activeId }: DeskState['media']['microphone']): string {
  const active = available.find(({ id }) => id === activeId);
  return active ? deviceName(active) : '';
}

function Voicemail() {
  const voicemail = useDesk((desk) => desk.voicemail);
  const number = useDesk((desk) => desk.voicemailNumber);
  if (!voicemail?.waiting) return null;
  return (
    <div className={cx(styles['item'], styles['last'])}>
      <Icon name="voicemail" size={1.25} />
      <p>{voicemailWords(voicemail)}</p>
      {number && (
        <Button size="small" onPress={() => void callAndLook(number)}>
          {words.callVoicemail}
        </Button>
      )}
    </div>
  );
}
