import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasurePlan, ErasureRequest } from '../../shared/contract.ts';
import { type ErasureGround, type ErasureTarget, erasureGrounds } from '../../shared/model/erasure.ts';
import { askAgain, askAllAgain, useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { Select } from '../kit/select.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useDates } from '../language/dates.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './erasure.module.css';
import { InForce } from './holds-in-force.tsx';
import { PlanLists } from './plan-lists.tsx';
import { isSame } from './thing.ts';

/** Both people stand before the same three lists: one asks, the other confirms. */
export function EraseDialog({ target, onClose }: { target: ErasureTarget; onClose: () => void }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const plan = useAnswer('erasure.plan', { target });
  const requests = useAnswer('erasure.list', {});
  const [done, setDone] = useState<{ entry: number; finished: boolean } | null>(null);
  const request = requests.data?.findLast(
    (each) => isSame(each.target, target) && (each.state === 'open' || each.state === 'changed'),
  );
  if (done !== null) {
    return (
      <Dialog title={t('erasure.done')} onClose={onClose}>
        <Notice kind={done.finished ? 'good' : 'warn'} urgent>
          <p>{t(done.finished ? 'erasure.doneText' : 'erasure.unfinished', { entry: done.entry })}</p>
        </Notice>
        <Deeds>
          <Button look="primary" onPress={onClose}>
            {t('kit.close')}
          </Button>
        </Deeds>
      </Dialog>
    );
  }
  const name = plan.data === undefined ? '' : plainlyShown(plan.data.name);
  return (
    <Dialog title={t(`erasure.title.${target.what}`, { name })} onClose={onClose} wide long>
      {(plan.isPending || requests.isPending) && <Skeleton lines={8} />}
      {plan.isError && <Failed error={plan.error} again={() => void plan.refetch()} />}
      {requests.isError && <Failed error={requests.error} again={() => void requests.refetch()} />}
      {plan.data && requests.data && (
        <>
          <p>{t('erasure.once')}</p>
          <PlanLists plan={plan.data} onLeave={onClose} />
          {plan.data.holds.length > 0 ? (
            <Held plan={plan.data} onClose={onClose} />
          ) : vault.operators.length < 2 ? (
            <Alone onClose={onClose} />
          ) : request?.state === 'open' ? (
            <Confirm plan={plan.data} request={request} onClose={onClose} onDone={setDone} />
          ) : (
            <Ask plan={plan.data} lapsed={request !== undefined} onClose={onClose} />
          )}
        </>
      )}
    </Dialog>
  );
}

function Held({ plan, onClose }: { plan: ErasurePlan; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('erasure.held')}</p>
      {plan.holds.map((hold) => (
        <InForce key={hold.id} hold={hold} own={hold.on.what !== 'incident'} />
      ))}
      <Deeds>
        <Button onPress={onClose}>{t('kit.close')}</Button>
      </Deeds>
    </>
  );
}

function Alone({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  return (
    <>
      <Notice kind="info">
        <p>{t('erasure.alone')}</p>
      </Notice>
      <Deeds>
        <Button
          look="primary"
          onPress={() => {
            onClose();
            go({ at: 'home' });
          }}
        >
          {t('erasure.toHome')}
        </Button>
        <Button onPress={onClose}>{t('kit.close')}</Button>
      </Deeds>
    </>
  );
}

/** The first of the two. */
function Ask({ plan, lapsed, onClose }: { plan: ErasurePlan; lapsed: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [ground, setGround] = useState<ErasureGround>(erasureGrounds[0]);
  const ask = useDeed('erasure.request');
  return (
    <>
      {lapsed && (
        <Notice kind="warn">
          <p>{t('erasure.changed')}</p>
        </Notice>
      )}
      <Select
        label={t('erasure.ground')}
        value={ground}
        options={erasureGrounds.map((key) => ({ key, label: t(`erasureGround.${key}`) }))}
        onChange={setGround}
        description={t('erasure.askText')}
      />
      {ask.isError && <FaultNotice error={ask.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={ask.isPending}
          onPress={() =>
            ask.mutate({ target: plan.target, ground, plan: plan.digest }, { onSuccess: () => askAgain('erasure.') })
          }
        >
          {t('erasure.ask')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </>
  );
}

/** The second, at the same computer or in a session of their own. */
function Confirm(props: {
  readonly plan: ErasurePlan;
  readonly request: ErasureRequest;
  readonly onClose: () => void;
  readonly onDone: (done: { entry: number; finished: boolean }) => void;
}) {
  const { t } = useTranslation();
  const { shortInstant } = useDates();
  const { plan, request } = props;
  const [operator, setOperator] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const confirm = useDeed('erasure.confirm', ({ request: erased, finished }) => {
    props.onDone({ entry: erased.erased?.entry ?? 0, finished });
    setPassphrase('');
    askAllAgain();
  });
  const withdraw = useDeed('erasure.withdraw', () => {
    askAgain('erasure.');
    props.onClose();
  });
  return (
    <>
      <Notice kind="info">
        <p>{t('erasure.waits', { requester: request.requester, at: shortInstant(request.at) })}</p>
        <p>{t(`erasureGround.${request.ground}`)}</p>
      </Notice>
      <h3>{t('erasure.second')}</h3>
      <p>{t('erasure.secondText', { requester: request.requester })}</p>
      <div className={styles.second}>
        <TextField label={t('erasure.operator')} value={operator} onChange={setOperator} code required autoFocus />
        <TextField label={t('erasure.passphrase')} value={passphrase} onChange={setPassphrase} secret required />
      </div>
      {confirm.isError && <FaultNotice error={confirm.error} />}
      {withdraw.isError && <FaultNotice error={withdraw.error} />}
      <Deeds>
        <Button
          look="danger"
          busy={confirm.isPending}
          isDisabled={operator.trim() === '' || passphrase === ''}
          onPress={() => confirm.mutate({ id: request.id, plan: plan.digest, operator: operator.trim(), passphrase })}
        >
          {t('erasure.confirm')}
        </Button>
        <Button busy={withdraw.isPending} onPress={() => withdraw.mutate({ id: request.id })}>
          {t('erasure.withdraw')}
        </Button>
        <Button onPress={props.onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </>
  );
}
