import { useState } from 'react';
import type { Colleague } from '#shared/contract/desk-state.ts';
import { answerOf, once, type Answer } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { closeSheet, showFailure, usePage } from '../store/page.ts';

/** A transfer while the agent says to whom. */
export interface TransferBox {
  text: string;
  choose: (text: string) => void;
  /** What would be dialled; empty while nothing is typed. */
  target: string;
  /** Name of the target when it was found busy: the next press of "now" means it. Else null. */
  busyName: string | null;
  /** Colleagues that the text may mean. */
  colleagues: readonly Colleague[];
  transferNow: () => Promise<void>;
  askFirst: () => Promise<void>;
}

/** Hands `callId` over. Main looks whether the target is free; a busy one is only taken on a second press. */
export function useTransfer(callId: string): TransferBox {
  const everybody = useDesk((desk) => desk.colleagues);
  const [text, setText] = useState('');
  const [busyTarget, setBusyTarget] = useState('');
  const target = targetOf(everybody, text);
  const nameOf = (extension: string) =>
    everybody.find((colleague) => colleague.extension === extension)?.name ?? extension;
  const isBusy = target !== '' && busyTarget === target;

  // Looking whether the target is free takes a moment, in which a second press must not hand over twice.
  const settle = async (asking: () => Promise<Answer>) => {
    const answer = await once('transfer', () => answerOf(asking()));
    if (!answer) return undefined;
    if (answer.ok) return closeSheet();
    if (answer.error.code !== 'target-busy') return showFailure(answer.error);
    setBusyTarget(target);
    // Closed meanwhile, the sheet cannot say it.
    const isOpen = usePage.getState().sheet?.kind === 'transfer';
    return isOpen ? undefined : showFailure({ ...answer.error, details: { target: nameOf(target) } });
  };
  return {
    text,
    choose: (next) => {
      setText(next);
      setBusyTarget('');
    },
    target,
    busyName: isBusy ? nameOf(target) : null,
    colleagues: matching(everybody, text),
    transferNow: () => settle(() => bridge().blindTransfer({ callId, text: target, evenIfBusy: isBusy })),
    askFirst: () => settle(() => bridge().startConsult({ callId, text: target })),
  };
}

/** Colleagues that the typed text may mean; all of them while one is chosen or nothing is typed. */
export function matching(colleagues: readonly Colleague[], text: string): readonly Colleague[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (!wanted || colleagues.some(({ extension }) => extension === wanted)) return colleagues;
  return colleagues.filter(
    ({ name, extension }) => name.toLocaleLowerCase().includes(wanted) || extension.includes(wanted),
  );
}

/** The extension meant by the text: that of the one colleague whose name it is, else the text itself. */
export function targetOf(colleagues: readonly Colleague[], text: string): string {
  const wanted = text.trim();
  const named = colleagues.filter(({ name }) => name.toLocaleLowerCase() === wanted.toLocaleLowerCase());
  return named.length === 1 && named[0] ? named[0].extension : wanted;
}
