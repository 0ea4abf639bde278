import type { AppError } from '#shared/result.ts';
import { Button, CrashGuard, ErrorNotice, Panel, RecordsTrouble, useTheme } from '../ui/index.ts';
import { AccountForm } from './AccountForm.tsx';
import { bridge } from './bridge.ts';
import { ProfileDrop } from './ProfileDrop.tsx';
import styles from './SignInPage.module.css';
import { useSignIn } from './use-sign-in.ts';
import { words } from './words.ts';

/** Who is at the desk: a profile, an extension with its password and PIN, or practice without any of them. */
export function SignInPage() {
  return (
    <CrashGuard>
      <DrawnPage />
    </CrashGuard>
  );
}

function DrawnPage() {
  const { state, error, run } = useSignIn();
  useTheme(state?.settings.theme ?? 'system');
  if (!state) {
    return <main className={styles['page']}>{error ? <Stuck error={error} /> : <p>{words.loading}</p>}</main>;
  }
  const isBusy = state.progress !== null;
  const failure = <div role="alert">{error && !isBusy && <RecordsTrouble error={error} />}</div>;
  return (
    <main className={styles['page']}>
      <header className={styles['welcome']}>
        <p className={styles['product']}>{words.product}</p>
        <p className={styles['promise']}>{words.promise}</p>
      </header>
      <Panel className={styles['card']}>
        <h1>{words.title}</h1>
        <ProfileDrop
          profile={state.profile}
          isDisabled={isBusy}
          onFile={(fileName, text) => run(bridge().openProfile({ fileName, text }))}
        />
        {state.profile.state === 'refused' ? (
          failure
        ) : (
          <AccountForm
            state={state}
            error={error}
            onSignIn={(typed, records) => run(bridge().signIn({ ...typed, records }))}
            onGoOnWithoutLine={(typed) => run(bridge().goOnWithoutLine(typed))}
            onCancel={() => run(bridge().cancelSignIn())}
          >
            {failure}
          </AccountForm>
        )}
      </Panel>
      <div className={styles['practise']}>
        <Button icon="practice" isDisabled={isBusy} onPress={() => void run(bridge().practise())}>
          {words.practise}
        </Button>
        <p>{words.practiseHint}</p>
      </div>
    </main>
  );
}

/** Main says nothing about the sign-in; asking anew is the way out. */
function Stuck({ error }: { error: AppError }) {
  return (
    <div role="alert" className={styles['stuck']}>
      <ErrorNotice error={error} tone="alarm" />
      <Button tone="primary" size="large" onPress={() => location.reload()}>
        {words.tryAgain}
      </Button>
    </div>
  );
}
