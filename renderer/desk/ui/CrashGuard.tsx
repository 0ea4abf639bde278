import { Component, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';
import { Standstill } from './Standstill.tsx';

const words = {
  title: 'This window could not be drawn.',
  body: 'Calls go on: they do not depend on it. This is our mistake, please report it.',
  again: 'Draw it again',
} as const;

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
      <Standstill role="alert">
        <Notice tone="alarm" title={words.title}>
          <p>{words.body}</p>
        </Notice>
        <Button tone="primary" size="large" onPress={() => location.reload()}>
          {words.again}
        </Button>
      </Standstill>
    );
  }
}
