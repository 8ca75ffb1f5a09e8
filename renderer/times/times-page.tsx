import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../shared/contract.ts';
import type { Fault } from '../../shared/faults.ts';
import { bridge } from '../bridge/bridge.ts';
import { useAnswer } from '../bridge/calls.ts';
import { saveBytes } from '../bridge/save.ts';
import { CivilTimes } from '../camera-time/civil-times.tsx';
import { Clocks } from '../camera-time/clocks.tsx';
import { Button } from '../kit/button.tsx';
import { Hash } from '../kit/hash.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Page, Section } from '../kit/page.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { TrustTimes } from '../trust/trust-times.tsx';
import { asTimes, noTimes } from '../trust/trusted.ts';
import { AnchorList } from './anchor-list.tsx';
import { BringReply } from './bring-reply.tsx';
import { EnterBeacon } from './enter-beacon.tsx';
import styles from './times.module.css';

type Requested = CallOutput<'anchor.request'>;

/** What ties this ledger to times that others vouch for: asked for by file, brought back by file, judged here. */
export function TimesPage() {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { vault } = useVault();
  const [times, setTimes] = useState(noTimes);
  const [asked, setAsked] = useState(noTimes);
  const [requested, setRequested] = useState<Requested | null>(null);
  const [adding, setAdding] = useState<'reply' | 'beacon' | null>(null);
  const list = useAnswer('anchor.list', asTimes(asked));
  const request = useMutation<Requested, Fault, 'authority' | 'calendar'>({
    mutationFn: async (from) => {
      const made = await bridge.call('anchor.request', { from });
      await saveBytes({ title: t('times.save'), name: made.name, base64: made.bytes });
      return made;
    },
    onSuccess: setRequested,
  });
  const changed = times !== asked;
  return (
    <Page title={t('times.open')} back={() => go({ at: 'ledger' })} narrow>
      <p className={styles.text}>{t('times.intro')}</p>

      <Section title={t('times.have')}>
        {list.isPending && <Skeleton lines={3} />}
        {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
        {list.data?.anchors.length === 0 && <p className={styles.dim}>{t('times.none')}</p>}
        {list.data !== undefined && list.data.anchors.length > 0 && (
          <>
            <AnchorList anchors={list.data.anchors} />
            <p className={styles.dim}>{t('anchor.assumes')}</p>
          </>
        )}
        {list.data !== undefined && list.data.anchors.length > 0 && (
          <TrustTimes
            title={t('times.own')}
            trusted={times}
            onChange={(change) => setTimes((before) => ({ ...before, ...change }))}
          />
        )}
        {changed && (
          <div>
            <Button onPress={() => setAsked(times)}>{t('times.judge')}</Button>
          </div>
        )}
      </Section>

      <Section title={t('times.ask')}>
        <p className={styles.dim}>{t('times.askText')}</p>
        <div className={styles.row}>
          {(['authority', 'calendar'] as const).map((from) => (
            <Button
              key={from}
              icon={<Download aria-hidden />}
              isDisabled={vault.readOnly && vault.checkpoint === null}
              busy={request.isPending && request.variables === from}
              onPress={() => request.mutate(from)}
            >
              {t(`times.${from}`)}
            </Button>
          ))}
        </div>
        {request.isError && <FaultNotice error={request.error} />}
        {requested !== null && (
          <div>
            <p className={styles.taken}>{t('times.requested', { count: requested.size })}</p>
            <Hash value={requested.digest} label={t('times.digest')} />
          </div>
        )}
      </Section>

      <Section title={t('times.bring')}>
        <p className={styles.dim}>{t('times.bringText')}</p>
        <div className={styles.row}>
          <Button look="primary" isDisabled={vault.readOnly} onPress={() => setAdding('reply')}>
            {t('times.bringReply')}
          </Button>
          <Button isDisabled={vault.readOnly} onPress={() => setAdding('beacon')}>
            {t('times.enterBeacon')}
          </Button>
        </div>
      </Section>

      <Clocks />
      <CivilTimes />

      {adding === 'reply' && <BringReply onClose={() => setAdding(null)} />}
      {adding === 'beacon' && <EnterBeacon onClose={() => setAdding(null)} />}
    </Page>
  );
}
