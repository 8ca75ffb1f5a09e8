import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDay } from '../../shared/ledger/reserved.ts';
import type { Thing } from '../../shared/model/persons.ts';
import { proceedings } from '../../shared/model/stated-use.ts';
import { useAnswer, useDeed } from '../bridge/calls.ts';
import { newestCases } from '../cases/newest-cases.ts';
import { Button } from '../kit/button.tsx';
import { CheckLine } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Select } from '../kit/select.tsx';
import styles from './gate.module.css';

/** At most so many files are offered. */
const filesOffered = 500;

const keyOf = (on: Thing): string => (on.what === 'item' ? `item ${on.seq}` : `${on.what} ${on.id}`);

/** Records the order of a court with what it names: the first of two people. */
export function OrderDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const items = useAnswer('item.list', { limit: filesOffered });
  const testimonies = useAnswer('testimony.list', {});
  const cases = useAnswer('incident.list', newestCases);
  const [audience, setAudience] = useState<(typeof proceedings)[number]>('court');
  const [said, setSaid] = useState({ court: '', reference: '', issued: '' });
  const [copy, setCopy] = useState('');
  const [names, setNames] = useState<ReadonlyMap<string, Thing>>(new Map());
  const [tried, setTried] = useState(false);
  const record = useDeed('order.request', onClose);

  const files = items.data?.items ?? [];
  const fault = {
    court: said.court.trim() === '',
    reference: said.reference.trim() === '',
    issued: !isDay(said.issued.trim()),
    copy: copy === '',
    names: names.size === 0,
  };
  const toggle = (on: Thing, chosen: boolean) => {
    const next = new Map(names);
    if (chosen) next.set(keyOf(on), on);
    else next.delete(keyOf(on));
    setNames(next);
  };
  const groups: readonly { title: string; things: readonly { on: Thing; name: string }[] }[] = [
    {
      title: t('orders.cases'),
      things: (cases.data?.incidents ?? []).map(({ id, title }) => ({ on: { what: 'incident', id }, name: title })),
    },
    {
      title: t('orders.testimonies'),
      things: (testimonies.data ?? []).map(({ id, witness }) => ({ on: { what: 'testimony', id }, name: witness })),
    },
    {
      title: t('orders.files'),
      things: files.map(({ seq, name }) => ({ on: { what: 'item', seq }, name })),
    },
  ];
  return (
    <Dialog title={t('orders.record')} onClose={onClose} wide long>
      <p>{t('orders.text')}</p>
      <Select
        label={t('orders.audience')}
        value={audience}
        options={proceedings.map((key) => ({ key, label: t(`audience.${key}`) }))}
        onChange={setAudience}
      />
      <div className={styles.pair}>
        <TextField
          label={t('orders.court')}
          value={said.court}
          onChange={(court) => setSaid({ ...said, court })}
          error={tried && fault.court ? t('orders.needed') : undefined}
          maxLength={300}
          required
          prose
        />
        <TextField
          label={t('orders.reference')}
          value={said.reference}
          onChange={(reference) => setSaid({ ...said, reference })}
          error={tried && fault.reference ? t('orders.needed') : undefined}
          maxLength={300}
          required
          prose
        />
        <TextField
          label={t('orders.issued')}
          value={said.issued}
          onChange={(issued) => setSaid({ ...said, issued })}
          error={tried && fault.issued ? t('orders.issuedWrong') : undefined}
          maxLength={10}
          required
          code
        />
        <div>
          <Select
            label={t('orders.copy')}
            description={t('orders.copyHelp')}
            value={copy}
            options={files.map(({ seq, name }) => ({ key: String(seq), label: `${plainlyShown(name)} · ${seq}` }))}
            onChange={setCopy}
          />
          {tried && fault.copy && (
            <p className={styles.wrong} role="alert">
              {t('orders.copyNeeded')}
            </p>
          )}
        </div>
      </div>
      <h3>{t('orders.names')}</h3>
      <div className={styles.offered}>
        {groups.map(({ title, things }) =>
          things.length === 0 ? null : (
            <fieldset key={title}>
              <legend>{title}</legend>
              {things.map(({ on, name }) => (
                <CheckLine key={keyOf(on)} checked={names.has(keyOf(on))} onChange={(chosen) => toggle(on, chosen)}>
                  <Foreign text={name} />
                  {on.what === 'item' && <small> · {on.seq}</small>}
                </CheckLine>
              ))}
            </fieldset>
          ),
        )}
      </div>
      {tried && fault.names && (
        <p className={styles.wrong} role="alert">
          {t('orders.namesNeeded')}
        </p>
      )}
      {record.isError && <FaultNotice error={record.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={record.isPending}
          onPress={() => {
            setTried(true);
            if (Object.values(fault).includes(true)) return;
            record.mutate({
              audience,
              court: said.court.trim(),
              reference: said.reference.trim(),
              issued: said.issued.trim(),
              copy: Number(copy),
              names: [...names.values()],
            });
          }}
        >
          {t('orders.record')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
