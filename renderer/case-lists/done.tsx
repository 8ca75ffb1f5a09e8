import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../shared/contract.ts';
import type { CaseListMapping } from '../../shared/model/case-list.ts';
import { useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Page, Section } from '../kit/page.tsx';
import { Finished } from '../kit/steps.tsx';
import { usePlaces } from '../shell/places.tsx';
import styles from './case-lists.module.css';
import { Counts } from './check-step.tsx';

/** What was taken in, and the mapping for the next time. */
export function Done({
  taken,
  mapping,
}: {
  readonly taken: CallOutput<'caseList.import'>;
  readonly mapping: CaseListMapping;
}) {
  const { t } = useTranslation();
  const { go, replace } = usePlaces();
  const [name, setName] = useState(mapping.name);
  const [kept, setKept] = useState(false);
  const keep = useDeed('caseList.keepMapping', () => setKept(true));
  const { item } = taken;
  return (
    <Page title={t('caseList.title')} narrow>
      <div className={styles.step}>
        <Finished title={t('caseList.done', { count: taken.counts.fresh })}>
          <p className={styles.text}>{t('caseList.doneText')}</p>
        </Finished>
        <Counts counts={taken.counts} />
        <Deeds>
          <Button look="primary" large onPress={() => replace({ at: 'cases' })}>
            {t('caseList.toCases')}
          </Button>
          {item !== null && (
            <Button large onPress={() => go({ at: 'item', seq: item })}>
              {t('caseList.toFile')}
            </Button>
          )}
        </Deeds>
        <Section title={t('caseList.keep')}>
          {kept ? (
            <p role="status">{t('caseList.keptDone')}</p>
          ) : (
            <form
              className={styles.step}
              onSubmit={(event) => {
                event.preventDefault();
                if (name.trim() !== '') keep.mutate({ mapping: { ...mapping, name: name.trim() } });
              }}
            >
              <TextField
                label={t('caseList.keepName')}
                description={t('caseList.keepText')}
                value={name}
                onChange={setName}
                maxLength={120}
                prose
              />
              <div>
                <Button type="submit" busy={keep.isPending}>
                  {t('caseList.keep')}
                </Button>
              </div>
              {keep.isError && <FaultNotice error={keep.error} />}
            </form>
          )}
        </Section>
      </div>
    </Page>
  );
}
