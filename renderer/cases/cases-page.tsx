import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncidentSummary } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { useAnswer } from '../bridge/calls.ts';
import { usePages } from '../bridge/pages.ts';
import { ErasedList } from '../erasure/erased-list.tsx';
import { TestimonyLine } from '../interview/testimony-line.tsx';
import { Button } from '../kit/button.tsx';
import { Endless } from '../kit/endless.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Page, Section } from '../kit/page.tsx';
import { Empty, Failed, Skeleton } from '../kit/states.tsx';
import { Tag } from '../kit/tag.tsx';
import { useWords } from '../language/words.ts';
import { QuestionsDialog } from '../prepared-questions/questions-dialog.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './cases-page.module.css';
import { useWhenInWords } from './when-in-words.ts';

/** The newest is what people look for. */
const newestFirst = { backwards: true } as const;
const cardWidth = 360;
const cardHeight = 240;

export function CasesPage() {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { vault } = useVault();
  const [preparing, setPreparing] = useState(false);
  const { query: cases, pages, total, more } = usePages('incident.list', newestFirst);
  const incidents = pages.flatMap((page) => page.incidents);
  const testimonies = useAnswer('testimony.list', {});
  const apart = testimonies.data?.filter(({ incident }) => incident === null) ?? [];
  const toForm = () => go({ at: 'case form', id: null, items: [] });
  return (
    <Page
      title={t('cases.title')}
      deeds={
        <>
          <Button look="quiet" onPress={() => setPreparing(true)}>
            {t('preparedQuestions.title')}
          </Button>
          <Button isDisabled={vault.readOnly} onPress={() => go({ at: 'case list' })}>
            {t('caseList.open')}
          </Button>
          <Button isDisabled={vault.readOnly} onPress={() => go({ at: 'interview', incident: null })}>
            {t('cases.account')}
          </Button>
          <Button look="primary" isDisabled={vault.readOnly} onPress={toForm}>
            {t('cases.new')}
          </Button>
        </>
      }
    >
      {preparing && <QuestionsDialog onClose={() => setPreparing(false)} />}
      {cases.isPending && <Skeleton cards={3} />}
      {cases.isError && <Failed error={cases.error} again={() => void cases.refetch()} />}
      {cases.data && total === 0 && (
        <Empty icon={<FileText />} title={t('cases.none.title')}>
          <p>{t('cases.none.text')}</p>
          <Button look="primary" isDisabled={vault.readOnly} onPress={toForm}>
            {t('caseForm.newTitle')}
          </Button>
        </Empty>
      )}
      {incidents.length > 0 && (
        <Endless
          label={t('cases.list')}
          things={incidents}
          total={total}
          keyOf={({ id }) => id}
          onMore={more}
          column={cardWidth}
          rowHeight={cardHeight}
        >
          {(incident) => <Card incident={incident} />}
        </Endless>
      )}
      {apart.length > 0 && (
        <Section title={t('cases.testimonies')}>
          <ul className={styles.lines}>
            {apart.map((testimony) => (
              <li key={testimony.id}>
                <TestimonyLine testimony={testimony} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <ErasedList kinds={['testimony', 'identity']} />
    </Page>
  );
}

function Card({ incident }: { incident: IncidentSummary }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const words = useWords();
  const inWords = useWhenInWords();
  return (
    <article className={styles.card}>
      {incident.cover.length > 0 && (
        <div className={styles.cover} aria-hidden>
          {incident.cover.slice(0, 3).map((seq) => (
            <img key={seq} src={bridge.resource(`thumb/${seq}`)} alt="" loading="lazy" />
          ))}
        </div>
      )}
      <div className={styles.text}>
        <h2>
          <Button look="link" onPress={() => go({ at: 'case', id: incident.id })}>
            <Foreign text={incident.title} />
          </Button>
        </h2>
        <p>
          <bdi>{incident.when === '' ? t('cases.whenUnknown') : inWords(incident.when)}</bdi>
          {' · '}
          {incident.place === '' ? t('cases.whereUnknown') : <Foreign text={incident.place} />}
        </p>
        {incident.facility !== '' && (
          <p className={styles.dim}>
            <Foreign text={incident.facility} />
          </p>
        )}
        <p className={styles.tags}>
          {incident.attackTypes.map((type) => (
            <Tag key={type}>{words.attackType(type)}</Tag>
          ))}
        </p>
        <p className={styles.dim}>
          {t('cases.photographs', { count: incident.items })} ·{' '}
          {t('cases.testimonyCount', { count: incident.testimonies })}
        </p>
      </div>
    </article>
  );
}
