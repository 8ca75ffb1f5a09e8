import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallInput, FacilityCandidate, Relation } from '../../shared/contract.ts';
import { useAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Section } from '../kit/page.tsx';
import { Failed } from '../kit/states.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { useDistances } from './distances.ts';
import styles from './proposals.module.css';

type Asked = Extract<CallInput<'propose.facilities'>['on'], { item: number } | { incident: string }>;

/** Facilities that were near something when it happened; a person says at which it was. Nothing is shown where nothing can be proposed. */
export function FacilitiesNear({ on }: { on: Asked }) {
  const { t } = useTranslation();
  const { vault } = useVault();
  const { distance } = useDistances();
  const end = 'item' in on ? { item: on.item } : { record: on.incident };
  const found = useAnswer('propose.facilities', { on });
  const relations = useAnswer('record.relations', { of: end });
  const join = useDeed('record.relate');
  if (found.isError) return <Failed error={found.error} again={() => void found.refetch()} />;
  if (found.data === undefined || found.data.candidates.length === 0) return null;
  return (
    <Section title={t('near.title')}>
      <p className={styles.dim}>{t('near.text')}</p>
      <ul className={styles.candidates}>
        {found.data.candidates.map((candidate) => (
          <li key={candidate.site}>
            <Candidate candidate={candidate} />
            {isJoined(relations.data ?? [], candidate) ? (
              <span className={styles.joined}>
                <Check aria-hidden />
                {t('near.joined')}
              </span>
            ) : (
              <Button
                look="link"
                aria-label={`${t('near.join')}: ${plainlyShown(candidate.title)}`}
                isDisabled={vault.readOnly || join.isPending || relations.data === undefined}
                onPress={() =>
                  join.mutate({
                    from: end,
                    to: { record: candidate.site },
                    kind: 'at',
                    reason: t('near.reason', { distance: distance(candidate.metres) }),
                  })
                }
              >
                {t('near.join')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {join.isError && <FaultNotice error={join.error} />}
    </Section>
  );
}

const isJoined = (relations: readonly Relation[], { site, facility }: FacilityCandidate): boolean =>
  relations.some(({ kind, other }) => kind === 'at' && other.what === 'record' && [site, facility].includes(other.id));

function Candidate({ candidate }: { candidate: FacilityCandidate }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { distance, away } = useDistances();
  const { site, title, name, metres, direction, unsure, time } = candidate;
  return (
    <>
      <Button look="link" onPress={() => go({ at: 'record', kind: 'site', id: site })}>
        <Foreign text={[title, name].filter(Boolean).join(' · ')} />
      </Button>
      <span className={styles.dim}>
        {away(metres, direction)}
        {unsure > 0 && ` (${t('near.unsure', { distance: distance(unsure) })})`} · {t(`near.${time}`)}
      </span>
    </>
  );
}
