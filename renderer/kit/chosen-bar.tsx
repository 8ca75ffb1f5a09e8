import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import styles from './chosen-bar.module.css';
import { classes } from './classes.ts';

/** What can be done with everything that is chosen. Escape lets go of it. */
export function ChosenBar(props: {
  /** How many things of what kind are chosen. */
  readonly label: string;
  readonly className: string | undefined;
  readonly onClear: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className={classes(styles.bar, props.className)} role="toolbar" aria-label={props.label} data-open>
      <Button look="quiet" icon={<X />} aria-label={t('items.clear')} onPress={props.onClear} />
      <span>{props.label}</span>
      {props.children}
    </div>
  );
}
