import { CircleCheck, CircleMinus, OctagonMinus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateAnswer } from '../../shared/contract.ts';
import { type Purpose, purposes } from '../../shared/model/consent.ts';
import type { Thing } from '../../shared/model/persons.ts';
import { reasonInWords, viewerInWords } from '../../shared/report/gate.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Section } from '../kit/page.tsx';
import { Select } from '../kit/select.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { Tag } from '../kit/tag.tsx';
import { useReportWords } from '../language/report-words.ts';
import { PersonLine } from '../persons/persons-page.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { ExceptionDialog } from './exception-dialog.tsx';
import { Exceptions } from './exceptions.tsx';
import styles from './gate.module.css';
import { InvolveDialog } from './involve-dialog.tsx';
import { MarkDialog } from './mark-dialog.tsx';
import { Reasons } from './reasons.tsx';
import { RestrictDialog } from './restrict-dialog.tsx';
import { RestrictionsInForce } from './restrictions-in-force.tsx';

const icons = { allowed: CircleCheck, 'needs override': CircleMinus, withheld: OctagonMinus } as const;

type Judgement = GateAnswer['judgements'][number];
type Open = 'mark' | 'restrict' | 'involve' | Judgement | null;

/** Whom a thing concerns, who may see it, and why. */
export function GateSection({ on }: { on: Thing }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const [purpose, setPurpose] = useState<Purpose | 'any'>('any');
  const answer = useAnswer('gate.ask', { on, purpose: purpose === 'any' ? null : purpose });
  const persons = useAnswer('person.of', { on });
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const deed = (what: 'mark' | 'restrict' | 'involve', words: string) => (
    <Button look="link" isDisabled={vault.readOnly} onPress={() => setOpen(what)}>
      {words}
    </Button>
  );
  return (
    <>
      <Section title={t('people.concerned')} deed={deed('involve', t('people.connect'))}>
        {persons.isError && <Failed error={persons.error} again={() => void persons.refetch()} />}
        {persons.data?.length === 0 && <p className={styles.dim}>{t('people.concernsNobody')}</p>}
        <ul>
          {persons.data?.map((person) => (
            <li key={person.id}>
              <PersonLine person={person} beside />
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('gate.title')} deed={deed('restrict', t('gate.restrict'))}>
        {answer.isPending && <Skeleton lines={4} />}
        {answer.isError && <Failed error={answer.error} />}
        {answer.data && (
          <div className={styles.gate}>
            <RestrictionsInForce restrictions={answer.data.restrictions} />
            <Select
              label={t('gate.purpose')}
              value={purpose}
              options={[
                { key: 'any', label: t('gate.anyPurpose') },
                ...purposes.map((key) => ({ key, label: t(`purpose.${key}`) })),
              ]}
              onChange={setPurpose}
            />
            <Exceptions overrides={answer.data.overrides} judgements={answer.data.judgements} />
            <Holds judgements={answer.data.judgements} />
            <ul className={styles.viewers}>
              {answer.data.judgements.map((judgement) => (
                <Viewer key={judgement.viewer} judgement={judgement} onExcept={() => setOpen(judgement)} />
              ))}
            </ul>
            <p className={styles.marks}>
              <span className={styles.dim}>{t('gate.classes')}:</span>
              {answer.data.classes.map((each) => (
                <Tag key={each}>{t(`materialClass.${each}`)}</Tag>
              ))}
              {deed('mark', t('gate.mark'))}
            </p>
          </div>
        )}
      </Section>
      {answer.data && open === 'mark' && <MarkDialog on={on} classes={answer.data.classes} onClose={close} />}
      {open === 'restrict' && <RestrictDialog on={on} onClose={close} />}
      {open === 'involve' && <InvolveDialog on={on} onClose={close} />}
      {open !== null && typeof open === 'object' && (
        <ExceptionDialog on={on} judgement={open} purpose={purpose === 'any' ? null : purpose} onClose={close} />
      )}
    </>
  );
}

/** A hold bears on the thing, whoever looks: it is said once. */
function Holds({ judgements }: { readonly judgements: readonly Judgement[] }) {
  const words = useReportWords();
  const holds = new Map(
    judgements.flatMap(({ reasons }) =>
      reasons.filter(({ code }) => code === 'held').map((reason) => [reason.seq, reason] as const),
    ),
  );
  return [...holds.values()].map((reason) => (
    <p key={reason.seq} className={styles.dim}>
      {reasonInWords(reason, words)}
    </p>
  ));
}

function Viewer({ judgement, onExcept }: { judgement: Judgement; onExcept: () => void }) {
  const { t } = useTranslation();
  const words = useReportWords();
  const { vault } = useVault();
  const { go } = usePlaces();
  const { viewer, outcome, overridableBy } = judgement;
  const reasons = judgement.reasons.filter(({ code }) => code !== 'held');
  const Icon = icons[outcome];
  const plain =
    outcome === 'allowed' && reasons.every(({ code }) => code === 'nobody is concerned' || code === 'not closed');
  return (
    <li className={styles.viewer} data-outcome={outcome}>
      <Icon aria-hidden />
      <div>
        <p className={styles.judged}>
          <b>{viewerInWords(viewer, words)}</b> <span>{t(`outcome.${outcome}`)}</span>
        </p>
        {!plain && <Reasons reasons={reasons} />}
        <p className={styles.deeds}>
          {overridableBy.includes('court order to hand over') && !vault.readOnly && (
            <Button look="link" onPress={() => go({ at: 'orders' })}>
              {t('gate.order')}
            </Button>
          )}
          {overridableBy.some((ground) => ground !== 'court order to hand over') && !vault.readOnly && (
            <Button look="link" onPress={onExcept}>
              {t('gate.except')}
            </Button>
          )}
        </p>
      </div>
    </li>
  );
}
