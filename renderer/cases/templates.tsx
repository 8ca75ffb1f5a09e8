import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentFields } from '../../shared/model/incident.ts';
import { begunWith, isOfCase } from '../../shared/model/template.ts';
import { askAgain, useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Select } from '../kit/select.tsx';
import { useVault } from '../shell/vault.tsx';

const none = '';

/** What a new case begins with, and the way to remove a template that is not wanted any more. Nothing where none is kept. */
export function BeginWith({
  fields,
  onChange,
}: {
  readonly fields: IncidentFields;
  readonly onChange: (fields: IncidentFields) => void;
}) {
  const { t } = useTranslation();
  const [name, setName] = useState(none);
  const kept = useAnswer('template.list', {});
  const forget = useDeed('template.forget', () => {
    setName(none);
    askAgain('template.');
  });
  const templates = kept.data?.filter(isOfCase) ?? [];
  if (templates.length === 0) return null;
  return (
    <>
      <Select
        label={t('template.begin')}
        description={t('template.beginText')}
        value={name}
        options={[
          { key: none, label: t('template.none') },
          ...templates.map((each) => ({ key: each.name, label: each.name })),
        ]}
        onChange={(chosen) => {
          setName(chosen);
          const template = templates.find((each) => each.name === chosen);
          if (template !== undefined) onChange(begunWith(fields, template));
        }}
      />
      {name !== none && (
        <div>
          <Button look="link" busy={forget.isPending} onPress={() => forget.mutate({ name })}>
            {t('template.forget')}
          </Button>
        </div>
      )}
      {forget.isError && <FaultNotice error={forget.error} />}
    </>
  );
}

/** Keeps how a case is coded for the next of its kind. */
export function KeepAsTemplate({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const [asking, setAsking] = useState(false);
  const [name, setName] = useState('');
  const keep = useDeed('template.keepFrom', () => {
    askAgain('template.');
    setAsking(false);
    setName('');
  });
  const isNamed = name.trim() !== '';
  return (
    <>
      <Button look="link" isDisabled={vault.readOnly} onPress={() => setAsking(true)}>
        {t('template.keep')}
      </Button>
      {asking && (
        <Dialog title={t('template.keep')} onClose={() => setAsking(false)}>
          <p>{t('template.keepText')}</p>
          <TextField
            label={t('template.name')}
            value={name}
            onChange={setName}
            maxLength={120}
            prose
            autoFocus
            required
          />
          {keep.isError && <FaultNotice error={keep.error} />}
          <Deeds>
            <Button
              look="primary"
              busy={keep.isPending}
              isDisabled={!isNamed}
              onPress={() => keep.mutate({ id, name: name.trim() })}
            >
              {t('template.keep')}
            </Button>
            <Button onPress={() => setAsking(false)}>{t('kit.cancel')}</Button>
          </Deeds>
        </Dialog>
      )}
    </>
  );
}
