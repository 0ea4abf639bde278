import { useDesk } from '../store/desk-store.ts';
import { ErrorNotice, Notice } from '../ui/index.ts';
import { words } from './words.ts';

/** Whether this agent may publish, now or when the hub is reached again. */
export function useMayPublish(): boolean {
  return useDesk(({ scriptBook }) => scriptBook.standing.kind !== 'reader');
}

/** What keeps this desk from publishing, when something does. */
export function WhoMayPublish() {
  const standing = useDesk(({ scriptBook }) => scriptBook.standing);
  switch (standing.kind) {
    case 'open':
      return null;
    case 'reader':
      return <Notice icon="leave" title={words.reader(standing.leads)} />;
    case 'away':
      return (
        <Notice title={words.away}>
          <p>{words.awayBody}</p>
        </Notice>
      );
    case 'off':
      return <ErrorNotice error={standing.error} />;
  }
}
