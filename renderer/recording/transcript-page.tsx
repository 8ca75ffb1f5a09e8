import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Transcript } from '../../shared/contract.ts';
import { mediaKind } from '../../shared/model/media-kinds.ts';
import type { TranscriptKind } from '../../shared/model/transcript.ts';
import { clock } from '../../shared/report/clock.ts';
import { useAnswer } from '../bridge/calls.ts';
import { ClosedHere } from '../gate/closed.tsx';
import { Player, type PlayerHands } from '../item/player.tsx';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { History } from '../kit/history.tsx';
import { Notice } from '../kit/notice.tsx';
import { Page, Section } from '../kit/page.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useWords } from '../language/words.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './recording.module.css';
import type { WrittenOf } from './transcript-draft.ts';
import { TranscriptLines } from './transcript-lines.tsx';

const sourceOf = ({ fields, id, kind }: Transcript): WrittenOf => ({
  item: fields.item,
  testimony: fields.testimony,
  transcript: kind === 'transcript' ? id : 'transcript' in fields ? fields.transcript : null,
});

/** A transcript or a translation beside the recording: each paragraph leads to its place in it. */
export function TranscriptPage({ kind, id }: { kind: TranscriptKind; id: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const { go, back } = usePlaces();
  const { vault } = useVault();
  const found = useAnswer('transcript.get', { kind, id });
  const data = found.isError ? undefined : found.data;
  const hands = useRef<PlayerHands>(null);
  return (
    <Page
      title={t(`written.${kind}`)}
      sub={data && <Languages of={data} />}
      back={back}
      deeds={
        data && (
          <>
            <Button
              isDisabled={vault.readOnly}
              onPress={() => go({ at: 'transcript form', kind, id, of: { ...sourceOf(data), transcript: null } })}
            >
              {t('written.correct')}
            </Button>
            {kind === 'transcript' && (
              <Button
                isDisabled={vault.readOnly}
                onPress={() => go({ at: 'transcript form', kind: 'translation', id: null, of: sourceOf(data) })}
              >
                {t('written.translate')}
              </Button>
            )}
          </>
        )
      }
      inspector={data ? <Beside of={data} /> : found.isPending ? 'coming' : undefined}
    >
      {found.isPending && <Skeleton lines={8} />}
      {found.isError && <Failed error={found.error} again={() => void found.refetch()} />}
      {data && (
        <div className={styles.beside}>
          {data.recording !== null && isPlayed(data.recording.type) && (
            <Recording item={data.recording.seq} hands={hands} />
          )}
          {data.fields.machine !== null && data.fields.checked === '' && (
            <Notice kind="warn" title={t('written.uncheckedText')} />
          )}
          <ol className={styles.paragraphs}>
            {[...data.fields.paragraphs.entries()].map(([place, { text, from, speaker }]) => (
              <li key={place} className={styles.paragraph}>
                <span>
                  {from !== null && (
                    <Button
                      look="link"
                      aria-label={t('written.jump', { at: clock(from / 1_000) })}
                      onPress={() => hands.current?.playFrom(from / 1_000)}
                    >
                      <bdi>{clock(from / 1_000)}</bdi>
                    </Button>
                  )}
                </span>
                <div>
                  {speaker !== '' && (
                    <span className={styles.speaker}>
                      <Foreign text={speaker} />
                    </span>
                  )}
                  <p className={styles.words} dir="auto" lang={data.fields.language}>
                    {plainlyShown(text)}
                  </p>
                </div>
              </li>
            ))}
          </ol>
          <p className={styles.dim}>{t('written.notAccount')}</p>
        </div>
      )}
    </Page>
  );

  function Languages({ of }: { of: Transcript }) {
    return 'original' in of.fields
      ? t('written.fromTo', {
          original: words.language(of.fields.original),
          language: words.language(of.fields.language),
        })
      : t('written.inLanguage', { language: words.language(of.fields.language) });
  }
}

const isPlayed = (type: string): boolean => {
  const kind = mediaKind(type);
  return kind === 'video' || kind === 'sound';
};

function Recording({ item, hands }: { item: number; hands: React.Ref<PlayerHands> }) {
  const found = useAnswer('item.get', { seq: item });
  return (
    <div className={styles.player}>
      {found.isPending && <Skeleton lines={4} />}
      {found.isError && <ClosedHere on={{ what: 'item', seq: item }} error={found.error} />}
      {found.data && <Player item={found.data} hands={hands} slim />}
    </div>
  );
}

/** Who made it of what, and what happened to it. */
function Beside({ of }: { of: Transcript }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { fields, recording, witness, history, id } = of;
  const { testimony, machine } = fields;
  return (
    <>
      <Section title={t('written.source')}>
        <ul>
          {recording !== null && (
            <li>
              <Button look="link" onPress={() => go({ at: 'item', seq: recording.seq })}>
                <Foreign text={recording.name} />
              </Button>
            </li>
          )}
          {testimony !== null && witness !== null && (
            <li>
              <Button look="link" onPress={() => go({ at: 'testimony', id: testimony })}>
                {t('written.witness', { witness })}
              </Button>
            </li>
          )}
          {'transcript' in fields && fields.transcript !== null && (
            <li>
              <Button
                look="link"
                onPress={() => go({ at: 'transcript', kind: 'transcript', id: String(fields.transcript) })}
              >
                {t('written.transcript')}
              </Button>
            </li>
          )}
        </ul>
        <p className={styles.dim}>
          {fields.by === '' ? t('written.byNobody') : t('written.by', { who: fields.by })}
          <br />
          {machine !== null && (
            <>
              {t('written.machine', { program: `${machine.program} ${machine.version}`.trim() })}
              <br />
            </>
          )}
          {fields.checked === '' ? t('written.unchecked') : t('written.checked', { who: fields.checked })}
        </p>
        {fields.note !== '' && (
          <p>
            <Foreign text={fields.note} />
          </p>
        )}
      </Section>
      {(fields.item !== null || testimony !== null) && (
        <Section title={t('written.title')}>
          <TranscriptLines
            of={fields.item !== null ? { item: fields.item } : { testimony: testimony ?? '' }}
            without={id}
          />
        </Section>
      )}
      <Section title={t('written.history')}>
        <History lines={history} />
      </Section>
    </>
  );
}
