import { useTranslation } from 'react-i18next';
import type { ReadBackOutcome } from '../../shared/model/testimony.ts';
import { Button } from '../kit/button.tsx';
import { RadioCards } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { useWords } from '../language/words.ts';
import { Account } from './account.tsx';
import type { StepProps } from './draft.ts';
import { consentOf, faultOf, helpOf, stopOf, writtenParagraphs } from './draft.ts';
import styles from './interview.module.css';
import { Missing } from './missing.tsx';

export function ReadBackStep({ draft, change, tried }: StepProps) {
  const { t } = useTranslation();
  const fault = tried ? faultOf(draft, 'readBack', false) : null;
  const wasRead = draft.readBack === 'confirmed' || draft.readBack === 'confirmed after changes';
  return (
    <>
      <h1>{t('interview.readBack.title')}</h1>
      <p className={styles.say}>{t('interview.readBack.text')}</p>
      <div className={styles.read}>
        <Account paragraphs={writtenParagraphs(draft)} language={draft.language} />
      </div>
      <div>
        <Button look="link" onPress={() => change({ step: 'account' })}>
          {t('interview.readBack.change')}
        </Button>
      </div>
      <RadioCards<ReadBackOutcome>
        label={t('interview.readBack.outcome')}
        value={draft.readBack === 'not said' ? null : draft.readBack}
        options={[
          { key: 'confirmed', label: t('interview.readBack.confirmed') },
          { key: 'confirmed after changes', label: t('interview.readBack.changed') },
          { key: 'not read back', label: t('interview.readBack.not') },
        ]}
        onChange={(readBack) => change({ readBack, readIn: draft.readIn === '' ? draft.language : draft.readIn })}
      />
      {fault === 'readBack' && <Missing>{t('interview.readBack.choose')}</Missing>}
      {draft.readBack === 'confirmed after changes' && (
        <TextField
          label={t('interview.readBack.changes')}
          value={draft.changes}
          onChange={(changes) => change({ changes })}
          error={fault === 'changes' ? t('interview.readBack.changesNeeded') : undefined}
          maxLength={5000}
          lines={2}
          required
          prose
        />
      )}
      {draft.readBack === 'not read back' && (
        <TextField
          label={t('interview.readBack.why')}
          value={draft.whyNot}
          onChange={(whyNot) => change({ whyNot })}
          maxLength={5000}
          lines={2}
          prose
        />
      )}
      {wasRead && (
        <div className={styles.pair}>
          <TextField
            label={t('interview.readBack.by')}
            value={draft.readBy}
            onChange={(readBy) => change({ readBy })}
            maxLength={300}
            prose
          />
          <TextField
            label={t('interview.readBack.language')}
            value={draft.readIn}
            onChange={(readIn) => change({ readIn })}
            maxLength={35}
            code
          />
        </div>
      )}
      <Summary draft={draft} />
    </>
  );
}

/** Without an account: what is kept is shown before it is. */
export function CloseStep({ draft }: StepProps) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t('interview.close.title')}</h1>
      <p className={styles.say}>{t('interview.close.text')}</p>
      <Summary draft={draft} />
    </>
  );
}

function Summary({ draft }: Pick<StepProps, 'draft'>) {
  const { t } = useTranslation();
  const words = useWords();
  const consent = consentOf(draft);
  const stop = stopOf(draft);
  const help = helpOf(draft);
  return (
    <dl className={styles.summary}>
      <div>
        <dt>{t('interview.codeName.label')}</dt>
        <dd>
          <bdi>{draft.witness}</bdi>
        </dd>
      </div>
      {stop !== null && (
        <div>
          <dt>{t('interview.close.kept')}</dt>
          <dd>
            {t('interview.close.noAccount')} {words.word(stop)}
          </dd>
        </div>
      )}
      {stop === null && (
        <div>
          <dt>{t('testimony.may')}</dt>
          <dd>
            {consent.audiences.length === 0 ? t('testimony.nobody') : consent.audiences.map(words.audience).join(', ')}
          </dd>
        </div>
      )}
      {stop === null && consent.conditions !== '' && (
        <div>
          <dt>{t('testimony.conditions')}</dt>
          <dd>
            <bdi>{consent.conditions}</bdi>
          </dd>
        </div>
      )}
      {help.map(({ need, outcome, to = '' }) => (
        <div key={need}>
          <dt>{words.word(need)}</dt>
          <dd>
            {words.word(outcome)}
            {to !== '' && (
              <>
                {' · '}
                <bdi>{to}</bdi>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
