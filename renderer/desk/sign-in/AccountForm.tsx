import { useEffect, useRef, type ReactNode } from 'react';
import type { SignInState } from '#shared/contract/sign-in.ts';
import type { AppError } from '#shared/result.ts';
import { Button, Field } from '../ui/index.ts';
import { PinFields } from './PinFields.tsx';
import { recordsWords } from './pin-words.ts';
import styles from './SignInPage.module.css';
import { useAccountForm, type AccountFields, type RecordsWish, type Typed } from './use-account-form.ts';
import { PROGRESS_WORDS, words } from './words.ts';
import { WithoutLine } from './WithoutLine.tsx';

interface AccountFormProps {
  state: SignInState;
  error: AppError | null;
  onSignIn: (typed: Typed, records: RecordsWish) => Promise<void>;
  onGoOnWithoutLine: (typed: Typed) => Promise<void>;
  onCancel: () => Promise<void>;
  /** Said between the boxes and the button. */
  children: ReactNode;
}

/** Extension, password and PIN. While signing in it says what is happening and can be called off. */
export function AccountForm({
  state,
  error,
  onSignIn,
  onGoOnWithoutLine,
  onCancel,
  children,
}: AccountFormProps) {
  const { lastExtension, profile, progress } = state;
  const fields = useAccountForm(lastExtension, profile);
  const { typed, look } = fields;
  const extension = typed.extension.trim();
  const isBusy = progress !== null;
  const hasProfile = profile.state === 'open';
  const boxes = useFirstBox(hasProfile, lastExtension !== '', isBusy ? null : error);
  /** Whatever came of it, tries and pauses may be other ones now. */
  const thenLook = async (asked: Promise<void>) => {
    await asked;
    await look(extension);
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (fields.canSignIn && !isBusy) void thenLook(signIn(fields, onSignIn));
      }}
    >
      <AccountBoxes fields={fields} isBusy={isBusy} boxes={boxes} />
      {hasProfile && <PinFields fields={fields} isBusy={isBusy} pinRef={boxes.pin} />}
      {children}
      {state.mayGoOnWithoutLine === extension && extension !== '' && !isBusy && (
        <WithoutLine
          isDisabled={typed.pin === '' || fields.pauseSec > 0}
          onPress={() => void thenLook(onGoOnWithoutLine({ ...typed, extension }))}
        />
      )}
      <div className={styles['actions']}>
        <p role="status" className={styles['progress']}>
          {progress && PROGRESS_WORDS[progress]}
          {!hasProfile && words.needsProfile}
        </p>
        <ActionKey isBusy={isBusy} fields={fields} onCancel={onCancel} />
      </div>
    </form>
  );
}

interface AccountBoxesProps {
  fields: AccountFields;
  isBusy: boolean;
  boxes: ReturnType<typeof useFirstBox>;
}

/** Extension and password. What is kept for an extension is asked once it has been typed. */
function AccountBoxes({ fields: { typed, set, look }, isBusy, boxes }: AccountBoxesProps) {
  return (
    <div className={styles['fields']}>
      <div onBlur={() => void look(typed.extension.trim())}>
        <Field
          label={words.extension}
          value={typed.extension}
          onChange={(extension) => set({ extension })}
          maxLength={64}
          isReadOnly={isBusy}
          inputRef={boxes.extension}
        />
      </div>
      <Field
        label={words.password}
        type="password"
        value={typed.password}
        onChange={(password) => set({ password })}
        maxLength={256}
        isReadOnly={isBusy}
        inputRef={boxes.password}
      />
    </div>
  );
}

/** Where nobody has told yet what is kept here, that is asked first: a new PIN is typed twice. */
async function signIn(
  { typed, outlook, records, look }: AccountFields,
  onSignIn: AccountFormProps['onSignIn'],
): Promise<void> {
  const extension = typed.extension.trim();
  const known = outlook ?? (await look(extension));
  if (!outlook && known?.kept.state === 'none') return;
  await onSignIn({ ...typed, extension }, records);
}

interface ActionKeyProps {
  isBusy: boolean;
  fields: AccountFields;
  onCancel: () => Promise<void>;
}

function ActionKey({ isBusy, fields: { canSignIn, records }, onCancel }: ActionKeyProps) {
  if (isBusy) {
    return (
      <Button size="large" onPress={() => void onCancel()}>
        {words.cancel}
      </Button>
    );
  }
  const erases = records === 'start-over';
  return (
    <Button type="submit" tone={erases ? 'alarm' : 'primary'} size="large" isDisabled={!canSignIn}>
      {erases ? recordsWords.eraseAndSignIn : words.signIn}
    </Button>
  );
}

const ABOUT_PIN = /^(?:pin|records)-/;

/** Puts the agent where there is something to type: into the first empty box, and after a failure into the box it is about. */
function useFirstBox(hasProfile: boolean, knowsExtension: boolean, error: AppError | null) {
  const extension = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const pin = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (hasProfile) (knowsExtension ? password : extension).current?.focus();
  }, [hasProfile, knowsExtension]);
  useEffect(() => {
    const box = error && (ABOUT_PIN.test(error.code) ? pin : password).current;
    box?.focus();
    box?.select();
  }, [error]);
  return { extension, password, pin };
}
