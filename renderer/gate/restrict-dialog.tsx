import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Thing } from '../../shared/model/persons.ts';
import { restrictionFields, type Viewer, viewers } from '../../shared/model/use.ts';
import { viewerInWords } from '../../shared/report/gate.ts';
import { askAllAgain, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { CheckCard } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { useReportWords } from '../language/report-words.ts';
import styles from './gate.module.css';

const { authority: authorities, basis: bases, until: days } = restrictionFields.shape;

/** Keeps something from those who are chosen, whoever agreed, until it is lifted. */
export function RestrictDialog({ on, onClose }: { on: Thing; onClose: () => void }) {
  const { t } = useTranslation();
  const words = useReportWords();
  const [from, setFrom] = useState<readonly Viewer[]>([]);
  const [authority, setAuthority] = useState('');
  const [basis, setBasis] = useState('');
  const [until, setUntil] = useState('');
  const [tried, setTried] = useState(false);
  const restrict = useDeed('gate.restrict', () => {
    onClose();
    askAllAgain();
  });
  const day = until.trim() === '' ? null : until.trim();
  const fits = {
    from: from.length > 0,
    authority: authorities.safeParse(authority).success,
    basis: bases.safeParse(basis).success,
    until: days.safeParse(day).success,
  };
  return (
    <Dialog title={t('gate.restrictTitle')} onClose={onClose} wide>
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
      {tried && !fits.from && <p role="alert">{t('gate.fromNeeded')}</p>}
      <TextField
        label={t('gate.authority')}
        description={t('hold.authorityHelp')}
        value={authority}
        onChange={setAuthority}
        error={tried && !fits.authority ? t('hold.authorityNeeded') : undefined}
        required
        prose
      />
      <TextField
        label={t('gate.basis')}
        description={t('hold.basisHelp')}
        value={basis}
        onChange={setBasis}
        error={tried && !fits.basis ? t('kit.reasonNeeded') : undefined}
        lines={2}
        required
        prose
      />
      <TextField
        label={t('hold.until')}
        description={t('hold.untilHelp')}
        value={until}
        onChange={setUntil}
        error={tried && !fits.until ? t('hold.untilInvalid') : undefined}
        code
      />
      {restrict.isError && <FaultNotice error={restrict.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={restrict.isPending}
          onPress={() => {
            setTried(true);
            if (Object.values(fits).every(Boolean))
              restrict.mutate({ on, viewers: [...from], authority, basis, until: day });
          }}
        >
          {t('gate.restrict')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
