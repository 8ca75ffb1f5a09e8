import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../shared/contract.ts';
import { useAnswer } from '../bridge/calls.ts';
import { CarryOut } from '../carry/carry-out.tsx';
import { Button } from '../kit/button.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { Section } from '../kit/page.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useDates } from '../language/dates.ts';
import { useVault } from '../shell/vault.tsx';
import { BeginWitness } from './begin-witness.tsx';
import { BringRequest } from './bring-request.tsx';
import { WitnessedLedger } from './witnessed-ledger.tsx';
import styles from './witnesses.module.css';

type Self = CallOutput<'countersign.self'>;

/** This vault as a witness: its key, and the ledgers that it countersigned. */
export function ForOthers() {
  const { t } = useTranslation();
  const { vault } = useVault();
  const answer = useAnswer('countersign.self', {});
  const [doing, setDoing] = useState<'begin' | 'bring' | null>(null);
  const close = () => setDoing(null);
  const { data } = answer;
  return (
    <Section title={t('witnesses.self.title')}>
      <p className={styles.text}>{t('witnesses.self.text')}</p>
      {answer.isPending && <Skeleton lines={3} />}
      {answer.isError && <Failed error={answer.error} again={() => void answer.refetch()} />}
      {data && (
        <>
          {data.former.length > 0 && (
            <Notice kind="warn">
              <p>{t('witnesses.self.former')}</p>
              {data.former.map(({ key }) => (
                <code key={key} className={styles.key} dir="ltr">
                  {plainlyShown(key)}
                </code>
              ))}
            </Notice>
          )}
          {data.self !== null && <Key self={data.self} readOnly={vault.readOnly} />}
          {data.self === null && !vault.readOnly && (
            <div className={styles.deeds}>
              <Button onPress={() => setDoing('begin')}>{t('witnesses.self.start')}</Button>
            </div>
          )}
          {data.self?.signs === true && (
            <div className={styles.deeds}>
              <Button look="primary" onPress={() => setDoing('bring')}>
                {t('witnesses.self.bring')}
              </Button>
            </div>
          )}
          {data.self !== null && <Ledgers />}
          {doing === 'bring' && <BringRequest onClose={close} />}
          {doing === 'begin' && <BeginWitness onClose={close} />}
        </>
      )}
    </Section>
  );
}

function Key({ self, readOnly }: { self: NonNullable<Self['self']>; readOnly: boolean }) {
  const { t } = useTranslation();
  const { instant } = useDates();
  return (
    <div className={styles.self}>
      <h3>{t('witnesses.self.key')}</h3>
      <code className={styles.key} dir="ltr">
        {plainlyShown(self.key)}
      </code>
      <p className={styles.dim}>
        {t('witnesses.self.keyText')} {t('witnesses.self.since', { at: instant(self.at) })}
      </p>
      {self.signs ? (
        <CarryOut text={`${self.key}\n`} name="witness-key.txt" title={t('witnesses.self.key')} />
      ) : (
        <Notice kind="warn">{readOnly ? t('witnesses.self.rests') : t('witnesses.self.destroyed')}</Notice>
      )}
    </div>
  );
}

function Ledgers() {
  const { t } = useTranslation();
  const ledgers = useAnswer('countersign.list', {});
  return (
    <div className={styles.ledgers}>
      <h3>{t('witnesses.self.ledgers')}</h3>
      {ledgers.isError && <Failed error={ledgers.error} again={() => void ledgers.refetch()} />}
      {ledgers.data?.length === 0 && <p className={styles.dim}>{t('witnesses.self.noneYet')}</p>}
      {ledgers.data?.map((ledger) => (
        <WitnessedLedger key={ledger.ledger} ledger={ledger} />
      ))}
    </div>
  );
}
