import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasureTarget, HoldTarget } from '../../shared/model/erasure.ts';
import { Button } from '../kit/button.tsx';
import { Menu } from '../kit/menu.tsx';
import { useVault } from '../shell/vault.tsx';
import { EraseDialog } from './erase-dialog.tsx';
import { HoldDialog } from './hold-dialog.tsx';

/** What is seldom done to a thing, and never by mistake: keeping it from being erased, and erasing it. */
export function MoreMenu(props: {
  /** Null where no hold lies on it by itself. */
  readonly on: HoldTarget | null;
  readonly erasable: readonly ErasureTarget[];
  /** Whether there is a thing: what was begun here goes on when it has just gone. */
  readonly isThere: boolean;
}) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const [holding, setHolding] = useState(false);
  const [erasing, setErasing] = useState<ErasureTarget | null>(null);
  return (
    <>
      {props.isThere && (
        <Menu
          label={t('hold.menu')}
          button={<Button look="quiet" icon={<Ellipsis />} aria-label={t('hold.menu')} isDisabled={vault.readOnly} />}
          options={[
            ...(props.on === null ? [] : [{ key: 'hold', label: t('hold.place'), note: t('hold.placeNote') }]),
            ...props.erasable.map(({ what }) => ({
              key: what,
              label: t(`erasure.menu.${what}`),
              note: t(`erasure.menu.${what}Note`),
            })),
          ]}
          onChoose={(key) => {
            if (key === 'hold') setHolding(true);
            else setErasing(props.erasable.find(({ what }) => what === key) ?? null);
          }}
        />
      )}
      {holding && props.on !== null && <HoldDialog on={props.on} onClose={() => setHolding(false)} />}
      {erasing !== null && <EraseDialog target={erasing} onClose={() => setErasing(null)} />}
    </>
  );
}
