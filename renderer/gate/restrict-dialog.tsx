import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Thing } from '../../shared/model/persons.ts';
import { type Viewer, viewers } from '../../shared/model/use.ts';
import { viewerInWords } from '../../shared/report/gate.ts';
import { askAllAgain, useDeed } from '../bridge/calls.ts';
import { AuthorityFields, useResting } from '../kit/authority-fields.tsx';
import { Button } from '../kit/button.tsx';
import { CheckCard } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { useReportWords } from '../language/report-words.ts';
import styles from './gate.module.css';

/** Keeps something from those who are chosen, whoever agreed, until it is lifted. */
export function RestrictDialog({ on, onClose }: { on: Thing; onClose: () => void }) {
  const { t } = useTranslation();
  const words = useReportWords();
  const [from, setFrom] = useState<readonly Viewer[]>([]);
  const resting = useResting();
  const [tried, setTried] = useState(false);
  const restrict = useDeed('gate.restrict', () => {
    onClose();
    askAllAgain();
  });
  return (
    <Dialog title={t('gate.restrictTitle')} onClose={onClose} wide long>
      <p>{t('gate.restrictText')}</p>
      <h3>{t('gate.from')}</h3>
      <div className={styles.cards}>
        {viewers.map((each) => (
          <CheckCard
            key={each}
            label={viewerInWords(each, words)}
            checked={from.includes(each)}
            onChange={(chosen) => setFrom(viewers.filter((one) => (one === each ? chosen : from.includes(one))))}
            small
          />
        ))}
      </div>
      {tried && from.length === 0 && <p role="alert">{t('gate.fromNeeded')}</p>}
      <AuthorityFields resting={resting} authority={t('gate.authority')} basis={t('gate.basis')} tried={tried} />
      {restrict.isError && <FaultNotice error={restrict.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={restrict.isPending}
          onPress={() => {
            setTried(true);
            if (from.length > 0 && resting.complete) restrict.mutate({ on, viewers: [...from], ...resting.given });
          }}
        >
          {t('gate.restrict')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
