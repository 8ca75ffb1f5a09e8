import { useTranslation } from 'react-i18next';
import type { ItemAsCompanion } from '../../shared/contract/companion.ts';
import {
  type ChatRead,
  type CompanionCounts,
  type CompanionForm,
  mayLackEarlier,
  tellingCounts,
} from '../../shared/model/companions.ts';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Section } from '../kit/page.tsx';
import { usePlaces } from '../shell/places.tsx';
import styles from './beside.module.css';
import { useStatedTime } from './stated-time.ts';

/** What this file says of others: how many it names, what became of them, and which are not here. */
export function OfOthers({ companion }: { companion: ItemAsCompanion | null }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  if (companion === null) return null;
  const { form, counts, chat, cut, files, absent } = companion;
  return (
    <Section title={t('companion.own')}>
      <p>{t('companion.ownForm', { form: t(`companion.form.${form}`) })}</p>
      {chat !== null && <Chat form={form} chat={chat} counts={counts} />}
      <ul className={styles.dim}>
        {tellingCounts(counts).map((name) => (
          <li key={name}>{t(`companion.counts.${name}`, { count: counts[name] })}</li>
        ))}
        {cut && <li>{t('companion.cut')}</li>}
      </ul>
      {files.length > 0 && <p className={styles.label}>{t('companion.filesTitle')}</p>}
      {files.length > 0 && (
        <ul className={styles.compact}>
          {files.map(({ item, name, answer }) => (
            <li key={item}>
              <span>
                <Button
                  look="link"
                  aria-label={t('companion.open', { name: plainlyShown(name) })}
                  onPress={() => go({ at: 'item', seq: item })}
                >
                  <Foreign text={name} />
                </Button>
                {(answer === 'differs' || answer === 'not listed') && (
                  <span className={styles.differs}> · {t(`companion.short.${answer}`)}</span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {absent.length > 0 && (
        <>
          <p className={styles.label}>{t('companion.absentTitle')}</p>
          <ul className={styles.compact}>
            {absent.map((name) => (
              <li key={name}>
                <Foreign text={name} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Chat(props: { readonly form: CompanionForm; readonly chat: ChatRead; readonly counts: CompanionCounts }) {
  const { messages, first, last, dates, leftOut } = props.chat;
  const { t } = useTranslation();
  const statedTime = useStatedTime();
  return (
    <ul className={styles.dim}>
      <li>{t('companion.messages', { count: messages })}</li>
      {first !== null && last !== null && (
        <li>{t('companion.between', { first: statedTime(first), last: statedTime(last) })}</li>
      )}
      <li>{t(`companion.dates.${dates}`)}</li>
      {leftOut > 0 && <li>{t('companion.leftOut', { count: leftOut })}</li>}
      {mayLackEarlier(props.form, props.chat, props.counts) && (
        <li className={styles.differs}>{t('companion.mayLackEarlier')}</li>
      )}
    </ul>
  );
}
