import { PencilLine } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { statementKeeping } from '../acquisition/statement-draft.ts';
import { useBegun } from '../bridge/drafts.ts';
import { listKeeping } from '../case-lists/list-draft.ts';
import { caseKeeping } from '../cases/case-draft.ts';
import { claimKeeping } from '../claims/claim-draft.ts';
import { amendmentKeeping } from '../interview/amendment-draft.ts';
import { interviewKeeping } from '../interview/draft-keeping.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { laterKeeping } from '../later-accounts/later-draft.ts';
import { consentKeeping } from '../persons/consent-draft.ts';
import { transcriptKeeping } from '../recording/transcript-draft.ts';
import { recordKeeping } from '../records/record-draft.ts';
import { sendKeeping } from '../send/send-draft.ts';
import { type Place, usePlaces } from '../shell/places.tsx';
import { Need } from './needs.tsx';

/** What was begun and not saved, each with the way back to it and the way to let it go. */
export function useBegunHere(): ReactNode[] {
  const interviews = useBegun(interviewKeeping);
  const amendments = useBegun(amendmentKeeping);
  const cases = useBegun(caseKeeping);
  const handovers = useBegun(sendKeeping);
  const lists = useBegun(listKeeping);
  const records = useBegun(recordKeeping);
  const written = useBegun(transcriptKeeping);
  const statements = useBegun(statementKeeping);
  const answers = useBegun(consentKeeping);
  const laters = useBegun(laterKeeping);
  const claims = useBegun(claimKeeping);
  const { t } = useTranslation();
  return [
    ...interviews.map(({ subject, value, discard }) => (
      <Begun
        key={`interview ${subject}`}
        what="account"
        name={value.witness}
        to={{ at: 'interview', incident: subject === '' ? null : subject }}
        onDiscard={discard}
      />
    )),
    ...amendments.map(({ subject, value: { id, witness }, discard }) => (
      <Begun
        key={`amendment ${subject}`}
        what="correction"
        name={witness}
        to={{ at: 'testimony', id }}
        onDiscard={discard}
      />
    )),
    ...cases.map(({ subject, value, discard }) => (
      <Begun
        key={`case ${subject}`}
        what={value.head === null ? 'case' : 'correction'}
        name={value.fields.title}
        to={{ at: 'case form', id: value.head === null ? null : subject, items: value.items }}
        onDiscard={discard}
      />
    )),
    ...records.map(({ subject, value: { kind, id, facility, head }, discard }) => (
      <Begun
        key={`record ${subject}`}
        what={head === null ? 'record' : 'correction'}
        name={t(`recordKind.${kind}`)}
        to={{ at: 'record form', kind, id, facility }}
        onDiscard={discard}
      />
    )),
    ...written.map(({ subject, value: { kind, id, of }, discard }) => (
      <Begun
        key={`written ${subject}`}
        what={id === null ? 'written' : 'correction'}
        name={t(`written.${kind}`)}
        to={{ at: 'transcript form', kind, id, of }}
        onDiscard={discard}
      />
    )),
    ...statements.map(({ subject, value: { id, acquisitions }, discard }) => (
      <Begun
        key={`statement ${subject}`}
        what={id === null ? 'statement' : 'correction'}
        name={id === null ? '' : t('acquisition.statement')}
        to={{ at: 'acquisition', seq: acquisitions[0] as number, stating: true }}
        onDiscard={discard}
      />
    )),
    ...answers.map(({ subject, value: { person, code }, discard }) => (
      <Begun
        key={`consent ${subject}`}
        what="consent"
        name={code}
        to={{ at: 'consent form', id: person }}
        onDiscard={discard}
      />
    )),
    ...laters.map(({ subject, value: { testimony, witness, id }, discard }) => (
      <Begun
        key={`later ${subject}`}
        what={id === null ? 'later' : 'correction'}
        name={witness}
        to={{ at: 'testimony', id: testimony }}
        onDiscard={discard}
      />
    )),
    ...claims.map(({ subject, value: { fields, id }, discard }) => (
      <Begun
        key={`claim ${subject}`}
        what={id === null ? 'claim' : 'correction'}
        name={fields.says}
        to={{ at: 'case', id: fields.incident }}
        onDiscard={discard}
      />
    )),
    ...lists.map(({ value, discard }) => (
      <Begun key="list" what="list" name={value.name} to={{ at: 'case list' }} onDiscard={discard} />
    )),
    ...handovers.map(({ value, discard }) => (
      <Begun
        key={value.table === null ? 'send' : 'case table'}
        what="handover"
        name={value.recipient}
        to={value.table === null ? { at: 'send' } : { at: 'case table', of: value.table.of }}
        onDiscard={discard}
      />
    )),
  ];
}

function Begun(props: {
  readonly what:
    | 'account'
    | 'case'
    | 'record'
    | 'written'
    | 'correction'
    | 'handover'
    | 'list'
    | 'statement'
    | 'consent'
    | 'later'
    | 'claim';
  readonly name: string;
  readonly to: Place;
  readonly onDiscard: () => void;
}) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const [asking, setAsking] = useState(false);
  const name = plainlyShown(props.name.trim());
  return (
    <Need
      icon={<PencilLine />}
      title={t(`home.begun.${props.what}`)}
      deed={
        <>
          <Button look="primary" onPress={() => go(props.to)}>
            {t('home.begun.goOn')}
          </Button>
          <Button onPress={() => setAsking(true)}>{t('home.begun.discard')}</Button>
        </>
      }
    >
      {name !== '' && <bdi>{name}</bdi>}
      {asking && (
        <Dialog title={t('home.begun.discard')} onClose={() => setAsking(false)}>
          <p>{t('home.begun.discardSure')}</p>
          <Deeds>
            <Button look="danger" onPress={props.onDiscard}>
              {t('home.begun.discard')}
            </Button>
            <Button onPress={() => setAsking(false)}>{t('kit.cancel')}</Button>
          </Deeds>
        </Dialog>
      )}
    </Need>
  );
}
