import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { callbackView, type CallbackView } from '#shared/contract/callback-state.ts';
import { useDesk } from '../store/desk-store.ts';
import { usePage } from '../store/page.ts';
import { cx } from '../ui/index.ts';
import styles from './QueueTabs.module.css';
import { words } from './words.ts';

/** Main counts no further. */
const MOST = 999;

/** The lists of the queue, each with how many are in it. */
export function QueueTabs({ view, children }: { view: CallbackView; children: ReactNode }) {
  const counts = useDesk((desk) => desk.callbacks.counts);
  const rejected = useDesk((desk) => desk.callbacks.rejected);
  return (
    <Tabs
      className={cx(styles['tabs'])}
      selectedKey={view}
      onSelectionChange={(key) => {
        const chosen = callbackView.options.find((one) => one === key);
        if (chosen && chosen !== view) usePage.setState({ callbackView: chosen, callbackId: null });
      }}
    >
      <TabList aria-label={words.viewList} className={cx(styles['list'])}>
        {callbackView.options.map((id) => {
          const count = counts[id] + (id === 'attention' ? rejected : 0);
          const isPressing = id === 'attention' && count > 0;
          return (
            <Tab key={id} id={id} className={cx(styles['tab'], isPressing && styles['pressing'])}>
              {words.views[id]}
              {count > 0 && <span className={styles['count']}>{count > MOST ? `${MOST}+` : count}</span>}
            </Tab>
          );
        })}
      </TabList>
      {/* A panel for each: React Aria keeps the first one's id otherwise, and the tab would point at nothing. */}
      <TabPanel key={view} id={view} className={cx(styles['panel'])}>
        {children}
      </TabPanel>
    </Tabs>
  );
}
