import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Section } from '../kit/page.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useDates, useNumbers } from '../language/dates.ts';
import { useVault } from '../shell/vault.tsx';
import { BringAnswer } from './bring-answer.tsx';
import { DecideTrust } from './decide-trust.tsx';
import { MakeRequest } from './make-request.tsx';
import type { Standing } from './standing.ts';
import styles from './witnesses.module.css';

/** Instants of witnesses are seconds since 1970. */
const asInstant = (seconds: number): string => new Date(seconds * 1_000).toISOString();

/** Who countersigned this ledger, up to where, and what nobody outside vouches for. */
export function ForUs() {
  const { t } = useTranslation();
  const { vault } = useVault();
  const standing = useAnswer('witness.policy', {});
  const [doing, setDoing] = useState<'ask' | 'bring' | 'decide' | null>(null);
  const close = () => setDoing(null);
  const { data } = standing;
  return (
    <Section title={t('witnesses.ours.title')}>
      {standing.isPending && <Skeleton lines={4} />}
      {standing.isError && <Failed error={standing.error} again={() => void standing.refetch()} />}
      {data && (
        <>
          <Reach standing={data} />
          {data.witnesses.length > 0 && <WitnessTable standing={data} />}
          <div className={styles.deeds}>
            <Button look="primary" onPress={() => setDoing('ask')}>
              {t('witnesses.ours.ask')}
            </Button>
            <Button isDisabled={vault.readOnly} onPress={() => setDoing('bring')}>
              {t('witnesses.ours.bring')}
            </Button>
            <Button isDisabled={vault.readOnly} onPress={() => setDoing('decide')}>
              {t('witnesses.ours.decide')}
            </Button>
          </div>
          {doing === 'ask' && <MakeRequest standing={data} onClose={close} />}
          {doing === 'bring' && <BringAnswer onClose={close} />}
          {doing === 'decide' && <DecideTrust standing={data} onClose={close} />}
        </>
      )}
    </Section>
  );
}

function Reach({ standing: { vouched, entries, quorum, text, witnesses } }: { standing: Standing }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const rest = number(entries - vouched);
  const counted = ((): string => {
    if (text === null) return t('witnesses.ours.byAny');
    if (quorum === null) return t('witnesses.ours.byGroups');
    const count = witnesses.filter(({ trusted }) => trusted).length;
    return t('witnesses.ours.byPolicy', { quorum: number(quorum), all: number(count) });
  })();
  return (
    <div className={styles.reach}>
      {vouched === 0 ? (
        <p className={styles.large}>{t('witnesses.ours.none', { entries: number(entries) })}</p>
      ) : (
        <>
          <p className={styles.large}>
            {t('witnesses.ours.reach', { vouched: number(vouched), entries: number(entries) })}
          </p>
          <p>{vouched === entries ? t('witnesses.ours.whole') : t('witnesses.ours.tail', { rest })}</p>
        </>
      )}
      <p className={styles.dim}>{counted}</p>
    </div>
  );
}

function WitnessTable({ standing: { witnesses, entries, text } }: { standing: Standing }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const { shortInstant } = useDates();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('witnesses.ours.name')}</th>
          <th scope="col">{t('witnesses.ours.upTo')}</th>
          <th scope="col">{t('witnesses.ours.when')}</th>
          <th scope="col">{t('witnesses.ours.open')}</th>
        </tr>
      </thead>
      <tbody>
        {witnesses.map(({ key, name, size, time, trusted }) => (
          <tr key={key}>
            <th scope="row">
              <Foreign text={name} />
              {text !== null && <small>{trusted ? t('witnesses.ours.trusted') : t('witnesses.ours.untrusted')}</small>}
            </th>
            <td>{size === 0 ? t('witnesses.ours.nothingYet') : t('witnesses.ours.entries', { size: number(size) })}</td>
            <td>{time !== null && <bdi>{shortInstant(asInstant(time))}</bdi>}</td>
            <td>{t('witnesses.ours.entries', { size: number(Math.max(0, entries - size)) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
