import { useEffect } from 'react';
import { useDesk } from '../store/desk-store.ts';
import { callAndLook } from '../store/dial.ts';
import { closeSheet } from '../store/page.ts';
import { Sheet } from '../ui/index.ts';
import { ColleagueList } from './ColleagueList.tsx';
import { useNumberBox, NumberForm } from './NumberForm.tsx';
import { words } from './words.ts';

/** Calls somebody else while this call waits on hold: a number, or a colleague by one press. */
export function AddCallSheet() {
  const box = useNumberBox(closeSheet);
  const colleagues = useDesk((desk) => desk.colleagues);
  const { inputRef } = box;
  // The agent asked for the sheet in order to type.
  useEffect(() => inputRef.current?.focus(), [inputRef]);
  return (
    <Sheet title={words.addCall} onClose={closeSheet}>
      <NumberForm box={box} />
      {colleagues.length > 0 && (
        <ColleagueList colleagues={colleagues} onChoose={({ extension }) => void callAndLook(extension)} />
      )}
    </Sheet>
  );
}
