import { useTranslation } from 'react-i18next';
import type { ErasureRequest, LedgerLine } from '../../shared/contract.ts';
import type { ErasureTarget } from '../../shared/model/erasure.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Section } from '../kit/page.tsx';
import { useDates } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import styles from './erasure.module.css';
import { DoneLists } from './plan-lists.tsx';

/** What was erased of some kinds of things; nothing where nothing was. What its request was about may have been lost. */
export function ErasedList({ kinds }: { kinds: readonly ErasureTarget['what'][] }) {
  const { t } = useTranslation();
  const requests = useAnswer('erasure.list', {});
  const erased = (requests.data ?? []).filter(
    ({ state, target }) => state === 'done' && (target === null || kinds.includes(target.what)),
  );
  if (erased.length === 0) return null;
  return (
    <Section title={t('erasure.list')}>
      <ul className={styles.erased}>
        {erased.map((request) => (
          <li key={request.id}>
            <Erased request={request} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Erased({ request: { target, requester, ground, erased } }: { request: ErasureRequest }) {
  const { t } = useTranslation();
  if (erased === null) return null;
  return (
    <details>
      <summary>
        <b>{t(`erasure.what.${target?.what ?? 'unknown'}`)}</b>{' '}
        <ErasedBy erased={{ at: erased.at, operator: erased.operator, requester, ground, whole: true }} />
      </summary>
      <DoneLists entries={erased.entries} copies={erased.copies} />
    </details>
  );
}

/** When, by whom and on what ground, in one sentence. */
export function ErasedBy({ erased }: { erased: Omit<NonNullable<LedgerLine['erased']>, 'entry'> }) {
  const { t } = useTranslation();
  const { shortInstant } = useDates();
  const words = useWords();
  return (
    <span>
      {t(erased.whole ? 'erasure.line' : 'erasure.linePart', {
        at: shortInstant(erased.at),
        requester: erased.requester,
        operator: erased.operator,
        ground: words.erasureGround(erased.ground),
      })}
    </span>
  );
}
