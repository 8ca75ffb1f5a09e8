import { useTranslation } from 'react-i18next';
import { enteredKinds } from '../../shared/model/kinds.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { type Place, usePlaces } from '../shell/places.tsx';

/** Where a record of any kind is shown; `null` for kinds that have no page of their own. */
export function placeOfRecord(kind: string, id: string): Place | null {
  if (kind === 'incident') return { at: 'case', id };
  if (kind === 'testimony') return { at: 'testimony', id };
  if (kind === 'transcript' || kind === 'translation') return { at: 'transcript', kind, id };
  const entered = enteredKinds.find((each) => each === kind);
  return entered === undefined ? null : { at: 'record', kind: entered, id };
}

/** A record by its title, and the way to it. */
export function RecordLink({
  kind,
  id,
  title,
}: {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
}) {
  const { go } = usePlaces();
  const { t } = useTranslation();
  const place = placeOfRecord(kind, id);
  const written = kind === 'transcript' || kind === 'translation' ? kind : null;
  const text = (
    <>
      {written !== null && `${t(`written.${written}`)} · `}
      <Foreign text={title === '' ? id.slice(0, 8) : title} />
    </>
  );
  return place === null ? (
    text
  ) : (
    <Button look="link" onPress={() => go(place)}>
      {text}
    </Button>
  );
}
