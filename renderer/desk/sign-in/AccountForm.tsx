import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { SignInState } from '#shared/contract/sign-in.ts';
import { Button, Field } from '../ui/index.ts';
import styles from './SignInPage.module.css';
import { PROGRESS_WORDS, words } from './words.ts';

interface AccountFormProps {
  lastExtension: string;
  progress: SignInState['progress'];
  hasProfile: boolean;
  hasFailed: boolean;
  onSignIn: (extension: string, password: string) => Promise<void>;
  onCancel: () => Promise<void>;
  /** Said between the boxes and the button. */
  children: ReactNode;
}

/** Extension and password. While signing in it says what is happening and can be called off. */
export function AccountForm(props: AccountFormProps) {
  const { lastExtension, progress, hasProfile, hasFailed, onSignIn, onCancel, children } = props;
  const [extension, setExtension] = useState(lastExtension);
  const [password, setPassword] = useState('');
  const isBusy = progress !== null;
  const canSignIn = hasProfile && extension.trim() !== '' && password !== '';
  const boxes = useFirstBox(hasProfile, lastExtension !== '', hasFailed && !isBusy);
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (canSignIn && !isBusy) void onSignIn(extension.trim(), password);
      }}
    >
      <div className={styles['fields']}>
        <Field
          label={words.extension}
          value={extension}
          onChange={setExtension}
          maxLength={64}
          isReadOnly={isBusy}
          inputRef={boxes.extension}
        />
        <Field
          label={words.password}
          type="password"
          value={password}
          onChange={setPassword}
          maxLength={256}
          isReadOnly={isBusy}
          inputRef={boxes.password}
        />
      </div>
      {children}
      <div className={styles['actions']}>
        <p role="status" className={styles['progress']}>
          {progress && PROGRESS_WORDS[progress]}
          {!hasProfile && words.needsProfile}
        </p>
        <ActionKey isBusy={isBusy} canSignIn={canSignIn} onCancel={onCancel} />
      </div>
    </form>
  );
}

interface ActionKeyProps {
  isBusy: boolean;
  canSignIn: boolean;
  onCancel: () => Promise<void>;
}

function ActionKey({ isBusy, canSignIn, onCancel }: ActionKeyProps) {
  if (isBusy) {
    return (
      <Button size="large" onPress={() => void onCancel()}>
        {words.cancel}
      </Button>
    );
  }
  return (
    <Button type="submit" tone="primary" size="large" isDisabled={!canSignIn}>
      {words.signIn}
    </Button>
  );
}

/** Puts the agent where there is something to type: into the first empty box, and after a failure into the password. */
function useFirstBox(hasProfile: boolean, knowsExtension: boolean, hasFailed: boolean) {
  const extension = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (hasProfile) (knowsExtension ? password : extension).current?.focus();
  }, [hasProfile, knowsExtension]);
  useEffect(() => {
    if (hasFailed) password.current?.select();
  }, [hasFailed]);
  return { extension, password };
}
