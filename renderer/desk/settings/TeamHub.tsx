import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { HubLink } from '#shared/contract/callback-state.ts';
import { answerOf, once } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { Button, ErrorNotice, Field, messageFor, Panel } from '../ui/index.ts';
import styles from './SettingsPlace.module.css';
import { words } from './words.ts';

/** The team that this desk belongs to, and the way to join one. */
export function TeamHub() {
  const link = useDesk((desk) => desk.callbacks.link);
  const isPractice = useDesk((desk) => desk.sitting.kind === 'practice');
  const [joinsOther, setJoinsOther] = useState(false);
  // What is practised never leaves the desk.
  if (isPractice) return null;
  const isAlone = link.name === 'solo';
  return (
    <Panel className={styles['section']}>
      <h2>{words.hub}</h2>
      {isAlone ? <p>{words.hubAlone}</p> : <Joined link={link} />}
      {isAlone || joinsOther ? (
        <JoinForm onJoined={() => setJoinsOther(false)} />
      ) : (
        <div>
          <Button onPress={() => setJoinsOther(true)}>{words.hubJoinOther}</Button>
        </div>
      )}
    </Panel>
  );
}

function Joined({ link }: { link: HubLink }) {
  const { name, agent, lead } = useDesk((desk) => desk.callbacks.me);
  return (
    <>
      <div>
        <p className={styles['label']}>{words.hubJoined(name)}</p>
        <p className={styles['hint']}>
          {[agent, lead && words.hubLead, words.hubStanding[link.name]].filter(Boolean).join(' · ')}
        </p>
      </div>
      {(link.name === 'refused' || link.name === 'offline') && <ErrorNotice error={link.error} />}
    </>
  );
}

interface AgentFile {
  name: string;
  text: string;
}

/** The file is read here and judged by main; its code never leaves this form but for that. */
function JoinForm({ onJoined }: { onJoined: () => void }) {
  const [file, setFile] = useState<AgentFile | null>(null);
  const [code, setCode] = useState('');
  const [refusal, setRefusal] = useState('');
  const join = async () => {
    if (!file || !code.trim()) return setRefusal(words.hubMissing);
    const answer = await once('join', () =>
      answerOf(bridge().joinHub({ text: file.text, code: code.trim() })),
    );
    if (!answer) return undefined;
    if (answer.ok) {
      setCode('');
      return onJoined();
    }
    const { title, todo } = messageFor(answer.error);
    return setRefusal(`${title} ${todo}`);
  };
  return (
    <form
      aria-label={words.hubJoin}
      className={styles['join']}
      onSubmit={(event) => {
        event.preventDefault();
        void join();
      }}
    >
      <FileChoice file={file} onFile={setFile} />
      <Field
        label={words.hubCode}
        value={code}
        maxLength={100}
        onChange={(text) => {
          setCode(text);
          setRefusal('');
        }}
      />
      <p role="status" className={styles['refusal']}>
        {refusal}
      </p>
      <div>
        <Button type="submit" tone="primary">
          {words.hubJoin}
        </Button>
      </div>
    </form>
  );
}

function FileChoice({ file, onFile }: { file: AgentFile | null; onFile: (file: AgentFile | null) => void }) {
  return (
    <div>
      <p className={styles['label']}>{words.hubFile}</p>
      <div className={styles['file']}>
        <FileTrigger
          acceptedFileTypes={['.hearthline-agent']}
          onSelect={(files) => void textOf(files?.[0]).then(onFile)}
        >
          <Button icon="file">{words.hubChoose}</Button>
        </FileTrigger>
        <span className={styles['fileName']}>{file?.name ?? words.hubNoFile}</span>
      </div>
    </div>
  );
}

/** Such a file is a few hundred characters long; the bridge takes no more than this. */
const MAX_BYTES = 100_000;

async function textOf(file: File | undefined): Promise<AgentFile | null> {
  if (!file) return null;
  // One that is gone or a folder says nothing, and main says that it is no such file.
  const text = await file
    .slice(0, MAX_BYTES)
    .text()
    .catch(() => '');
  return { name: file.name, text };
}
