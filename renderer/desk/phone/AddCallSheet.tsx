import { useEffect } from 'react';
import { closeSheet } from '../store/page.ts';
import { useNumberBox, NumberForm } from './NumberForm.tsx';
import { Sheet } from './Sheet.tsx';
import { words } from './words.ts';

/** Calls somebody else while this call waits on hold. */
export function AddCallSheet() {
  const box = useNumberBox(closeSheet);
  const { inputRef } = box;
  // The agent asked for the sheet in order to type.
  useEffect(() => inputRef.current?.focus(), [inputRef]);
  return (
    <Sheet title={words.addCall}>
      <NumberForm box={box} />
    </Sheet>
  );
}
