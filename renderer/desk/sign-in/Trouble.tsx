import type { AppError } from '#shared/result.ts';
import { ErrorNotice, Notice } from '../ui/index.ts';
import { recordsTrouble } from './pin-words.ts';

/** Why nobody came in, in words. */
export function Trouble({ error }: { error: AppError }) {
  const words = recordsTrouble(error);
  if (!words) return <ErrorNotice error={error} />;
  return (
    <Notice tone="care" title={words.title}>
      <p>{words.body}</p>
    </Notice>
  );
}
