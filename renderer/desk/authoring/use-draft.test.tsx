// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { VersionMark } from '#shared/contract/script-book.ts';
import { aheadOf, useDraft } from './use-draft.ts';

const SECOND: VersionMark = { version: 2, by: 'Ana', atMs: 0, state: 'stands' };

it('What somebody published is ahead of a draft that began before it, and not of one that has become it', () => {
  const opened = {
    draftId: 'en_refill',
    text: 'id: refill',
    base: 1,
    isDraft: true,
    from: null,
    published: null,
  };
  const { result } = renderHook(() => useDraft(opened));
  expect(aheadOf(result.current, SECOND)).toBe(SECOND);
  expect(aheadOf(result.current, { ...SECOND, version: 1 })).toBeNull();
  act(() => result.current.end());
  expect(aheadOf(result.current, SECOND)).toBeNull();
  act(() => result.current.goOn());
  expect(aheadOf(result.current, SECOND)).toBe(SECOND);
  act(() => result.current.end());
});
