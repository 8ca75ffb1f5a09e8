import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isDay } from '../../shared/ledger/reserved.ts';
import type { Thing } from '../../shared/model/persons.ts';
import { proceedings } from '../../shared/model/stated-use.ts';
import { useDeed } from '../bridge/calls.ts';
import { type Choice, useChoices } from '../choosing/choices.ts';
import { Chooser } from '../choosing/chooser.tsx';
import { Button } from '../kit/button.tsx';
import { CheckLine } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Select } from '../kit/select.tsx';
import styles from './gate.module.css';

/** Something that the order names, and what it is called. */
interface Named {
  readonly on: Thing;
  readonly label: string;
}
const kinds = ['incident', 'testimony', 'item'] as const;
const titles = { incident: 'cases', testimony: 'testimonies', item: 'files' } as const;

const namedAs =
  (kind: (typeof kinds)[number]) =>
  ({ key, label }: Choice): Named => ({
    on: kind === 'item' ? { what: kind, seq: Number(key) } : { what: kind, id: key },
    label,
  });

const keyOf = (on: Thing): string => (on.what === 'item' ? `item ${on.seq}` : `${on.what} ${on.id}`);

/** Records the order of a court with what it names: the first of two people. */
export function OrderDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const found = {
    incident: useChoices('incident', words),
    testimony: useChoices('testimony', words),
    item: useChoices('item', words),
  };
  const [audience, setAudience] = useState<(typeof proceedings)[number]>('court');
  const [said, setSaid] = useState({ court: '', reference: '', issued: '' });
  const [copy, setCopy] = useState<string | null>(null);
  const [names, setNames] = useState<ReadonlyMap<string, Named>>(new Map());
  const [tried, setTried] = useState(false);
  const record = useDeed('order.request', onClose);

  const fault = {
    court: said.court.trim() === '',
    reference: said.reference.trim() === '',
    issued: !isDay(said.issued.trim()),
    copy: copy === null,
    names: names.size === 0,
  };
  const toggle = (named: Named, chosen: boolean) => {
    const next = new Map(names);
    if (chosen) next.set(keyOf(named.on), named);
    else next.delete(keyOf(named.on));
    setNames(next);
  };
  const groups = kinds.map((kind) => ({
    title: t(`orders.${titles[kind]}`),
    things: [
      ...[...names.values()].filter(({ on }) => on.what === kind),
      ...found[kind].choices.map(namedAs(kind)).filter(({ on }) => !names.has(keyOf(on))),
    ],
    more: found[kind].more,
  }));
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
          <Chooser
            label={t('orders.copy')}
            description={t('orders.copyHelp')}
            kind="item"
            value={copy}
            onChange={(key) => setCopy(key)}
          />
          {tried && fault.copy && (
            <p className={styles.wrong} role="alert">
              {t('orders.copyNeeded')}
            </p>
          )}
        </div>
      </div>
      <h3>{t('orders.names')}</h3>
      <TextField label={t('orders.find')} value={words} onChange={setWords} maxLength={200} prose />
      <div className={styles.offered}>
        {groups.map(({ title, things, more }) =>
          things.length === 0 ? null : (
            <fieldset key={title}>
              <legend>{title}</legend>
              {things.map((named) => (
                <CheckLine
                  key={keyOf(named.on)}
                  checked={names.has(keyOf(named.on))}
                  onChange={(chosen) => toggle(named, chosen)}
                >
                  <bdi>{named.label}</bdi>
                </CheckLine>
              ))}
              {more && <small>{t('choosing.more')}</small>}
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
              names: [...names.values()].map(({ on }) => on),
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
