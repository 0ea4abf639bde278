import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { CallbackView } from '#shared/contract/callback-state.ts';
import { useDesk } from '../store/desk-store.ts';
import { usePage } from '../store/page.ts';
import { cx } from '../ui/index.ts';
import { moved } from './CallbackList.tsx';
import styles from './QueueTabs.module.css';
import { words } from './words.ts';

/** Main counts no further. */
const MOST = 999;
const VIEWS = ['next', 'mine', 'team', 'done', 'attention'] as const satisfies readonly CallbackView[];

function show(view: CallbackView): void {
  if (usePage.getState().callbackView !== view) usePage.setState({ callbackView: view, callbackId: null });
}

/**
 * The lists of the queue, each with how many are in it; arrow keys lead from one to the next. Our own and not React
 * Aria's: its panel looks through everything in it at each change, which costs more than drawing the rows.
 */
export function QueueTabs({ view, children }: { view: CallbackView; children: ReactNode }) {
  const id = useId();
  const listRef = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(ARROWS[event.key] ?? event.key, VIEWS.indexOf(view), VIEWS.length, 0);
    const chosen = next === null ? undefined : VIEWS[next];
    if (chosen === undefined || event.key.startsWith('Page')) return;
    event.preventDefault();
    show(chosen);
    listRef.current?.querySelector<HTMLElement>(`#${CSS.escape(`${id}-${chosen}`)}`)?.focus();
  };
  return (
    <div className={styles['tabs']}>
      <div
        ref={listRef}
        role="tablist"
        tabIndex={-1}
        aria-label={words.viewList}
        onKeyDown={onKeyDown}
        className={styles['list']}
      >
        {VIEWS.map((one) => (
          <QueueTab
            key={one}
            view={one}
            id={`${id}-${one}`}
            panelId={`${id}-panel`}
            isChosen={one === view}
          />
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${view}`} className={styles['panel']}>
        {children}
      </div>
    </div>
  );
}

const ARROWS: Record<string, string> = { ArrowRight: 'ArrowDown', ArrowLeft: 'ArrowUp' };

interface QueueTabProps {
  view: CallbackView;
  id: string;
  panelId: string;
  isChosen: boolean;
}

function QueueTab({ view, id, panelId, isChosen }: QueueTabProps) {
  const count = useDesk(
    ({ callbacks }) => callbacks.counts[view] + (view === 'attention' ? callbacks.rejected : 0),
  );
  const isPressing = view === 'attention' && count > 0;
  return (
    <button
      type="button"
      role="tab"
      id={id}
      aria-selected={isChosen}
      {...(isChosen && { 'aria-controls': panelId })}
      tabIndex={isChosen ? 0 : -1}
      className={cx(styles['tab'], isPressing && styles['pressing'])}
      onClick={() => show(view)}
    >
      {words.views[view]}{' '}
      {count > 0 && <span className={styles['count']}>{count > MOST ? `${MOST}+` : count}</span>}
    </button>
  );
}
