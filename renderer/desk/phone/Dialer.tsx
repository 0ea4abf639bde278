import { Panel, useKeys } from '../ui/index.ts';
import { DialPad, DIAL_KEYS } from './DialPad.tsx';
import { NumberForm, useNumberBox } from './NumberForm.tsx';

/** The number box and the dial pad. Digits typed anywhere on the place go into the box. */
export function Dialer() {
  const box = useNumberBox(() => undefined);
  const type = (digit: string) => {
    box.append(digit);
    box.inputRef.current?.focus();
  };
  useKeys(Object.fromEntries([...DIAL_KEYS, '+'].map((digit) => [digit, () => type(digit)])));
  return (
    <Panel>
      <NumberForm box={box}>
        <DialPad onDigit={box.append} />
      </NumberForm>
    </Panel>
  );
}
