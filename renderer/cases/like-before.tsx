import { useTranslation } from 'react-i18next';
import type { IncidentDetail } from '../../shared/contract.ts';
import { templateOf } from '../../shared/model/template.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Notice } from '../kit/notice.tsx';
import { RecordLink } from '../records/record-link.tsx';
import type { Place } from '../shell/places.tsx';

/** A new case after one that was recorded: in the same area and coded alike, with nothing of what happened there. */
export const nextAfter = ({ id, fields }: IncidentDetail): Place => ({
  at: 'case form',
  id: null,
  items: [],
  like: { before: id, template: templateOf(fields.title, fields) },
});

/** Says that the one before is recorded, and what of it stands here. */
export function LikeBefore({ before, onEmpty }: { readonly before: string; readonly onEmpty: () => void }) {
  const { t } = useTranslation();
  const { data } = useAnswer('incident.get', { id: before });
  return (
    <Notice kind="good" title={t('caseForm.recorded')}>
      {data && (
        <p>
          <RecordLink kind="incident" id={before} title={data.fields.title} />
        </p>
      )}
      <p>{t('caseForm.likeIt')}</p>
      <Button onPress={onEmpty}>{t('caseForm.beginEmpty')}</Button>
    </Notice>
  );
}
