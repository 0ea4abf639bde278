import { createElement, Fragment, type ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { OpenScript } from '#shared/contract/scripts.ts';
import { filled, type FieldValues } from '#shared/script/field.ts';
import type { LinkTarget } from '#shared/script/link.ts';
import type { Span } from '#shared/script/script.ts';
import { useDesk } from '../store/desk-store.ts';
import { cx } from '../ui/index.ts';
import { askFirst, choose, move, openPage } from './actions.ts';
import styles from './Spans.module.css';
import { words } from './words.ts';

/** What the words of a script stand beside. */
export interface Around {
  readonly subjectId: string;
  /** The call, while there is one to hand over. */
  readonly callId: string | null;
  readonly open: OpenScript;
  readonly values: FieldValues;
  readonly showCard: (id: string) => void;
}

/** A run of words. Whatever stands in a script is text: nothing of it becomes HTML. */
export function Spans({ spans, around }: { spans: readonly Span[]; around: Around }) {
  return createElement(Fragment, null, ...spans.map((one) => wordsFor(one, around)));
}

/** Without a key: the runs of a cue are children by place, and never change places. */
function wordsFor(one: Span, around: Around): ReactNode {
  switch (one.kind) {
    case 'text':
      return one.text;
    case 'strong':
      return <strong>{one.text}</strong>;
    case 'field':
      return filled(one.name, one.fallback, around.values);
    case 'link':
      return <LinkWords text={one.text} to={one.to} around={around} />;
  }
}

function LinkWords({ text, to, around }: { text: string; to: LinkTarget; around: Around }) {
  const handOff = useDesk(({ handOffs }) =>
    to.kind === 'transfer' ? handOffs.find(({ name }) => name === to.to) : undefined,
  );
  const { subjectId, callId, open, showCard } = around;
  const key = (act: () => void, hint?: string) => (
    <AriaButton
      className={cx(styles['link'])}
      onPress={act}
      render={(dom) => <button {...dom} title={hint} />}
    >
      {text}
    </AriaButton>
  );
  switch (to.kind) {
    case 'phase': {
      const phase = open.script.phases.find(({ name }) => name === to.phase);
      return phase ? key(() => move(subjectId, { kind: 'phase', phase: phase.name })) : text;
    }
    case 'script':
      return key(() => void choose(subjectId, { id: to.id, language: open.script.language }));
    case 'red-flag':
      return open.cards.some(({ id }) => id === to.id) ? key(() => showCard(to.id)) : text;
    case 'transfer': {
      const target = handOff ?? extension(to.to);
      if (!target) return <NoNumber text={text} />;
      return callId === null ? text : key(() => void askFirst(callId, target), words.handOff(target.label));
    }
    case 'page':
    case 'web':
      return key(() => openPage(open.script, to), to.kind === 'web' ? to.url : undefined);
  }
}

/** A hand-off written as digits is an extension. */
function extension(to: string) {
  return /^\d+$/.test(to) ? { name: to, label: to, number: to } : null;
}

function NoNumber({ text }: { text: string }) {
  return (
    <>
      {text} <small className={styles['missing']}>({words.noNumber})</small>
    </>
  );
}
