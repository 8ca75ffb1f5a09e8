import { FileText, Images, MessageSquareText, Send } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../bridge/calls.ts';
import { useOffer } from '../deeds/offered.ts';
import { useWaitingErasures } from '../erasure/waiting.tsx';
import { useWaitingAtGate } from '../gate/waiting.tsx';
import { ImportButton } from '../items/import-button.tsx';
import { ImportPanel } from '../items/import-panel.tsx';
import { useImports } from '../items/imports.tsx';
import { Button } from '../kit/button.tsx';
import { Page, Section } from '../kit/page.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useKeptTooLong } from '../persons/waiting.tsx';
import { useCutOff } from '../recording/cut-off.tsx';
import { type Place, usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { AddOperator } from './add-operator.tsx';
import { useBegunHere } from './begun.tsx';
import styles from './home.module.css';
import { Needs } from './needs.tsx';

/** What needs a person now, in sentences. */
export function HomePage() {
  const { t } = useTranslation();
  const { vault } = useVault();
  const imports = useImports();
  const items = useAnswer('item.list', { filter: 'all', offset: 0, limit: 1 });
  const testimonies = useAnswer('testimony.list', {});
  const interrupted = useAnswer('import.interrupted', {});
  const { go } = usePlaces();
  const waiting = items.isPending || testimonies.isPending || interrupted.isPending;
  const failed = items.error ?? testimonies.error ?? interrupted.error;
  const begun = [
    ...useCutOff(),
    ...useBegunHere(),
    ...useWaitingErasures(),
    ...useWaitingAtGate(),
    ...useKeptTooLong(),
  ];
  const empty = vault.items === 0 && vault.incidents === 0 && vault.testimonies === 0;
  const isNew = empty && (interrupted.data ?? []).length === 0 && begun.length === 0;
  return (
    <Page
      title={t(isNew ? 'home.first.title' : 'home.greeting')}
      deeds={<ImportButton onStart={() => go({ at: 'items' })} />}
      inspector={<Overview />}
    >
      {(imports.running || imports.summary !== null) && (
        <div className={styles.column}>
          <ImportPanel />
        </div>
      )}
      {waiting && <Skeleton cards={3} />}
      {failed !== null && (
        <Failed
          error={failed}
          again={() => void Promise.all([items, testimonies, interrupted].map((each) => each.refetch()))}
        />
      )}
      {!waiting && failed === null && (
        <div className={styles.column}>
          {isNew ? (
            <FirstSteps />
          ) : (
            <Needs
              counts={items.data?.counts ?? null}
              testimonies={testimonies.data ?? []}
              interrupted={interrupted.data ?? []}
              begun={begun}
            />
          )}
        </div>
      )}
    </Page>
  );
}

function FirstSteps() {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const steps: { key: 'import' | 'case' | 'account' | 'send'; icon: ReactNode; to: Place }[] = [
    { key: 'import', icon: <Images />, to: { at: 'items' } },
    { key: 'case', icon: <FileText />, to: { at: 'case form', id: null, items: [] } },
    { key: 'account', icon: <MessageSquareText />, to: { at: 'interview', incident: null } },
    { key: 'send', icon: <Send />, to: { at: 'send' } },
  ];
  return (
    <ol className={styles.steps}>
      {steps.map(({ key, icon, to }) => (
        <li key={key}>
          <span className={styles.emblem} aria-hidden>
            {icon}
          </span>
          <div>
            <Button look="link" onPress={() => go(to)}>
              {t(`home.first.${key}`)}
            </Button>
            <p>{t(`home.first.${key}Text`)}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Overview() {
  const { t } = useTranslation();
  const { vault } = useVault();
  const [adding, setAdding] = useState(false);
  useOffer('add an operator', vault.readOnly ? null : () => setAdding(true));
  const others = vault.operators.filter((each) => each !== vault.operator);
  return (
    <>
      <Section title={t('home.overview')}>
        <ul className={styles.overview}>
          <li>{t('home.countItems', { count: vault.items })}</li>
          <li>{t('home.countCases', { count: vault.incidents })}</li>
          <li>{t('home.countTestimonies', { count: vault.testimonies })}</li>
        </ul>
      </Section>
      <Section
        title={t('home.operator', { operator: vault.operator })}
        deed={
          <Button look="link" isDisabled={vault.readOnly} onPress={() => setAdding(true)}>
            {t('home.addOperator')}
          </Button>
        }
      >
        {others.length > 0 && (
          <p className={styles.dim}>
            {t('home.alsoHere')} <bdi>{others.join(', ')}</bdi>
          </p>
        )}
      </Section>
      <Section title={t('home.keptBy')}>
        <p className={styles.dim}>
          {vault.headquarters ? t('home.byHeadquarters', { count: vault.recipients.length }) : t('home.byRecoveryKey')}
        </p>
      </Section>
      {adding && <AddOperator onClose={() => setAdding(false)} />}
    </>
  );
}
