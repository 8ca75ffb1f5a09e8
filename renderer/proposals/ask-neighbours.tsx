import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput, NeighbouringCase } from '../../shared/contract.ts';
import type { IncidentFields } from '../../shared/model/incident.ts';
import { isSaid } from '../../shared/model/incident-context.ts';
import { bridge } from '../bridge/bridge.ts';
import { useAnswer } from '../bridge/calls.ts';
import { useWhenInWords } from '../cases/when-in-words.ts';
import { Button } from '../kit/button.tsx';
import { RadioCards } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useNumbers } from '../language/dates.ts';
import { useDistances } from './distances.ts';
import styles from './proposals.module.css';

export type HeldAgainst = NonNullable<CallInput<'incident.create'>['beside']>[number];

const longestHit = 2_000;

/** What was being entered, as impacts of another case: its own, or one made of what it says as a whole. */
export function impactsOf({ impacts, when, place, title, account }: IncidentFields): IncidentFields['impacts'] {
  if (impacts.length > 0) return impacts;
  const hit = (account.trim() || title.trim()).slice(0, longestHit);
  const unsaid = { facility: null, site: null, weapons: [], weapon: '', secondstrike: 'unknown', source: '' } as const;
  return [{ ...unsaid, weapons: [], when, place: isSaid(place) ? place : null, hit }];
}

type Answer = 'further' | 'same' | 'other';

/** Holds what is being entered against each case near it, one after another, and asks what they are to each other. */
export function AskNeighbours(props: {
  readonly fields: IncidentFields;
  readonly neighbours: readonly NeighbouringCase[];
  readonly isCorrection: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onFurther: (to: NeighbouringCase, reason: string) => void;
  readonly onAnswered: (beside: readonly HeldAgainst[]) => void;
}) {
  const { t } = useTranslation();
  const [answered, setAnswered] = useState<readonly HeldAgainst[]>([]);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const { neighbours } = props;
  const neighbour = neighbours[Math.min(answered.length, neighbours.length - 1)];
  if (neighbour === undefined) return null;
  const isLast = answered.length >= neighbours.length - 1;
  const short = reason.trim().length < shortestReason;
  const go = () => {
    setTried(true);
    if (answer === null || short) return;
    const why = reason.trim();
    if (answer === 'further') {
      props.onFurther(neighbour, why);
      return;
    }
    const said = answer === 'same' ? ('same event' as const) : ('not the same event' as const);
    const all = [
      ...answered.filter(({ incident }) => incident !== neighbour.id),
      { incident: neighbour.id, answer: said, reason: why },
    ];
    if (isLast) {
      props.onAnswered(all);
      return;
    }
    setAnswered(all);
    setAnswer(null);
    setReason('');
    setTried(false);
  };
  return (
    <Dialog title={t('beside.title')} onClose={props.onClose} wide>
      <p>{t('beside.text')}</p>
      {neighbours.length > 1 && (
        <p className={styles.dim}>
          {t('beside.ofMany', { number: Math.min(answered.length + 1, neighbours.length), total: neighbours.length })}
        </p>
      )}
      <div className={styles.beside}>
        <section>
          <h3>{t('beside.here')}</h3>
          <Told fields={props.fields} />
        </section>
        <section>
          <h3>{t('beside.there')}</h3>
          <There neighbour={neighbour} />
        </section>
      </div>
      <RadioCards<Answer>
        label={t('beside.question')}
        value={answer}
        onChange={setAnswer}
        options={[
          {
            key: 'further',
            label: t('beside.further'),
            note: props.isCorrection ? t('beside.furtherNoteAmended') : t('beside.furtherNote'),
          },
          { key: 'same', label: t('beside.same'), note: t('beside.sameNote') },
          { key: 'other', label: t('beside.other'), note: t('beside.otherNote') },
        ]}
      />
      <TextField
        label={t('beside.why')}
        value={reason}
        onChange={setReason}
        error={tried && short ? t('kit.reasonNeeded') : undefined}
        lines={2}
        required
        prose
      />
      {props.error !== null && <FaultNotice error={props.error} />}
      <Deeds>
        <Button look="primary" busy={props.busy} isDisabled={answer === null} onPress={go}>
          {isLast || answer === 'further' ? t('beside.deed') : t('beside.next')}
        </Button>
        <Button onPress={props.onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}

/** How much of an account is read here. */
const beginning = 400;

function Told({ fields }: { fields: Pick<IncidentFields, 'title' | 'when' | 'place' | 'facility' | 'account'> }) {
  const { t } = useTranslation();
  const whenInWords = useWhenInWords();
  const { title, when, place, facility, account } = fields;
  return (
    <>
      <p className={styles.strong}>
        <Foreign text={title} />
      </p>
      <p>
        <bdi>{when.edtf === '' ? t('cases.whenUnknown') : whenInWords(when.edtf)}</bdi>
      </p>
      <p>{place.name === '' ? t('cases.whereUnknown') : <Foreign text={place.name} />}</p>
      {facility !== '' && (
        <p>
          <Foreign text={facility} />
        </p>
      )}
      <p className={styles.dim} dir="auto">
        {account === '' ? t('beside.noAccount') : plainlyShown(account.slice(0, beginning))}
        {account.length > beginning && '…'}
      </p>
    </>
  );
}

const picturesShown = 4;

function There({ neighbour }: { neighbour: NeighbouringCase }) {
  const { t } = useTranslation();
  const { duration } = useNumbers();
  const { distance } = useDistances();
  const incident = useAnswer('incident.get', { id: neighbour.id });
  const { hours, because, metres } = neighbour;
  const inTime =
    hours === null
      ? t('beside.sameDays')
      : hours === 0
        ? t('beside.overlapping')
        : t('beside.hours', { duration: duration(hours * 3_600) });
  return (
    <>
      {incident.isPending && <Skeleton lines={4} />}
      {incident.isError && <Failed error={incident.error} />}
      {incident.data && <Told fields={incident.data.fields} />}
      <p className={styles.dim}>
        {inTime} · {t(`beside.because.${because}`, { distance: distance(metres ?? 0) })}
      </p>
      <div className={styles.cover} aria-hidden>
        {incident.data?.items
          .filter(({ item }) => item.preview)
          .slice(0, picturesShown)
          .map(({ item }) => (
            <img key={item.seq} src={bridge.resource(`thumb/${item.seq}`)} alt="" />
          ))}
      </div>
    </>
  );
}
