import { create } from 'zustand';
import type { DeskBridge } from '#shared/contract/bridges.ts';
import type { DeskState } from '#shared/contract/desk-state.ts';
import { appError, failed, type AppError } from '#shared/result.ts';
import { followLevels } from './levels.ts';
import { offerNumber } from './page.ts';
import { reuse } from './reuse.ts';

type Projection =
  | { name: 'waiting' }
  | { name: 'here'; desk: DeskState }
  /** Main did not give its state; without it there is nothing true to draw. */
  | { name: 'failed'; error: AppError };

/** What main last said, and nothing else. */
export const useProjection = create<Projection>(() => ({ name: 'waiting' }));

function receive(next: DeskState): void {
  const before = useProjection.getState();
  if (before.name !== 'here') return useProjection.setState({ name: 'here', desk: next }, true);
  // The answer to getState may arrive after a newer push.
  if (next.revision < before.desk.revision) return undefined;
  return useProjection.setState({ name: 'here', desk: reuse(before.desk, next) }, true);
}

/** Follows main's state and levels; returns the way to stop. */
export function connect(bridge: DeskBridge): () => void {
  const stops = [bridge.onState(receive), bridge.onLevels(followLevels), bridge.onNumber(offerNumber)];
  void askForState(bridge);
  return () => {
    for (const stop of stops) stop();
    useProjection.setState({ name: 'waiting' }, true);
  };
}

async function askForState(bridge: DeskBridge): Promise<void> {
  const answer = await bridge.getState().catch(() => failed(appError('internal')));
  if (answer.ok) receive(answer.value);
  else if (useProjection.getState().name === 'waiting') {
    useProjection.setState({ name: 'failed', error: answer.error }, true);
  }
}

/** A part of main's state. Only below `Desk`, which draws nothing until the state is here. */
export function useDesk<T>(select: (desk: DeskState) => T): T {
  return useProjection((projection) => {
    if (projection.name !== 'here') throw new Error('The desk is drawn before its state is here.');
    return select(projection.desk);
  });
}
