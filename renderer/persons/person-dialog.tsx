import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDetail } from '../../shared/contract.ts';
import { legalBases } from '../../shared/model/legal-bases.ts';
import { personFields, standings } from '../../shared/model/persons.ts';
import { useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { CheckLine } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';
import { Select } from '../kit/select.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './persons.module.css';

const dayOf = (text: string) => (text.trim() === '' ? null : text.trim());

/** Records a person, or corrects what is recorded. */
export function PersonDialog(props: {
  readonly person: PersonDetail | null;
  readonly onClose: () => void;
  readonly onDone: (person: PersonDetail) => void;
}) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const { person, onClose } = props;
  const suggested = useAnswer('person.suggestCode', {}, { enabled: person === null });
  const [typed, setCode] = useState<string | null>(person?.fields.code ?? null);
  const code = typed ?? suggested.data ?? '';
  const [standing, setStanding] = useState(person?.fields.standing ?? 'witness');
  const [child, setChild] = useState(person?.fields.child ?? false);
  const [majority, setMajority] = useState(person?.fields.majority ?? '');
  const [keepUntil, setKeepUntil] = useState(person?.fields.keepUntil ?? '');
  const [keepWhy, setKeepWhy] = useState(person?.fields.keepWhy ?? '');
  const [keepBy, setKeepBy] = useState(person?.fields.keepBy ?? '');
  const [basis, setBasis] = useState(person?.fields.basis ?? null);
  const [basisWords, setBasisWords] = useState(person?.fields.basisWords ?? '');
  const [name, setName] = useState('');
  const [contact, setContact] = useState('');
  const [secret, setSecret] = useState('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const done = (made: PersonDetail) => {
    onClose();
    props.onDone(made);
  };
  const create = useDeed('person.create', done);
  const amend = useDeed('person.amend', done);

  const { shape } = personFields;
  const kept = dayOf(keepUntil);
  const fields = {
    ...{ code, standing, child, majority: child ? dayOf(majority) : null },
    ...{ keepUntil: kept, keepWhy: kept === null ? '' : keepWhy.trim(), keepBy: kept === null ? '' : keepBy.trim() },
    ...{ basis, basisWords: basis === null ? '' : basisWords.trim() },
  };
  const fits = {
    code: shape.code.safeParse(code).success,
    majority: shape.majority.safeParse(fields.majority).success,
    keepUntil: shape.keepUntil.safeParse(fields.keepUntil).success,
    kept: fields.keepUntil === null || (fields.keepWhy !== '' && fields.keepBy !== ''),
    reason: person === null || reason.trim().length >= shortestReason,
  };
  const save = () => {
    setTried(true);
    if (!Object.values(fits).every(Boolean)) return;
    if (person !== null) {
      amend.mutate({ id: person.id, head: person.head, fields, reason: reason.trim() });
      return;
    }
    const identity = name.trim() === '' ? null : { name: name.trim(), contact: contact.trim(), notes: '' };
    const identityPassphrase = identity === null || vault.headquarters || secret === '' ? null : secret;
    create.mutate({ fields, identity, identityPassphrase });
  };
  const error = person === null ? create.error : amend.error;
  return (
    <Dialog title={person === null ? t('people.add') : t('people.correct')} onClose={onClose} long>
      <TextField
        label={t('people.code')}
        description={t('people.codeHelp')}
        value={code}
        onChange={setCode}
        error={tried && !fits.code ? t('people.codeNeeded') : undefined}
        maxLength={60}
        autoFocus
        required
        prose
      />
      <Select
        label={t('people.standing')}
        value={standing}
        options={standings.map((key) => ({ key, label: t(`standing.${key}`) }))}
        onChange={setStanding}
      />
      <CheckLine checked={child} onChange={setChild}>
        {t('people.child')}
      </CheckLine>
      <div className={styles.pair}>
        {child && (
          <TextField
            label={t('people.majority')}
            description={t('people.dayHelp')}
            value={majority}
            onChange={setMajority}
            error={tried && !fits.majority ? t('people.dayWrong') : undefined}
            code
          />
        )}
        <TextField
          label={t('people.keepUntil')}
          description={t('people.dayHelp')}
          value={keepUntil}
          onChange={setKeepUntil}
          error={tried && !fits.keepUntil ? t('people.dayWrong') : undefined}
          code
        />
      </div>
      {kept !== null && (
        <div className={styles.pair}>
          <TextField
            label={t('personReport.keepWhy')}
            value={keepWhy}
            onChange={setKeepWhy}
            error={tried && !fits.kept ? t('personReport.keepNeeded') : undefined}
            maxLength={1_000}
            required
            prose
          />
          <TextField
            label={t('personReport.keepBy')}
            description={t('personReport.keepByHelp')}
            value={keepBy}
            onChange={setKeepBy}
            maxLength={300}
            required
            prose
          />
        </div>
      )}
      <div className={styles.pair}>
        <Select
          label={t('personReport.basis')}
          value={basis ?? 'none'}
          options={[
            { key: 'none' as const, label: t('personReport.notSet') },
            ...legalBases.map((key) => ({ key, label: t(`legalBasis.${key}`) })),
          ]}
          onChange={(key) => setBasis(key === 'none' ? null : key)}
        />
        {basis !== null && (
          <TextField
            label={t('personReport.basisWords')}
            value={basisWords}
            onChange={setBasisWords}
            maxLength={1_000}
            prose
          />
        )}
      </div>
      {person === null && (
        <>
          <h3>{t('people.identity')}</h3>
          <p className={styles.dim}>{t('people.identityText')}</p>
          <div className={styles.pair}>
            <TextField label={t('people.name')} value={name} onChange={setName} maxLength={300} prose />
            <TextField label={t('people.contact')} value={contact} onChange={setContact} maxLength={500} prose />
          </div>
          {name.trim() !== '' && !vault.headquarters && (
            <TextField
              label={t('people.secret')}
              description={t('people.secretText')}
              value={secret}
              onChange={setSecret}
              secret
              required
            />
          )}
        </>
      )}
      {person !== null && (
        <TextField
          label={t('people.correctReason')}
          value={reason}
          onChange={setReason}
          error={tried && !fits.reason ? t('kit.reasonNeeded') : undefined}
          lines={2}
          required
          prose
        />
      )}
      {error !== null && <FaultNotice error={error} />}
      <Deeds>
        <Button look="primary" busy={create.isPending || amend.isPending} onPress={save}>
          {person === null ? t('people.record') : t('people.save')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
