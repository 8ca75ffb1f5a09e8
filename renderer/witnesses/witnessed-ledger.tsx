import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../shared/contract.ts';
import type { Fault } from '../../shared/faults.ts';
import { bridge } from '../bridge/bridge.ts';
import { useDeed } from '../bridge/calls.ts';
import { saveText } from '../bridge/save.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { ShortHash } from '../kit/hash.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { useDates, useNumbers } from '../language/dates.ts';
import { useVault } from '../shell/vault.tsx';
import styles from './witnesses.module.css';

type Witnessed = CallOutput<'countersign.list'>[number];

/** One ledger of somebody else: how far it had come, and whatever spoke against it. */
export function WitnessedLedger({ ledger }: { ledger: Witnessed }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const { number } = useNumbers();
  const { shortInstant } = useDates();
  const [naming, setNaming] = useState(false);
  return (
    <article className={styles.ledger}>
      <header>
        <b>{ledger.label === null ? t('witnesses.self.unnamed') : <Foreign text={ledger.label} />}</b>
        <ShortHash value={ledger.ledger} />
        {!naming && !vault.readOnly && (
          <Button look="link" onPress={() => setNaming(true)}>
            {ledger.label === null ? t('witnesses.self.nameIt') : t('witnesses.self.renameIt')}
          </Button>
        )}
      </header>
      {naming && <Naming ledger={ledger} onDone={() => setNaming(false)} />}
      <p className={styles.dim}>
        {t('witnesses.self.upTo', { size: number(ledger.size) })} ·{' '}
        <bdi>{t('witnesses.self.lastAt', { at: shortInstant(ledger.at) })}</bdi> ·{' '}
        <bdi>{t('witnesses.self.firstAt', { at: shortInstant(ledger.firstAt) })}</bdi>
      </p>
      {ledger.rollbacks > 0 && (
        <Notice kind="warn">{t('witnesses.self.rolledBack', { times: number(ledger.rollbacks) })}</Notice>
      )}
      {ledger.conflicts > 0 && (
        <Notice kind="bad" title={ledger.forks > 0 ? t('witnesses.self.fork') : t('witnesses.self.conflict')}>
          {ledger.forks > 0 ? t('witnesses.self.forkText') : t('witnesses.self.conflictText')}
        </Notice>
      )}
      {ledger.conflicts + ledger.rollbacks > 0 && <Evidence ledger={ledger.ledger} />}
    </article>
  );
}

function Naming({ ledger, onDone }: { ledger: Witnessed; onDone: () => void }) {
  const { t } = useTranslation();
  const [label, setLabel] = useState(ledger.label ?? '');
  const name = useDeed('countersign.label', onDone);
  return (
    <form
      className={styles.naming}
      onSubmit={(event) => {
        event.preventDefault();
        name.mutate({ ledger: ledger.ledger, label });
      }}
    >
      <TextField
        label={t('witnesses.self.rename')}
        description={t('witnesses.look.labelHelp')}
        value={label}
        onChange={setLabel}
        maxLength={200}
        prose
        autoFocus
      />
      {name.isError && <FaultNotice error={name.error} />}
      <div className={styles.deeds}>
        <Button type="submit" busy={name.isPending}>
          {t('kit.save')}
        </Button>
        <Button look="quiet" onPress={onDone}>
          {t('kit.cancel')}
        </Button>
      </div>
    </form>
  );
}

function Evidence({ ledger }: { ledger: string }) {
  const { t } = useTranslation();
  const save = useMutation<boolean, Fault>({
    mutationFn: async () => {
      const { text, name } = await bridge.call('countersign.evidence', { ledger });
      return saveText({ title: t('witnesses.self.evidence'), name, text });
    },
  });
  return (
    <div>
      <Button icon={<Download aria-hidden />} busy={save.isPending} onPress={() => save.mutate()}>
        {t('witnesses.self.evidence')}
      </Button>
      {save.isError && <FaultNotice error={save.error} />}
    </div>
  );
}
