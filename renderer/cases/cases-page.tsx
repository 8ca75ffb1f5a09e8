import { FileText } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bridge } from '../bridge/bridge.ts';
import { useAnswer } from '../bridge/calls.ts';
import { usePages } from '../bridge/pages.ts';
import { ErasedList } from '../erasure/erased-list.tsx';
import { TestimonyLine } from '../interview/testimony-line.tsx';
import { Button } from '../kit/button.tsx';
import { useChoosing } from '../kit/choosing.ts';
import { useChoosingKeys } from '../kit/choosing-keys.ts';
import { Endless } from '../kit/endless.tsx';
import { Page, Section } from '../kit/page.tsx';
import { Empty, Failed, Skeleton } from '../kit/states.tsx';
import { useNumbers } from '../language/dates.ts';
import { QuestionsDialog } from '../prepared-questions/questions-dialog.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { CaseCard } from './case-card.tsx';
import styles from './cases-page.module.css';
import { useChoosingCards } from './choosing-cards.ts';
import { ManyCases } from './many-cases.tsx';

/** The newest is what people look for. */
const newestFirst = { backwards: true } as const;
const cardWidth = 360;
const cardHeight = 240;

export function CasesPage() {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { vault } = useVault();
  const { number } = useNumbers();
  const [preparing, setPreparing] = useState(false);
  const { query: cases, pages, total, more } = usePages('incident.list', newestFirst);
  const incidents = useMemo(() => pages.flatMap((page) => page.incidents), [pages]);
  const order = useMemo(() => incidents.map(({ id }) => id), [incidents]);
  const { chosen, choose, chooseAll, clear } = useChoosing(order);
  // As they stand in the list; what is chosen beyond what was read of it comes after.
  const inOrder = useMemo(() => {
    const read = order.filter((id) => chosen.has(id));
    return [...new Set([...read, ...chosen])];
  }, [order, chosen]);
  const list = useRef<HTMLDivElement>(null);
  const all = () => void bridge.call('incident.ids', {}).then(({ ids }) => chooseAll(ids));
  useChoosingCards(list, { chosen, onChoose: choose, onOpen: (id) => go({ at: 'case', id }) });
  useChoosingKeys({ isAny: chosen.size > 0, all, clear });
  const testimonies = useAnswer('testimony.list', {});
  const apart = testimonies.data?.filter(({ incident }) => incident === null) ?? [];
  const toForm = () => go({ at: 'case form', id: null, items: [] });
  return (
    <Page
      title={t('cases.title')}
      sub={total > 0 && number(total)}
      deeds={
        <>
          <Button look="quiet" onPress={() => setPreparing(true)}>
            {t('preparedQuestions.title')}
          </Button>
          <Button isDisabled={vault.readOnly} onPress={() => go({ at: 'case list' })}>
            {t('caseList.open')}
          </Button>
          {total > 0 && (
            <Button isDisabled={vault.readOnly} onPress={() => go({ at: 'case table', of: 'all' })}>
              {t('caseTable.open')}
            </Button>
          )}
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
      <div ref={list}>
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
            {(incident) => <CaseCard incident={incident} chosen={chosen.has(incident.id)} onChoose={choose} />}
          </Endless>
        )}
      </div>
      {chosen.size > 0 && (
        <ManyCases
          ids={inOrder}
          total={total}
          shown={incidents.filter(({ id }) => chosen.has(id))}
          onAll={all}
          onClear={clear}
        />
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
