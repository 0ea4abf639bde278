import { useState } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import type { OpenProfile } from '#shared/contract/sign-in.ts';
import { Button, cx, Icon } from '../ui/index.ts';
import { MistakeList } from './MistakeList.tsx';
import styles from './ProfileDrop.module.css';
import { words } from './words.ts';

/** Beyond this no profile is read: the bridge takes at most a million characters. */
const MAX_BYTES = 1_000_000;

const DRAWINGS = { none: 'file', open: 'check', refused: 'attention' } as const;

/**
 * What the file says, as far as it can be read: one that is gone, locked or a folder says nothing. What is empty or
 * cut off is no profile, and main says so in the same words as for any other file that is none.
 */
async function textOf(file: File): Promise<string> {
  return file
    .slice(0, MAX_BYTES)
    .text()
    .catch(() => '');
}

interface ProfileDropProps {
  profile: OpenProfile;
  isDisabled: boolean;
  onFile: (fileName: string, text: string) => Promise<void>;
}

/** Takes a profile file, dropped or chosen. The page reads its text; main judges it. */
export function ProfileDrop({ profile, isDisabled, onFile }: ProfileDropProps) {
  const [isReading, setReading] = useState(false);
  const read = async (file: File | undefined) => {
    if (!file) return;
    setReading(true);
    await onFile(file.name.slice(0, 255), await textOf(file));
    setReading(false);
  };
  return (
    <DropZone
      aria-label={words.profileHeading}
      isDisabled={isDisabled}
      className={cx(styles['zone'], profile.state === 'refused' && styles['refused'])}
      getDropOperation={(types) => (types.has('text/plain') && !types.has('Files') ? 'cancel' : 'copy')}
      onDrop={(event) => {
        const item = event.items.find((dropped) => dropped.kind === 'file');
        if (item?.kind === 'file') void item.getFile().then(read, () => onFile(item.name, ''));
      }}
    >
      <div className={styles['row']}>
        <span className={styles['drawing']}>
          <Icon name={DRAWINGS[profile.state]} />
        </span>
        <div className={styles['words']}>
          {isReading ? <p>{words.opening}</p> : <ProfileWords profile={profile} />}
        </div>
        <FileTrigger
          acceptedFileTypes={['.json', 'application/json']}
          onSelect={(files) => void read(files?.[0])}
        >
          <Button isDisabled={isDisabled}>
            {profile.state === 'none' ? words.choose : words.chooseOther}
          </Button>
        </FileTrigger>
      </div>
      {profile.state === 'refused' && <MistakeList mistakes={profile.mistakes} />}
    </DropZone>
  );
}

function ProfileWords({ profile }: { profile: OpenProfile }) {
  switch (profile.state) {
    case 'none':
      return (
        <>
          <p className={styles['title']}>{words.drop}</p>
          <p className={styles['hint']}>{words.dropHint}</p>
        </>
      );
    case 'open':
      return (
        <>
          <p className={styles['title']}>{profile.name}</p>
          <p className={styles['hint']}>
            {profile.domain} · {profile.fileName}
          </p>
        </>
      );
    case 'refused':
      return (
        <div role="alert">
          <p className={styles['title']}>{words.refused(profile.fileName, profile.mistakes.length)}</p>
          <p className={styles['hint']}>{words.refusedHint}</p>
        </div>
      );
  }
}
