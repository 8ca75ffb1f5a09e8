import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../shared/contract.ts';
import { useAnswer, useDeed } from '../bridge/calls.ts';
import { HoldsInForce } from '../erasure/holds-in-force.tsx';
import { MoreMenu } from '../erasure/more-menu.tsx';
import { RevealIdentity } from '../interview/reveal-identity.tsx';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { History } from '../kit/history.tsx';
import { Page, Section } from '../kit/page.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useDates } from '../language/dates.ts';
import { placeOf, usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { ConsentShown } from './consent-shown.tsx';
import { PersonDialog } from './person-dialog.tsx';
import styles from './persons.module.css';
import { Recipients } from './recipients.tsx';
import { ReportDialog } from './report-dialog.tsx';
import { WithdrawDialog } from './withdraw-dialog.tsx';

type Open = 'report' | 'correct' | 'withdraw' | 'reveal' | null;

export function PersonPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const { go, back } = usePlaces();
  const { vault } = useVault();
  const person = useAnswer('person.get', { id });
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const data = person.isError ? undefined : person.data;
  return (
    <Page
      title={data ? <Foreign text={data.fields.code} /> : ' '}
      {...(data ? { sub: t(`standing.${data.fields.standing}`) } : {})}
      back={back}
      deeds={
        <>
          {data && (
            <>
              <Button isDisabled={vault.readOnly} onPress={() => setOpen('report')}>
                {t('personReport.make')}
              </Button>
              <Button isDisabled={vault.readOnly} onPress={() => setOpen('correct')}>
                {t('people.correct')}
              </Button>
              {data.consent !== null && data.consent.fields.state === 'given' && (
                <Button look="danger" isDisabled={vault.readOnly} onPress={() => setOpen('withdraw')}>
                  {t('people.withdraw')}
                </Button>
              )}
              <Button look="primary" isDisabled={vault.readOnly} onPress={() => go({ at: 'consent form', id })}>
                {data.consent === null ? t('people.ask') : t('people.change')}
              </Button>
            </>
          )}
          <MoreMenu on={{ what: 'person', id }} erasable={[{ what: 'person', id }]} isThere={data !== undefined} />
        </>
      }
      inspector={
        data ? <Beside person={data} onReveal={() => setOpen('reveal')} /> : person.isPending ? 'coming' : undefined
      }
    >
      {person.isPending && <Skeleton lines={8} />}
      {person.isError && <Failed error={person.error} again={() => void person.refetch()} />}
      {data && (
        <>
          <Section title={t('people.consent')}>
            <ConsentShown person={data} />
          </Section>
          <Connected person={data} />
          <Recipients person={data} />
        </>
      )}
      {data && open === 'correct' && <PersonDialog person={data} onClose={close} onDone={close} />}
      {data && open === 'withdraw' && <WithdrawDialog person={data} onClose={close} />}
      {data && open === 'report' && <ReportDialog person={data} onClose={close} />}
      {data && open === 'reveal' && <RevealIdentity of="person.identity" id={data.id} onClose={close} />}
    </Page>
  );
}

function Connected({ person }: { person: PersonDetail }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { vault } = useVault();
  const [leaving, setLeaving] = useState<string | null>(null);
  const release = useDeed('person.release', () => setLeaving(null));
  return (
    <Section title={t('people.connected')}>
      {person.involvements.length === 0 && <p className={styles.dim}>{t('people.notConnected')}</p>}
      {person.involvements.length > 0 && (
        <ul className={styles.lines}>
          {person.involvements.map(({ id, on, name, as }) => (
            <li key={id} className={styles.line}>
              {name === null ? (
                <span>{t('people.closedThing')}</span>
              ) : (
                <Button look="link" onPress={() => go(placeOf(on))}>
                  <Foreign text={name} />
                </Button>
              )}
              <span className={styles.dim}>
                {on.what === 'item' ? t('people.thing.item', { seq: on.seq }) : t(`people.thing.${on.what}`)}
              </span>
              <span>{as.map((way) => t(`involvement.${way}`)).join(' · ')}</span>
              {!vault.readOnly && (
                <span className={styles.end}>
                  <Button look="link" onPress={() => setLeaving(id)}>
                    {t('people.release')}
                  </Button>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {leaving !== null && (
        <ReasonDialog
          title={t('people.releaseTitle')}
          deed={t('people.release')}
          busy={release.isPending}
          error={release.error}
          onClose={() => setLeaving(null)}
          onDo={(reason) => release.mutate({ id: leaving, reason })}
        />
      )}
    </Section>
  );
}

/** Identity, how long it is kept, and history, beside what they agreed to. */
function Beside({ person, onReveal }: { person: PersonDetail; onReveal: () => void }) {
  const { t } = useTranslation();
  const { dayWithoutWeekday } = useDates();
  const { child, majority, keepUntil, keepWhy, keepBy, basis, basisWords } = person.fields;
  return (
    <>
      <HoldsInForce on={{ what: 'person', id: person.id }} />
      <Section
        title={t('people.identity')}
        deed={
          person.identity === 'passphrase' && (
            <Button look="link" onPress={onReveal}>
              {t('testimony.reveal')}
            </Button>
          )
        }
      >
        <p className={styles.dim}>{t(`people.kept.${person.identity}`)}</p>
      </Section>
      {child && (
        <Section title={t('people.child')}>
          <p className={majority === null ? styles.dim : undefined}>
            {majority === null ? (
              t('people.majorityUnknown')
            ) : (
              <>
                {t('people.majority')} <bdi>{dayWithoutWeekday(majority)}</bdi>
              </>
            )}
          </p>
        </Section>
      )}
      {keepUntil !== null && (
        <Section title={t('people.keepUntil')}>
          <p>
            <bdi>{dayWithoutWeekday(keepUntil)}</bdi>
          </p>
          {keepWhy !== '' && (
            <p>
              <Foreign text={keepWhy} />
            </p>
          )}
          {keepBy !== '' && (
            <p className={styles.dim}>
              {t('personReport.keepBy')}: <Foreign text={keepBy} />
            </p>
          )}
        </Section>
      )}
      <Section title={t('personReport.basis')}>
        <p className={basis === null ? styles.dim : undefined}>
          {basis === null ? t('personReport.notSet') : t(`legalBasis.${basis}`)}
        </p>
        {basisWords !== '' && (
          <p>
            <Foreign text={basisWords} />
          </p>
        )}
      </Section>
      <Section title={t('people.history')}>
        <History lines={person.history} />
      </Section>
    </>
  );
}
