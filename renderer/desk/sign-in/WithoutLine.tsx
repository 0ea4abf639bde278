import { Button, Notice } from '../ui/index.ts';
import { pinWords } from './pin-words.ts';
import styles from './SignInPage.module.css';

/** The server cannot be reached: what is kept here can be worked on all the same. */
export function WithoutLine({ isDisabled, onPress }: { isDisabled: boolean; onPress: () => void }) {
  return (
    <Notice icon="callbacks" title={pinWords.withoutLine}>
      <p>{pinWords.withoutLineBody}</p>
      <p className={styles['offer']}>
        <Button isDisabled={isDisabled} onPress={onPress}>
          {pinWords.goOn}
        </Button>
      </p>
    </Notice>
  );
}
