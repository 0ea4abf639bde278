import { Button, Notice } from '../ui/index.ts';
import { recordsWords } from './pin-words.ts';
import styles from './SignInPage.module.css';

/** The server cannot be reached: what is kept here can be worked on all the same. */
export function WithoutLine({ isDisabled, onPress }: { isDisabled: boolean; onPress: () => void }) {
  return (
    <Notice icon="callbacks" title={recordsWords.withoutLine}>
      <p>{recordsWords.withoutLineBody}</p>
      <p className={styles['offer']}>
        <Button isDisabled={isDisabled} onPress={onPress}>
          {recordsWords.goOn}
        </Button>
      </p>
    </Notice>
  );
}
