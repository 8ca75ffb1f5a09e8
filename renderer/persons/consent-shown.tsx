import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../shared/contract.ts';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { useDates } from '../language/dates.ts';
import { useDue } from './due.ts';
import styles from './persons.module.css';

/** What somebody agreed to, or what is known of their wishes, read like a sheet of paper. */
export function ConsentShown({ person }: { person: PersonDetail }) {
  const { t } = useTranslation();
  const { dayWithoutWeekday } = useDates();
  const dueInWords = useDue();
  const { consent, due } = person;
  if (consent === null) return <Notice kind="warn" title={t('people.unasked')} />;
  const { fields } = consent;
  const { conditions, withdrawal, obtained } = fields;
  const asked = dayWithoutWeekday(fields.asked);
  const how = obtained.how.map((way) => t(`consentWay.${way}`)).join(', ');
  const made = [
    ...(conditions.noDeathPenalty ? [t('people.noDeath')] : []),
    ...(conditions.askAgain ? [t('people.askAgain')] : []),
    ...(conditions.notStates.length === 0 ? [] : [`${t('people.notStates')}: ${conditions.notStates.join(', ')}`]),
  ];
  return (
    <div className={styles.parts}>
      <Notice kind={fields.state === 'given' ? 'good' : 'warn'} title={t(`personConsent.${fields.state}`)}>
        {obtained.by === '' || how === ''
          ? t('people.found', { day: asked })
          : t('people.asked', { day: asked, by: plainlyShown(obtained.by), how })}
        {withdrawal !== null && (
          <p>
            {t('people.took', {
              day: dayWithoutWeekday(withdrawal.on),
              how: t(`consentWay.${withdrawal.how}`),
              reach: t(`withdrawalReach.${withdrawal.reach}`),
            })}
          </p>
        )}
        {withdrawal !== null && withdrawal.words !== '' && (
          <p>
            “<Foreign text={withdrawal.words} />”
          </p>
        )}
      </Notice>
      {due !== null && <Notice kind={due.isPast ? 'warn' : 'info'}>{dueInWords(due)}</Notice>}
      {fields.wishes !== '' && (
        <Part title={t('people.wishes')}>
          <p>
            <Foreign text={fields.wishes} />
          </p>
        </Part>
      )}
      {fields.state !== 'cannot be asked' && (
        <>
          <Listed title={t('people.explained')} all={fields.explained.map((topic) => t(`explainedTopic.${topic}`))} />
          <Listed
            title={withdrawal === null ? t('people.may') : t('people.mayBefore')}
            all={fields.audiences.map((audience) => t(`audience.${audience}`))}
            none={t('people.nobody')}
          />
          <Listed
            title={withdrawal === null ? t('people.for') : t('people.forBefore')}
            all={fields.purposes.map((purpose) => t(`purpose.${purpose}`))}
          />
          <Listed title={t('people.under')} all={made} none={t('people.noCondition')} />
          {conditions.words !== '' && (
            <p>
              “<Foreign text={conditions.words} />”
            </p>
          )}
          <Listed title={t('people.takenOut')} all={fields.anonymise.map((part) => t(`anonymisedPart.${part}`))} />
          <Part title={t('people.recording')}>
            <p>{t(`people.recordingState.${fields.recording}`)}</p>
          </Part>
          {fields.child !== null && (
            <Part title={t('people.childSaid')}>
              <p>{t(`people.assent.${fields.child.assent}`)}</p>
              <h3>{t('people.guardian')}</h3>
              <p>{t(`people.guardianState.${fields.child.guardian}`)}</p>
            </Part>
          )}
        </>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.part}>
      <h3>{title}</h3>
      {children}
    </div>
  );
}

/** Nothing at all where there is nothing to list and nothing to say of that. */
function Listed({ title, all, none }: { title: string; all: readonly string[]; none?: string }) {
  if (all.length === 0 && none === undefined) return null;
  return (
    <Part title={title}>
      {all.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul className={styles.bulleted}>
          {all.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
    </Part>
  );
}
