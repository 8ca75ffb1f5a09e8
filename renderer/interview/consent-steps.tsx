import { useTranslation } from 'react-i18next';
import { audiences } from '../../shared/model/vocabulary.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { CheckCard, RadioCards } from '../kit/choice.tsx';
import { TextField } from '../kit/field.tsx';
import { Notice } from '../kit/notice.tsx';
import { usePlaces } from '../shell/places.tsx';
import type { StepProps } from './draft.ts';
import styles from './interview.module.css';

export function ExplainedStep({ draft, change }: StepProps) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t('interview.explained.title')}</h1>
      <p className={styles.say}>{t('interview.explained.text')}</p>
      <RadioCards
        label={t('interview.explained.title')}
        hideLabel
        value={draft.explained === null ? null : draft.explained ? 'yes' : 'no'}
        options={[
          { key: 'yes', label: t('interview.explained.confirm'), note: t('interview.explained.confirmNote') },
          { key: 'no', label: t('interview.explained.later'), note: t('interview.explained.laterNote') },
        ]}
        onChange={(key) => change({ explained: key === 'yes' })}
      />
    </>
  );
}

export function AudiencesStep({ draft, change }: StepProps) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t('interview.audiences.title')}</h1>
      <p className={styles.say}>{t('interview.audiences.text')}</p>
      <fieldset className={styles.cards} aria-label={t('interview.audiences.title')}>
        {audiences.map((audience) => (
          <CheckCard
            key={audience}
            label={t(`audience.${audience}`)}
            note={t(`interview.audiences.note.${audience}`)}
            checked={draft.audiences.includes(audience)}
            onChange={(on) =>
              change({
                refused: false,
                audiences: audiences.filter((each) => (each === audience ? on : draft.audiences.includes(each))),
              })
            }
          />
        ))}
        <CheckCard
          label={t('interview.audiences.refused')}
          note={t('interview.audiences.nobody')}
          checked={draft.refused}
          onChange={(refused) => change({ refused, audiences: refused ? [] : draft.audiences })}
        />
      </fieldset>
    </>
  );
}

export function ConditionsStep({ draft, change }: StepProps) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t('interview.conditions.title')}</h1>
      <p className={styles.say}>{t('interview.conditions.text')}</p>
      <TextField
        label={t('interview.conditions.label')}
        value={draft.conditions}
        onChange={(conditions) => change({ conditions })}
        lines={4}
        maxLength={5000}
        autoFocus
        large
        prose
      />
    </>
  );
}

/** Asked apart from everything else; off until they agree. */
export function RecordingStep({ draft, change }: StepProps) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t('interview.recording.title')}</h1>
      <p className={styles.say}>{t('interview.recording.text')}</p>
      <RadioCards
        label={t('interview.recording.title')}
        hideLabel
        value={draft.recording === 'not asked' ? null : draft.recording}
        options={[
          { key: 'refused', label: t('interview.recording.refused'), note: t('interview.recording.refusedNote') },
          { key: 'agreed', label: t('interview.recording.agreed'), note: t('interview.recording.agreedNote') },
        ]}
        onChange={(recording) => change({ recording })}
      />
    </>
  );
}

export function CodeNameStep({ draft, change, tried }: StepProps) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const here = useAnswer('testimony.list', {});
  const known = here.data?.find(({ witness }) => witness === draft.witness.trim());
  return (
    <>
      <h1>{t('interview.codeName.title')}</h1>
      <p className={styles.say}>{t('interview.codeName.text')}</p>
      {draft.recordings.length > 0 ? (
        <Notice kind="info" title={<bdi>{draft.witness}</bdi>}>
          <p>{t('interview.codeName.recorded')}</p>
        </Notice>
      ) : (
        <TextField
          label={t('interview.codeName.label')}
          value={draft.witness}
          onChange={(witness) => change({ witness })}
          error={tried && draft.witness.trim() === '' ? t('interview.codeName.needed') : undefined}
          maxLength={60}
          autoFocus
          large
          prose
        />
      )}
      {known !== undefined && (
        <Notice kind="info" title={t('interview.codeName.known')}>
          <p>{t('interview.codeName.knownText')}</p>
          <div>
            <Button look="link" onPress={() => go({ at: 'testimony', id: known.id })}>
              {t('interview.codeName.look')}
            </Button>
          </div>
        </Notice>
      )}
    </>
  );
}
