import { useState } from 'react';
import type { SignInState } from '#shared/contract/sign-in.ts';
import type { AppError } from '#shared/result.ts';
import { Button, ErrorNotice, Field } from '../ui/index.ts';
import styles from './SignInPage.module.css';
import { PROGRESS_WORDS, words } from './words.ts';

interface AccountFormProps {
  lastExtension: string;
  progress: SignInState['progress'];
  hasProfile: boolean;
  error: AppError | null;
  onSignIn: (extension: string, password: string) => Promise<void>;
  onCancel: () => Promise<void>;
}

/** Extension and password. While signing in it says what is happening and can be called off. */
export function AccountForm(props: AccountFormProps) {
  const { lastExtension, progress, hasProfile, error, onSignIn, onCancel } = props;
  const [extension, setExtension] = useState(lastExtension);
  const [password, setPassword] = useState('');
  const isBusy = progress !== null;
  const canSignIn = hasProfile && extension.trim() !== '' && password !== '';
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
          isDisabled={isBusy}
        />
        <Field
          label={words.password}
          type="password"
          value={password}
          onChange={setPassword}
          maxLength={256}
          isDisabled={isBusy}
        />
      </div>
      <div role="alert">{error && !isBusy && <ErrorNotice error={error} />}</div>
      <div className={styles['actions']}>
        <p role="status" className={styles['progress']}>
          {progress && PROGRESS_WORDS[progress]}
          {!hasProfile && words.needsProfile}
        </p>
        {isBusy ? (
          <Button size="large" onPress={() => void onCancel()}>
            {words.cancel}
          </Button>
        ) : (
          <Button type="submit" tone="primary" size="large" isDisabled={!canSignIn}>
            {words.signIn}
          </Button>
        )}
      </div>
    </form>
  );
}
