import { keepPreviousData } from '@tanstack/react-query';
import { QrCode } from 'lucide-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckpointView, LedgerLine } from '../../shared/contract.ts';
import { useAnswer, useDeed } from '../bridge/calls.ts';
import { useOffer } from '../deeds/offered.ts';
import { ErasedBy } from '../erasure/erased-list.tsx';
import { Button } from '../kit/button.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { ShortHash } from '../kit/hash.tsx';
import { useKept } from '../kit/kept.ts';
import { FaultNotice } from '../kit/notice.tsx';
import { Page } from '../kit/page.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useDates } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { CheckpointOfSize, CheckpointShown } from './checkpoint-shown.tsx';
import { CompareHeld } from './compare-held.tsx';
import { Continues, CopiesUnnoticed } from './continues.tsx';
import styles from './ledger.module.css';
import { LedgerTurning } from './ledger-turning.tsx';
import { TimeBounds } from './time-bounds.tsx';

const page = 100;

/** The entries as a story with their hashes beside; checkpoints are knots in the thread. */
export function LedgerPage() {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { vault } = useVault();
  /** How many newer entries there are than those shown. */
  const [offset, setOffset] = useKept('offset', 0);
  const [made, setMade] = useState<CheckpointView | null>(null);
  const [shown, setShown] = useState<number | null>(null);
  const [comparing, setComparing] = useState(false);
  const ledger = useAnswer('ledger.list', { offset, limit: page }, { placeholderData: keepPreviousData });
  const checkpoint = useDeed('ledger.checkpoint', setMade);
  const { data } = ledger;
  useOffer('make a checkpoint', vault.readOnly ? null : () => checkpoint.mutate({}));
  useOffer('compare with one held', () => setComparing(true));
  const [first, last] = [data?.lines[0], data?.lines.at(-1)];
  const turning = data && first !== undefined && last !== undefined && data.total > page && (
    <LedgerTurning
      newest={first.seq}
      oldest={last.seq}
      total={data.total}
      step={page}
      onTurn={(newest) => setOffset(Math.max(0, data.total - 1 - newest))}
    />
  );
  return (
    <Page
      title={t('ledgerScreen.title')}
      sub={data && t('ledgerScreen.sub', { count: data.total })}
      filters={
        <>
          <Button onPress={() => go({ at: 'witnesses' })}>{t('witnesses.title')}</Button>
          <Button onPress={() => go({ at: 'times' })}>{t('times.open')}</Button>
          <Button onPress={() => setComparing(true)}>{t('compare.open')}</Button>
        </>
      }
      deeds={
        <>
          <Button onPress={() => go({ at: 'verify', what: 'vault', path: '' })}>{t('ledgerScreen.verify')}</Button>
          <Button
            look="primary"
            busy={checkpoint.isPending}
            isDisabled={vault.readOnly}
            onPress={() => checkpoint.mutate({})}
          >
            {t('ledgerScreen.checkpoint')}
          </Button>
        </>
      }
    >
      <Continues />
      <CopiesUnnoticed />
      {checkpoint.isError && <FaultNotice error={checkpoint.error} />}
      {ledger.isPending && <Skeleton lines={12} />}
      {ledger.isError && <Failed error={ledger.error} again={() => void ledger.refetch()} />}
      {turning}
      {data && (
        <ol className={styles.story} aria-label={t('ledgerScreen.story')}>
          {data.lines.map((line) => {
            const knot = data.checkpoints.find(({ size }) => size === line.seq + 1);
            return (
              <Fragment key={line.seq}>
                {knot !== undefined && <Knot size={knot.size} at={knot.at} onShow={() => setShown(knot.size)} />}
                <Line line={line} />
              </Fragment>
            );
          })}
        </ol>
      )}
      {turning}
      {made !== null && <CheckpointShown checkpoint={made} onClose={() => setMade(null)} />}
      {shown !== null && <CheckpointOfSize size={shown} onClose={() => setShown(null)} />}
      {comparing && <CompareHeld onClose={() => setComparing(false)} />}
    </Page>
  );
}

function Knot({ size, at, onShow }: { size: number; at: string; onShow: () => void }) {
  const { t } = useTranslation();
  const { instant } = useDates();
  return (
    <li className={styles.knot}>
      <b>{t('ledgerScreen.knot', { count: size })}</b>
      <span className={styles.dim}>
        <bdi>{instant(at)}</bdi>
      </span>
      <Button
        look="quiet"
        icon={<QrCode aria-hidden />}
        aria-label={`${t('checkpointScreen.show')}: ${t('ledgerScreen.knot', { count: size })}`}
        onPress={onShow}
      >
        {t('checkpointScreen.show')}
      </Button>
    </li>
  );
}

function Line({ line }: { line: LedgerLine }) {
  const { t } = useTranslation();
  const words = useWords();
  const { shortInstant } = useDates();
  const nobody = t('ledgerScreen.nobody');
  const { values } = line;
  const sentence = t(`story.${line.action}`, {
    name: plainlyShown(values.name ?? nobody),
    item: plainlyShown(values.item ?? nobody),
    count: Number(values.count ?? 0),
    audience: values.audience === undefined ? nobody : words.audience(values.audience),
    recipient: plainlyShown(values.recipient || nobody),
  });
  return (
    <li className={styles.entry}>
      <span className={styles.number}>
        <bdi>{line.seq}</bdi>
      </span>
      <div className={styles.words}>
        <p>{line.erased?.whole ? t(`history.${line.action}`) : sentence}</p>
        {line.erased !== null && (
          <p className={styles.dim}>
            <ErasedBy erased={line.erased} />
          </p>
        )}
        <p className={styles.dim}>
          <bdi>{line.operator}</bdi> · <bdi>{shortInstant(line.at)}</bdi>
        </p>
        <TimeBounds bounds={line.bounds} />
      </div>
      <ShortHash value={line.leaf} />
    </li>
  );
}
