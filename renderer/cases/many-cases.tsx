import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentSummary } from '../../shared/contract.ts';
import { isOfCase } from '../../shared/model/template.ts';
import { certainties } from '../../shared/model/vocabulary.ts';
import { askAgain, useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { RadioCards } from '../kit/choice.tsx';
import { ChosenBar } from '../kit/chosen-bar.tsx';
import { TextField } from '../kit/field.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { useInSteps } from '../kit/in-steps.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { Select } from '../kit/select.tsx';
import { useNumbers } from '../language/dates.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { TagDialog } from '../tags/tag-dialog.tsx';
import styles from './cases-page.module.css';

/** More than these are hardly one event. */
const mostOfOneEvent = 40;

type Deed = 'tag' | 'untag' | 'same' | 'set';

/** What can be done with all cases that are chosen: each by one act, with an entry for each case. */
export function ManyCases(props: {
  readonly ids: readonly string[];
  readonly total: number;
  /** Those of them that are shown, by name. */
  readonly shown: readonly IncidentSummary[];
  readonly onAll: () => void;
  readonly onClear: () => void;
}) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { number } = useNumbers();
  const { vault } = useVault();
  const [deed, setDeed] = useState<Deed | null>(null);
  const { ids, total, shown } = props;
  const close = () => setDeed(null);
  const inARow = () => go({ at: 'case form', id: ids[0] ?? null, items: [], series: { ids: [...ids], reason: '' } });
  const one = ids.length > 1 && ids.length <= mostOfOneEvent && shown.length === ids.length;
  return (
    <>
      <ChosenBar label={t('manyCases.chosen', { count: ids.length })} className={styles.many} onClear={props.onClear}>
        <Button isDisabled={vault.readOnly} onPress={() => setDeed('tag')}>
          {t('tags.add')}
        </Button>
        <Button isDisabled={vault.readOnly} onPress={() => setDeed('untag')}>
          {t('manyCases.untag')}
        </Button>
        <Button isDisabled={vault.readOnly} onPress={() => setDeed('set')}>
          {t('manyCases.set')}
        </Button>
        {ids.length > 1 && (
          <Button isDisabled={vault.readOnly} onPress={inARow}>
            {t('manyCases.inARow')}
          </Button>
        )}
        {one && (
          <Button isDisabled={vault.readOnly} onPress={() => setDeed('same')}>
            {t('manyCases.same')}
          </Button>
        )}
        <Button isDisabled={vault.readOnly} onPress={() => go({ at: 'case table', of: [...ids] })}>
          {t('caseTable.open')}
        </Button>
        {ids.length < total && (
          <Button look="quiet" onPress={props.onAll}>
            {t('tags.all', { number: number(total) })}
          </Button>
        )}
      </ChosenBar>
      {deed === 'tag' && <TagDialog items={[]} incidents={ids} onClose={close} />}
      {deed === 'untag' && <Untag ids={ids} onClose={close} />}
      {deed === 'set' && <SetMany ids={ids} onClose={close} />}
      {deed === 'same' && <SameEvent cases={shown} onClose={close} />}
    </>
  );
}

interface Asking {
  readonly ids: readonly string[];
  readonly onClose: () => void;
}

function Untag({ ids, onClose }: Asking) {
  const { t } = useTranslation();
  const known = useAnswer('tag.list', {});
  const [tag, setTag] = useState('');
  const take = useInSteps('tag.remove', { asks: 'tag.', onClose });
  const options = (known.data ?? []).map((each) => ({ key: each.tag, label: plainlyShown(each.tag) }));
  return (
    <ReasonDialog
      title={t('manyCases.untagTitle', { count: ids.length })}
      text={
        options.length === 0 ? (
          t('tags.none')
        ) : (
          <Select label={t('manyCases.whichTag')} value={tag} options={options} onChange={setTag} />
        )
      }
      deed={t('tags.takeDeed')}
      busy={take.busy}
      error={take.error}
      far={take.shown}
      leave={take.leave}
      onClose={take.close}
      onDo={(reason) => {
        if (tag !== '') take.run({ items: [], incidents: [...ids], tag, reason });
      }}
    />
  );
}

const whats = ['certainty', 'note', 'template'] as const;
type What = (typeof whats)[number];

function SetMany({ ids, onClose }: Asking) {
  const { t } = useTranslation();
  const templates = useAnswer('template.list', {});
  const [what, setWhat] = useState<What>('certainty');
  const [certainty, setCertainty] = useState<(typeof certainties)[number]>('possible');
  const [template, setTemplate] = useState('');
  const [note, setNote] = useState('');
  const set = useInSteps('incident.set', { asks: 'incident.', onClose });
  const kept = (templates.data ?? []).filter(isOfCase);
  return (
    <ReasonDialog
      title={t('manyCases.setTitle', { count: ids.length })}
      text={
        <span className={styles.asked}>
          <RadioCards
            label={t('manyCases.what')}
            value={what}
            options={whats
              .filter((key) => key !== 'template' || kept.length > 0)
              .map((key) => ({ key, label: t(`manyCases.by.${key}`), note: t(`manyCases.byNote.${key}`) }))}
            onChange={setWhat}
            small
          />
          {what === 'certainty' && (
            <Select
              label={t('caseForm.certainty')}
              value={certainty}
              options={certainties.map((key) => ({ key, label: t(`certainty.${key}`) }))}
              onChange={setCertainty}
            />
          )}
          {what === 'template' && (
            <Select
              label={t('manyCases.by.template')}
              value={template}
              options={kept.map(({ name }) => ({ key: name, label: plainlyShown(name) }))}
              onChange={setTemplate}
            />
          )}
          {what === 'note' && (
            <TextField label={t('manyCases.by.note')} value={note} onChange={setNote} lines={3} required prose />
          )}
        </span>
      }
      deed={t('manyCases.set')}
      busy={set.busy}
      error={set.error}
      far={set.shown}
      leave={set.leave}
      onClose={set.close}
      onDo={(reason) => {
        const said = { certainty: { certainty }, template: { template }, note: { note } } as const;
        if ((what === 'template' && template === '') || (what === 'note' && note.trim() === '')) return;
        set.run({ incidents: [...ids], set: said[what], reason });
      }}
    />
  );
}

function SameEvent({ cases, onClose }: { readonly cases: readonly IncidentSummary[]; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [of, setOf] = useState(cases.at(-1)?.id ?? '');
  const join = useDeed('incident.same', () => {
    askAgain('incident.');
    onClose();
  });
  return (
    <ReasonDialog
      title={t('manyCases.sameTitle', { count: cases.length })}
      text={
        <span className={styles.asked}>
          {t('manyCases.sameText')}
          <Select
            label={t('manyCases.sameOf')}
            value={of}
            options={cases.map(({ id, title, when }) => ({
              key: id,
              label: `${plainlyShown(title)} · ${when || '–'}`,
            }))}
            onChange={setOf}
          />
        </span>
      }
      deed={t('manyCases.same')}
      busy={join.isPending}
      error={join.error}
      onClose={onClose}
      onDo={(reason) => join.mutate({ of, incidents: cases.map(({ id }) => id).filter((id) => id !== of), reason })}
    />
  );
}
