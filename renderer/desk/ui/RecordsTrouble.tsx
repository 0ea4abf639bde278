import type { AppError } from '#shared/result.ts';
import { ErrorNotice, Notice } from './Notice.tsx';
import { recordsTrouble } from './pin-words.ts';

/** Why a PIN was not taken, or nobody came in, in words. */
export function RecordsTrouble({ error }: { error: AppError }) {
  const words = recordsTrouble(error);
  if (!words) return <ErrorNotice error={error} />;
  return (
    <Notice tone="care" title={words.title}>
      <p>{words.body}</p>
    </Notice>
  );
}
