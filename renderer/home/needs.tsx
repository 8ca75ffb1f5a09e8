import { CircleCheck, CloudOff, FileWarning, Images, MessageSquareText, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput, InterruptedImport, TestimonySummary } from '../../shared/contract.ts';
import { useImports } from '../items/imports.tsx';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { useNumbers } from '../language/dates.ts';
import { useGoingOn, wayOnFrom } from '../shell/going-on.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useNow } from '../shell/status-line.tsx';
import { useVault } from '../shell/vault.tsx';
import { FlaggedBatches } from './flagged-batches.tsx';
import styles from './home.module.css';

const dayMs = 86_400_000;
/** From this age on a checkpoint is worth a sentence. */
const oldAfterDays = 3;
const namesShown = 6;

export function Needs(props: {
  readonly counts: CallOutput<'item.list'>['counts'] | null;
  readonly testimonies: readonly TestimonySummary[];
  readonly interrupted: readonly InterruptedImport[];
  readonly begun: readonly ReactNode[];
}) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { vault } = useVault();
  const goOn = useGoingOn();
  const wayOn = wayOnFrom(vault);
  const now = useNow();
  const { noIncident = 0, conflicts = 0 } = props.counts ?? {};
  const age = vault.checkpoint === null ? null : Math.floor((now - Date.parse(vault.checkpoint.at)) / dayMs);
  const silent = props.testimonies.filter(({ consent }) => consent !== 'given').length;

  const needs: ReactNode[] = [...props.begun];
  if (vault.readOnlyReason !== null) {
    needs.push(
      <Need
        key="read only"
        icon={<TriangleAlert />}
        flag
        title={t('home.readOnly')}
        deed={goOn !== null && <Button onPress={goOn}>{t('continuing.open')}</Button>}
      >
        {wayOn === null ? t(`shell.readOnlyReason.${vault.readOnlyReason}`) : t(`continuing.happened.${wayOn}`)}
      </Need>,
    );
  }
  for (const each of props.interrupted) needs.push(<Interrupted key={each.acquisition} interrupted={each} />);
  if (noIncident > 0) {
    needs.push(
      <Need
        key="no incident"
        icon={<Images />}
        title={t('home.noIncident', { count: noIncident })}
        deed={
          <>
            <Button onPress={() => go({ at: 'together' })}>{t('together.open')}</Button>
            <Button onPress={() => go({ at: 'items', filter: 'no incident' })}>{t('home.seeThem')}</Button>
          </>
        }
      />,
    );
  }
  if (conflicts > 0) {
    needs.push(
      <Need
        key="conflicts"
        icon={<TriangleAlert />}
        flag
        title={t('home.conflicts', { count: conflicts })}
        deed={<Button onPress={() => go({ at: 'items', filter: 'conflicts' })}>{t('home.seeThem')}</Button>}
      >
        <FlaggedBatches />
      </Need>,
    );
  }
  if (silent > 0) {
    needs.push(
      <Need
        key="consent"
        icon={<MessageSquareText />}
        title={t('home.consent', { count: silent })}
        deed={<Button onPress={() => go({ at: 'cases' })}>{t('home.toCases')}</Button>}
      />,
    );
  }
  if (age === null || age >= oldAfterDays) {
    needs.push(
      <Need
        key="checkpoint"
        icon={<CloudOff />}
        title={age === null ? t('home.noCheckpoint') : t('home.oldCheckpoint', { count: age })}
        deed={<Button onPress={() => go({ at: 'ledger' })}>{t('home.toLedger')}</Button>}
      >
        {t('home.noCheckpointText')}
      </Need>,
    );
  }
  return (
    <>
      {needs.length === 0 ? (
        <ul className={styles.needs}>
          <Need icon={<CircleCheck />} title={t('home.nothing')} />
        </ul>
      ) : (
        <ul className={styles.needs}>{needs}</ul>
      )}
    </>
  );
}

export function Need(props: {
  readonly icon: ReactNode;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly deed?: ReactNode;
  readonly flag?: boolean;
}) {
  return (
    <li className={styles.need}>
      <span className={props.flag ? styles.flag : styles.icon} aria-hidden>
        {props.icon}
      </span>
      <div className={styles.words}>
        <h2>{props.title}</h2>
        {props.children !== undefined && <div className={styles.dim}>{props.children}</div>}
      </div>
      {props.deed}
    </li>
  );
}

/** What an import that broke off has archived and what it hasn't, by name. */
function Interrupted({ interrupted }: { interrupted: InterruptedImport }) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const { start, running } = useImports();
  const { vault } = useVault();
  const { go } = usePlaces();
  const { missing, needsSource } = interrupted;
  // What came through a browser is gone with its page: only a path can be read again, and the vault itself.
  const readable = !needsSource || /^(\/|[A-Za-z]:\\|\\\\)/.test(interrupted.source);
  return (
    <Need
      icon={<FileWarning />}
      flag
      title={t('home.interrupted', { source: interrupted.source })}
      deed={
        readable && (
          <Button
            look="primary"
            isDisabled={running || vault.readOnly}
            onPress={() => {
              go({ at: 'items' });
              start({ acquisition: interrupted.acquisition });
            }}
          >
            {t('home.finish')}
          </Button>
        )
      }
    >
      {missing.length === 0 ? (
        <p>{t('import.notLookedThrough')}</p>
      ) : (
        <>
          <p>
            {t('home.interruptedText', {
              archived: number(interrupted.archived.length),
              listed: number(interrupted.listed),
              count: missing.length,
            })}
          </p>
          <ul className={styles.names}>
            {missing.slice(0, namesShown).map((name) => (
              <li key={name}>
                <Foreign text={name} />
              </li>
            ))}
            {missing.length > namesShown && <li>{t('home.andMore', { count: missing.length - namesShown })}</li>}
          </ul>
        </>
      )}
      {!readable && <p>{t('home.finishAgain')}</p>}
      {needsSource && <p>{t('home.keepCard')}</p>}
    </Need>
  );
}
