import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger } from 'react-aria-components';
import { Icon } from './Icon.tsx';
import type { Choice } from './Picker.tsx';
import { Popup, popupClasses } from './Popup.tsx';

interface ChoiceMenuProps {
  /** Name of the list that opens. */
  label: string;
  choices: readonly Choice[];
  onChoose: (id: string) => void;
  /** Class of the button. */
  className: string;
  /** What the button says. */
  children: ReactNode;
}

/** A button that asks which one before it acts. */
export function ChoiceMenu({ label, choices, onChoose, className, children }: ChoiceMenuProps) {
  return (
    <MenuTrigger>
      <Button className={className}>
        {children}
        <Icon name="down" size={0.875} />
      </Button>
      <Popup>
        <Menu aria-label={label} className={popupClasses.list} onAction={(key) => onChoose(String(key))}>
          {choices.map((choice) => (
            <MenuItem key={choice.id} id={choice.id} className={popupClasses.item}>
              {choice.label}
            </MenuItem>
          ))}
        </Menu>
      </Popup>
    </MenuTrigger>
  );
}
