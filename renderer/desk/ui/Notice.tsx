import type { ReactNode } from 'react';
import type { AppError } from '#shared/result.ts';
import { IconButton } from './Button.tsx';
import { cx } from './cx.ts';
import { Icon, type IconName } from './Icon.tsx';
import { messageFor } from './messages.ts';
import styles from './Notice.module.css';

export type NoticeTone = 'calm' | 'care' | 'alarm';

interface NoticeProps {
  tone?: NoticeTone;
  icon?: IconName;
  title: string;
  children?: ReactNode;
  onDismiss?: () => void;
}

/** A few quiet lines about something that happened. It takes no focus and covers nothing. */
export function Notice({ tone = 'calm', icon = 'attention', title, children, onDismiss }: NoticeProps) {
  return (
    <div className={cx(styles['notice'], styles[tone])}>
      <Icon name={icon} />
      <div className={styles['words']}>
        <p className={styles['title']}>{title}</p>
        {children}
      </div>
      {onDismiss && <IconButton icon="close" label="Dismiss" onPress={onDismiss} />}
    </div>
  );
}

/** The words of a failure: what happened, what is safe, what to do. */
export function ErrorNotice({
  error,
  tone = 'care',
  onDismiss,
}: {
  error: AppError;
  tone?: NoticeTone;
  onDismiss?: () => void;
}) {
  const { title, safe, todo } = messageFor(error);
  return (
    <Notice tone={tone} title={title} {...(onDismiss && { onDismiss })}>
      <p>
        {safe} {todo}
      </p>
    </Notice>
  );
}
