import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../shared/contract.ts';
import { linkKinds, type RelationKind } from '../../shared/model/links.ts';
import { askAgain, useDeed } from '../bridge/calls.ts';
import type { Choice } from '../choosing/choices.ts';
import { Chooser } from '../choosing/chooser.tsx';
import { Button } from '../kit/button.tsx';
import { RadioCards } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
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

/** Joins what is looked at with any other thing: how, with which, and why. */
export function RelateDialog({ from, onClose }: { readonly from: End; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<(typeof kinds)[number]>('same event');
  const [sort, setSort] = useState<Sort>('incident');
  const [to, setTo] = useState<Choice | null>(null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const relate = useDeed('record.relate', () => {
    onClose();
    for (const prefix of ['record.', 'incident.', 'item.']) askAgain(prefix);
  });
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
          setTo(null);
        }}
        row
        small
      />
      <Chooser
        key={sort}
        label={t('recordPage.linkTo')}
        kind={sort}
        value={to?.key ?? null}
        onChange={(_key, choice) => setTo(choice)}
        except={({ end }) => JSON.stringify(end) === JSON.stringify(from)}
      />
      {tried && to === null && <p role="alert">{t('recordPage.linkNeeded')}</p>}
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
            if (to !== null && !short) relate.mutate({ from, to: to.end, kind, reason: reason.trim() });
          }}
        >
          {t('recordPage.link')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
