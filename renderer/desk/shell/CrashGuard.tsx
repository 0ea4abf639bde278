import { Component, type ReactNode } from 'react';
import { Button, Notice } from '../ui/index.ts';
import styles from './Desk.module.css';
import { words } from './words.ts';

/**
 * Keeps a mistake in drawing from leaving an empty window. The call lives in another process and goes on;
 * drawing the window anew shows it again.
 */
export class CrashGuard extends Component<{ children: ReactNode }, { hasCrashed: boolean }> {
  override state = { hasCrashed: false };

  static getDerivedStateFromError(): { hasCrashed: boolean } {
    return { hasCrashed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasCrashed) return this.props.children;
    return (
      <main role="alert" className={styles['message']}>
        <Notice tone="alarm" title={words.crashed.title}>
          <p>{words.crashed.body}</p>
        </Notice>
        <Button tone="primary" size="large" onPress={() => location.reload()}>
          {words.crashed.again}
        </Button>
      </main>
    );
  }
}
