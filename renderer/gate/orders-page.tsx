import { Gavel } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../../shared/contract.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { Page } from '../kit/page.tsx';
import { Empty, Failed, Skeleton } from '../kit/states.tsx';
import { Tag } from '../kit/tag.tsx';
import { useDates } from '../language/dates.ts';
import { placeOf, usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { useConfirmOrEnd } from './confirm-or-end.tsx';
import styles from './gate.module.css';
import { OrderDialog } from './order-dialog.tsx';

/** Orders of courts to hand something over: those that wait for a second person first. */
export function OrdersPage() {
  const { t } = useTranslation();
  const { vault } = useVault();
  const { go } = usePlaces();
  const orders = useAnswer('order.list', {});
  const [recording, setRecording] = useState(false);
  const place = { open: 0, 'in force': 1, ended: 2 } as const;
  const inOrder = [...(orders.data ?? [])].sort((a, b) => place[a.state] - place[b.state]);
  const record = (
    <Button look="primary" isDisabled={vault.readOnly} onPress={() => setRecording(true)}>
      {t('orders.record')}
    </Button>
  );
  return (
    <Page title={t('orders.title')} deeds={record} back={() => go({ at: 'send' })} narrow>
      {orders.isPending && <Skeleton lines={4} />}
      {orders.isError && <Failed error={orders.error} again={() => void orders.refetch()} />}
      {orders.data?.length === 0 && (
        <Empty icon={<Gavel />} title={t('orders.none')}>
          <p>{t('orders.text')}</p>
          {record}
        </Empty>
      )}
      <ul className={styles.orders}>
        {inOrder.map((order) => (
          <OneOrder key={order.id} order={order} />
        ))}
      </ul>
      {recording && <OrderDialog onClose={() => setRecording(false)} />}
    </Page>
  );
}

function OneOrder({ order }: { order: Order }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const { go } = usePlaces();
  const { dayWithoutWeekday } = useDates();
  const { court, reference, issued, audience, copy, names, state, requester, confirmer } = order;
  const line = t('orders.line', {
    court: plainlyShown(court),
    reference: plainlyShown(reference),
    issued: dayWithoutWeekday(issued),
    audience: t(`audience.${audience}`),
  });
  const ending = { title: t('orders.endTitle'), deed: t('orders.end') };
  const { ask, dialog } = useConfirmOrEnd(
    'order',
    order,
    ending,
    <Notice kind="warn" title={line}>
      <p>{t('orders.named', { count: names.length })}</p>
    </Notice>,
  );
  return (
    <li>
      <p className={styles.marks}>
        <b>{line}</b>
        <Tag>{t(`orderState.${state}`)}</Tag>
      </p>
      <p className={styles.dim}>
        {confirmer === null ? t('orders.waits', { requester }) : t('orders.by', { requester, confirmer })}{' '}
        {t('orders.named', { count: names.length })}
      </p>
      <ul className={styles.reasons}>
        {names.map(({ on, name }) => (
          <li key={JSON.stringify(on)}>
            {name === null ? (
              t('orders.closed')
            ) : (
              <Button look="link" onPress={() => go(placeOf(on))}>
                <Foreign text={name} />
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className={styles.marks}>
        <Button look="link" onPress={() => go({ at: 'item', seq: copy })}>
          {t('orders.copy')}
        </Button>
        {state === 'open' && !vault.readOnly && (
          <Button look="link" onPress={() => ask('confirm')}>
            {t('gate.confirm')}
          </Button>
        )}
        {state !== 'ended' && !vault.readOnly && (
          <Button look="link" onPress={() => ask('end')}>
            {t('orders.end')}
          </Button>
        )}
      </p>
      {dialog}
    </li>
  );
}
