import { ArrowRight } from 'lucide-react';
import { ListBoxItem } from 'react-aria-components';
import { Keys } from '../kit/keys.tsx';
import styles from './deeds.module.css';
import type { Deed } from './deeds.ts';

export const keyOfDeed = ({ id }: Deed): string => `deed ${id}`;

/** One line among what was found: where to go, or what to do, and its keys. */
export function DeedLine({ deed, isFirst }: { readonly deed: Deed; readonly isFirst: boolean }) {
  const Icon = deed.icon;
  return (
    <ListBoxItem
      id={keyOfDeed(deed)}
      textValue={deed.name}
      className={styles.deed ?? ''}
      {...(isFirst ? { 'data-first': '' } : {})}
    >
      <span className={styles.picture} aria-hidden>
        <Icon className={Icon === ArrowRight ? styles.turned : undefined} />
      </span>
      <span>{deed.name}</span>
      <span aria-hidden>
        <Keys keys={deed.keys} />
      </span>
    </ListBoxItem>
  );
}
