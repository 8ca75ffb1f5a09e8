import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linkKinds } from '../../shared/model/links.ts';

import { keepAnswer, useAnswer, useDeed } from '../bridge/calls.ts';
import { useWhenInWords } from '../cases/when-in-words.ts';
import { Chooser } from '../choosing/chooser.tsx';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Select } from '../kit/select.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { usePlaces } from '../shell/places.tsx';
import styles from './item.module.css';

type Kind = (typeof linkKinds)[number];

/** So that nobody takes one case for another of nearly the same name. */
function CaseInShort({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const whenInWords = useWhenInWords();
  const { data } = useAnswer('incident.get', { id });
  if (data === undefined) return null;
  const { when, place } = data.fields;
  const told = [when.edtf === '' ? t('cases.whenUnknown') : whenInWords(when.edtf), plainlyShown(place.name)];
  return (
    <p className={styles.dim}>
      <bdi>{told.filter((each) => each !== '').join(' · ')}</bdi>
    </p>
  );
}

/** Links items to a case that exists, or begins one with them. */
export function AddToCase({ items, onClose }: { items: readonly number[]; onClose: () => void }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const cases = useAnswer('incident.list', { limit: 1 });
  const [chosen, setChosen] = useState<string | null>(null);
  const [kind, setKind] = useState<Kind>('shows');
  const [reason, setReason] = useState('');
  const link = useDeed('incident.link', (output) => {
    keepAnswer('incident.get', { id: output.id }, output);
    onClose();
  });
  return (
    <Dialog title={t('item.chooseCaseMany', { count: items.length })} onClose={onClose}>
      {cases.isPending && <Skeleton cards={2} />}
      {cases.isError && <Failed error={cases.error} />}
      {cases.data?.incidents.length === 0 && <p>{t('item.noCases')}</p>}
      {cases.data && cases.data.incidents.length > 0 && (
        <>
          <Chooser label={t('item.whichCase')} kind="incident" value={chosen} onChange={setChosen} />
          {chosen !== null && <CaseInShort id={chosen} />}
          <Select
            label={t('item.how')}
            value={kind}
            options={linkKinds.map((key) => ({ key, label: t(`item.kinds.${key}`) }))}
            onChange={setKind}
          />
          <TextField label={t('item.why')} value={reason} onChange={setReason} prose />
        </>
      )}
      {link.isError && <FaultNotice error={link.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={link.isPending}
          isDisabled={chosen === null}
          onPress={() => chosen !== null && link.mutate({ id: chosen, items: [...items], kind, reason: reason.trim() })}
        >
          {t('item.link')}
        </Button>
        <Button onPress={() => go({ at: 'case form', id: null, items })}>{t('item.newCase')}</Button>
        <Button look="quiet" onPress={onClose}>
          {t('kit.cancel')}
        </Button>
      </Deeds>
    </Dialog>
  );
}
