import { Button, Label, ListBox, ListBoxItem, Select, SelectValue } from 'react-aria-components';
import { cx } from './cx.ts';
import { Icon } from './Icon.tsx';
import styles from './Picker.module.css';
import { Popup, popupClasses } from './Popup.tsx';

export interface Choice {
  id: string;
  label: string;
}

interface PickerProps {
  label: string;
  choices: readonly Choice[];
  chosen: string;
  onChoose: (id: string) => void;
}

/** One of a few, from a list that opens. */
export function Picker({ label, choices, chosen, onChoose }: PickerProps) {
  return (
    <Select
      className={cx(styles['picker'])}
      selectedKey={chosen}
      onSelectionChange={(key) => {
        if (key !== null) onChoose(String(key));
      }}
    >
      <Label className={cx(styles['label'])}>{label}</Label>
      <Button className={cx(styles['button'])}>
        <SelectValue className={cx(styles['value'])}>{({ selectedText }) => selectedText}</SelectValue>
        <Icon name="down" size={1.125} />
      </Button>
      <Popup>
        <ListBox className={popupClasses.list} items={choices}>
          {(choice: Choice) => (
            <ListBoxItem className={popupClasses.item} textValue={choice.label}>
              <span className={styles['tick']}>{choice.id === chosen && <Icon name="check" size={1} />}</span>
              {choice.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popup>
    </Select>
  );
}
