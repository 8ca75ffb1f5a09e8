import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraftTrouble } from '../bridge/drafts.ts';
import { Button } from './button.tsx';
import { Deeds } from './dialog.tsx';
import { FaultNotice, Notice } from './notice.tsx';

/** Says that this was begun before and is shown as it was left, and lets it be begun anew. */
export function BegunBefore(props: {
  /** It corrects something, rather than being new. */
  readonly corrects: boolean;
  /** Somebody saved what it corrects since. */
  readonly isBehind: boolean;
  readonly discard: () => void;
  /** What else can be done about that. */
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Notice kind="info" title={t('entryForm.begun')}>
      {props.isBehind && <p>{t('entryForm.begunBefore')}</p>}
      {props.children}
      <Button onPress={props.discard}>{t(props.corrects ? 'entryForm.beginAgain' : 'entryForm.beginNew')}</Button>
    </Notice>
  );
}

/** Says that the vault did not take the last of what was written, where it did not. */
export function NotKept() {
  const { t } = useTranslation();
  const trouble = useDraftTrouble();
  return trouble !== null && <FaultNotice error={trouble}>{t('kit.notKept')}</FaultNotice>;
}

/** The foot of a dialog whose draft is kept: saves it, or lets go of it and leaves. */
export function DraftDeeds(props: {
  readonly deed: string;
  readonly busy: boolean;
  readonly onSave: () => void;
  readonly discard: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Deeds>
      <Button look="primary" busy={props.busy} onPress={props.onSave}>
        {props.deed}
      </Button>
      <Button
        onPress={() => {
          props.discard();
          props.onClose();
        }}
      >
        {t('kit.cancel')}
      </Button>
      {props.children}
    </Deeds>
  );
}
