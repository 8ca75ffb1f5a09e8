import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fold } from '../../shared/search/folding.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { useInSteps } from '../kit/in-steps.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import styles from './tags.module.css';

const suggested = 12;
const longestTag = 60;

/** Tags many things at once; tags that are in use are offered, so that one thing is called one way. */
export function TagDialog(props: {
  readonly items: readonly number[];
  readonly incidents: readonly string[];
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { items, incidents, onClose } = props;
  const [tag, setTag] = useState('');
  const known = useAnswer('tag.list', {});
  const add = useInSteps('tag.add', { asks: 'tag.', onClose });
  const begun = fold(tag).trim();
  const fitting = (known.data ?? []).filter((each) => fold(each.tag).includes(begun)).slice(0, suggested);
  const count = items.length + incidents.length;
  return (
    <Dialog title={items.length > 0 ? t('tags.addMany', { count }) : t('tags.add')} onClose={add.close}>
      <TextField label={t('tags.word')} value={tag} onChange={setTag} maxLength={longestTag} autoFocus prose />
      {fitting.length > 0 && (
        <fieldset className={styles.known}>
          <legend>{t('tags.inUse')}</legend>
          {fitting.map((each) => (
            <Button key={each.tag} look="quiet" onPress={() => setTag(each.tag)}>
              <Foreign text={each.tag} />
            </Button>
          ))}
        </fieldset>
      )}
      {add.shown}
      {add.error !== null && <FaultNotice error={add.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={add.busy}
          isDisabled={tag.trim() === ''}
          onPress={() => add.run({ items: [...items], incidents: [...incidents], tag })}
        >
          {t('tags.add')}
        </Button>
        <Button onPress={add.close}>{add.leave}</Button>
      </Deeds>
    </Dialog>
  );
}
