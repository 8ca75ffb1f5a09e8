import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import styles from './field.module.css';

/** A button with a few ways to go on. */
export function Menu<K extends string>(props: {
  readonly button: ReactNode;
  readonly label: string;
  readonly options: readonly { readonly key: K; readonly label: string; readonly note?: string }[];
  readonly onChoose: (key: K) => void;
}) {
  return (
    <MenuTrigger>
      {props.button}
      <Popover className={styles.popover ?? ''}>
        <AriaMenu
          aria-label={props.label}
          className={styles.list ?? ''}
          onAction={(key) => props.onChoose(String(key) as K)}
        >
          {props.options.map((option) => (
            <MenuItem key={option.key} id={option.key} textValue={option.label} className={styles.option ?? ''}>
              <span>
                {option.label}
                {option.note !== undefined && <small>{option.note}</small>}
              </span>
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
