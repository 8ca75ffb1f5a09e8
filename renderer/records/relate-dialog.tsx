import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../shared/contract.ts';
import { linkKinds, type RelationKind } from '../../shared/model/links.ts';
import { askAgain, useAnswer, useDeed } from '../bridge/calls.ts';
import { newestCases } from '../cases/newest-cases.ts';
import { Button } from '../kit/button.tsx';
import { RadioCards } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';
import { Select } from '../kit/select.tsx';
import { listedKinds } from '../shell/places.tsx';

type End = CallInput<'record.relate'>['from'];

/** Those that a question or a transcript makes by itself are made there. */
const kinds = [
  ...linkKinds,
  'at',
  'repeat attack on',
  'derived: redacted',
  'derived: transcoded',
] as const satisfies readonly RelationKind[];

const sorts = ['incident', 'testimony', 'item', ...listedKinds] as const;
type Sort = (typeof sorts)[number];
/** At most so many are offered. */
const offered = 500;

/** Joins what is looked at with any other thing: how, with which, and why. */
export function RelateDialog({ from, onClose }: { readonly from: End; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<(typeof kinds)[number]>('same event');
  const [sort, setSort] = useState<Sort>('incident');
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const choices = useChoices(sort).filter(({ end }) => JSON.stringify(end) !== JSON.stringify(from));
  const relate = useDeed('record.relate', () => {
    onClose();
    for (const prefix of ['record.', 'incident.', 'item.']) askAgain(prefix);
  });
  const chosen = choices.find(({ key }) => key === to);
  const short = reason.trim().length < shortestReason;
  return (
    <Dialog title={t('recordPage.link')} onClose={onClose} wide>
      <Select
        label={t('recordPage.linkHow')}
        value={kind}
        options={kinds.map((key) => ({ key, label: t(`recordPage.linkSays.${key}`) }))}
        onChange={setKind}
      />
      <RadioCards
        label={t('recordPage.linkSort')}
        value={sort}
        options={sorts.map((key) => ({ key, label: t(`recordPage.linkSorts.${key}`) }))}
        onChange={(next) => {
          setSort(next);
          setTo('');
        }}
        row
        small
      />
      <Select
        label={t('recordPage.linkTo')}
        value={to}
        options={choices.map(({ key, label }) => ({ key, label }))}
        onChange={setTo}
      />
      {tried && chosen === undefined && <p role="alert">{t('recordPage.linkNeeded')}</p>}
      <TextField
        label={t('kit.reason')}
        description={t('kit.reasonHelp')}
        value={reason}
        onChange={setReason}
        error={tried && short ? t('kit.reasonNeeded') : undefined}
        lines={2}
        prose
        required
      />
      {relate.isError && <FaultNotice error={relate.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={relate.isPending}
          onPress={() => {
            setTried(true);
            if (chosen !== undefined && !short) relate.mutate({ from, to: chosen.end, kind, reason: reason.trim() });
          }}
        >
          {t('recordPage.link')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}

interface Choice {
  readonly key: string;
  readonly label: string;
  readonly end: End;
}

function useChoices(sort: Sort): readonly Choice[] {
  const cases = useAnswer('incident.list', newestCases, { enabled: sort === 'incident' });
  const testimonies = useAnswer('testimony.list', {}, { enabled: sort === 'testimony' });
  const items = useAnswer('item.list', { limit: offered }, { enabled: sort === 'item' });
  const listed = listedKinds.find((kind) => kind === sort);
  const records = useAnswer(
    'record.list',
    { kind: listed ?? 'facility', limit: offered },
    { enabled: listed !== undefined },
  );
  const record = (id: string, name: string): Choice => ({ key: id, label: plainlyShown(name), end: { record: id } });
  switch (sort) {
    case 'incident':
      return (cases.data?.incidents ?? []).map(({ id, title }) => record(id, title));
    case 'testimony':
      return (testimonies.data ?? []).map(({ id, witness }) => record(id, witness));
    case 'item':
      return (items.data?.items ?? []).map(({ seq, name }) => ({
        key: String(seq),
        label: `${plainlyShown(name)} · ${seq}`,
        end: { item: seq },
      }));
    default:
      return (records.data?.records ?? []).map(({ id, title }) => record(id, title));
  }
}
