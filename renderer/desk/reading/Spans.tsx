import { createElement, Fragment, type ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { filled } from '#shared/script/field.ts';
import type { LinkTarget } from '#shared/script/link.ts';
import type { Span } from '#shared/script/script.ts';
import { useDesk } from '../store/desk-store.ts';
import { cx } from '../ui/index.ts';
import type { Around } from './around.ts';
import styles from './Spans.module.css';
import { words } from './words.ts';

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
  const { isOnCall, open, acts } = around;
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
      return phase ? key(() => acts.move({ kind: 'phase', phase: phase.name })) : text;
    }
    case 'script':
      return key(() => acts.choose({ id: to.id, language: open.script.language }));
    case 'red-flag':
      return open.cards.some(({ id }) => id === to.id) ? key(() => acts.showCard(to.id)) : text;
    case 'transfer': {
      const target = handOff ?? extension(to.to);
      if (!target) return <NoNumber text={text} />;
      return isOnCall ? key(() => acts.askFirst(target), words.handOff(target.label)) : text;
    }
    case 'page':
    case 'web':
      return key(() => acts.openPage(to), to.kind === 'web' ? to.url : undefined);
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
