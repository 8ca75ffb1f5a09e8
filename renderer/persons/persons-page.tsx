import { UserRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonSummary } from '../../shared/contract.ts';
import { useAnswer } from '../bridge/calls.ts';
import { useOffer } from '../deeds/offered.ts';
import { ErasedList } from '../erasure/erased-list.tsx';
import { Button } from '../kit/button.tsx';
import { classes } from '../kit/classes.ts';
import { Foreign } from '../kit/foreign.tsx';
import { Page } from '../kit/page.tsx';
import { Empty, Failed, Skeleton } from '../kit/states.tsx';
import { Tag } from '../kit/tag.tsx';
import { useDates, useNumbers } from '../language/dates.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { useDue } from './due.ts';
import { PersonDialog } from './person-dialog.tsx';
import styles from './persons.module.css';

/** Everybody, under code names. */
export function PersonsPage() {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { vault } = useVault();
  const { number } = useNumbers();
  const persons = useAnswer('person.list', {});
  const [adding, setAdding] = useState(false);
  useOffer('record a person', vault.readOnly ? null : () => setAdding(true));
  const add = (
    <Button look="primary" isDisabled={vault.readOnly} onPress={() => setAdding(true)}>
      {t('people.add')}
    </Button>
  );
  return (
    <Page
      title={t('people.title')}
      sub={persons.data !== undefined && persons.data.length > 0 && number(persons.data.length)}
      deeds={add}
    >
      {persons.isPending && <Skeleton lines={6} />}
      {persons.isError && <Failed error={persons.error} again={() => void persons.refetch()} />}
      {persons.data?.length === 0 && (
        <Empty icon={<UserRound />} title={t('people.none.title')}>
          <p>{t('people.none.text')}</p>
          {add}
        </Empty>
      )}
      {persons.data !== undefined && persons.data.length > 0 && (
        <div className={styles.part}>
          <p className={styles.dim}>{t('people.about')}</p>
          <ul className={styles.lines}>
            {persons.data.map((person) => (
              <li key={person.id}>
                <PersonLine person={person} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <ErasedList kinds={['person']} />
      {adding && (
        <PersonDialog person={null} onClose={() => setAdding(false)} onDone={({ id }) => go({ at: 'person', id })} />
      )}
    </Page>
  );
}

/** A person in one line: who to what happened, what they said, and when to ask again. */
export function PersonLine({ person, beside = false }: { person: PersonSummary; beside?: boolean }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const due = useDue();
  const { dayWithoutWeekday } = useDates();
  return (
    <div className={beside ? styles.beside : styles.line}>
      <Button look="link" onPress={() => go({ at: 'person', id: person.id })}>
        <Foreign text={person.code} />
      </Button>
      <span>{t(`standing.${person.standing}`)}</span>
      {person.child && <Tag>{t('materialClass.child')}</Tag>}
      <Tag>{person.consent === null ? t('people.unasked') : t(`personConsent.${person.consent}`)}</Tag>
      {person.kept?.isPast === true && (
        <span className={styles.dim}>{t('personReport.pastTag', { day: dayWithoutWeekday(person.kept.until) })}</span>
      )}
      {person.due !== null && <span className={styles.dim}>{due(person.due)}</span>}
      {!beside && (
        <span className={classes(styles.dim, styles.end)}>{t('people.things', { count: person.involved })}</span>
      )}
    </div>
  );
}
