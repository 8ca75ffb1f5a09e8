import { CircleAlert, Equal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BesideItem } from '../../shared/contract/companion.ts';
import { algorithmsShown, isWeaklyCompared, type SaidOfFile, tellingTags } from '../../shared/model/companions.ts';
import type { DateInName } from '../../shared/model/messengers.ts';
import { Button } from '../kit/button.tsx';
import { classes } from '../kit/classes.ts';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Section } from '../kit/page.tsx';
import { useDates } from '../language/dates.ts';
import { usePlaces } from '../shell/places.tsx';
import styles from './beside.module.css';
import { useStatedTime } from './stated-time.ts';

/** What files of the same source say of this one: their word, each with the rule by which it was found to be meant. */
export interface BesideProps {
  readonly items: readonly BesideItem[];
  readonly named: DateInName | null;
  /** The item's own name. */
  readonly own: string;
}

export function Beside({ items, named, own }: BesideProps) {
  const { t } = useTranslation();
  if (items.length === 0) return <NamedFor named={named} />;
  return (
    <Section title={t('companion.title')}>
      <p className={styles.dim}>{t('companion.text')}</p>
      <NamedFor named={named} />
      <ul className={styles.list}>
        {items.map((each) => (
          <Statement key={`${each.companion.item} ${each.number}`} own={own} {...each} />
        ))}
      </ul>
    </Section>
  );
}

/** A date in a name is shown with what it is of, so that nobody takes it for the day of capture. */
function NamedFor({ named }: { named: DateInName | null }) {
  const { t } = useTranslation();
  const statedTime = useStatedTime();
  const { dayWithoutWeekday } = useDates();
  if (named === null) return null;
  const { messenger, day, time } = named;
  const when = time === null ? dayWithoutWeekday(day) : statedTime({ text: day, wall: `${day}T${time}`, offset: null });
  return <p className={styles.dim}>{t('companion.namedFor', { messenger, when })}</p>;
}

function Statement({ companion, about, says, own }: BesideItem & { own: string }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const statedTime = useStatedTime();
  const algorithms = algorithmsShown(about.algorithms);
  return (
    <li>
      <span className={styles.kind}>
        {t(`companion.form.${companion.form}`)}:{' '}
        <Button
          look="link"
          aria-label={t('companion.open', { name: plainlyShown(companion.name) })}
          onPress={() => go({ at: 'item', seq: companion.item })}
        >
          <Foreign text={companion.name} />
        </Button>
      </span>
      {about.answer !== null && (
        <span className={classes(styles.answer, about.answer === 'differs' && styles.differs)}>
          {about.answer === 'same' ? <Equal aria-hidden /> : <CircleAlert aria-hidden />}
          {t(`companion.answer.${about.answer}`, { algorithms })}
        </span>
      )}
      {isWeaklyCompared(about.algorithms) && <span className={styles.dim}>{t('companion.weak', { algorithms })}</span>}
      {companion.form === 'signature' && <span>{t('companion.signatureKept')}</span>}
      {says !== null && (
        <>
          {says.sent !== null && <span>{t('companion.sent', { time: statedTime(says.sent) })}</span>}
          {says.sender !== null && <span>{t('companion.sender', { name: plainlyShown(says.sender) })}</span>}
          {says.named !== null && says.named !== own && (
            <span className={styles.dim}>{t('companion.named', { name: plainlyShown(says.named) })}</span>
          )}
          {says.hashes.map(({ algorithm, value }) => (
            <span key={algorithm}>
              {t('companion.stated')}{' '}
              <bdi className={styles.hash} dir="ltr">
                {value}
              </bdi>
            </span>
          ))}
        </>
      )}
      <span className={styles.dim}>{t('companion.found', { rule: t(`companion.rule.${about.rule}`) })}</span>
      {says !== null && <Tags tags={says.tags} />}
    </li>
  );
}

/** When, where and with what at once, the rest on asking. */
function Tags({ tags }: Pick<SaidOfFile, 'tags'>) {
  const { t } = useTranslation();
  const first = tellingTags(tags);
  const rows = (list: SaidOfFile['tags']) => (
    <dl className={styles.tags}>
      {list.map(({ name, value }) => (
        <div key={`${name} ${value}`}>
          <dt>
            <Foreign text={name} />
          </dt>
          <dd>
            <Foreign text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
  return (
    <>
      {first.length > 0 && rows(first)}
      {tags.length > first.length && (
        <details>
          <summary>{t('companion.more', { count: tags.length })}</summary>
          {rows(tags)}
        </details>
      )}
    </>
  );
}
