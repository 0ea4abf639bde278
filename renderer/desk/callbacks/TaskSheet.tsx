import { usePage } from '../store/page.ts';
import { ImportSheet } from './ImportSheet.tsx';
import { NewCallbackSheet } from './NewCallbackSheet.tsx';

/** The sheet that was opened from whatever place: a new callback, or a list to import. */
export function TaskSheet() {
  const task = usePage((page) => page.task);
  switch (task?.kind) {
    case undefined:
      return null;
    case 'new-callback':
      return <NewCallbackSheet key={`${task.start.number} ${task.start.callId}`} start={task.start} />;
    case 'import':
      return <ImportSheet />;
  }
}
