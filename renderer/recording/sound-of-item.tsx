import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemDetail } from '../../shared/contract.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Section } from '../kit/page.tsx';
import { Failed } from '../kit/states.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { AttachSound, isRecording } from './attach-sound.tsx';
import styles from './recording.module.css';
import { useSoundWords } from './sound-words.ts';
import { TranscriptLines } from './transcript-lines.tsx';

/** Of a recording: whose voice it is, how it came about, and what is written of it. */
export function SoundOfItem({ item }: { item: ItemDetail }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const words = useSoundWords();
  const { vault } = useVault();
  const { seq, type } = item.summary;
  const played = isRecording(type);
  const ties = useAnswer('recording.list', { of: { item: seq } }, { enabled: played });
  const [attaching, setAttaching] = useState(false);
  if (!played) return null;
  const tie = ties.data?.[0];
  const testimony = tie?.fields.testimony ?? null;
  return (
    <>
      <Section
        title={t('sound.ofTestimony')}
        deed={
          ties.data?.length === 0 && (
            <Button look="link" isDisabled={vault.readOnly} onPress={() => setAttaching(true)}>
              {t('sound.attachTo')}
            </Button>
          )
        }
      >
        {tie && (
          <>
            {testimony === null ? (
              <p>{t('sound.ofWitness', { witness: tie.fields.witness ?? '' })}</p>
            ) : (
              <Button look="link" onPress={() => go({ at: 'testimony', id: testimony })}>
                {t('sound.ofWitness', { witness: tie.fields.witness ?? '' })}
              </Button>
            )}
            <p className={styles.dim}>
              {words(tie).map((line) => (
                <span key={line}>
                  {line}
                  <br />
                </span>
              ))}
            </p>
          </>
        )}
        {ties.isError && <Failed error={ties.error} again={() => void ties.refetch()} />}
        {ties.data?.length === 0 && <p className={styles.dim}>–</p>}
      </Section>
      <Section
        title={t('written.title')}
        deed={
          <Button
            look="link"
            isDisabled={vault.readOnly}
            onPress={() =>
              go({
                at: 'transcript form',
                kind: 'transcript',
                id: null,
                of: { item: seq, testimony, transcript: null },
              })
            }
          >
            {t('written.transcribe')}
          </Button>
        }
      >
        <TranscriptLines of={{ item: seq }} />
      </Section>
      {attaching && <AttachSound to={{ item: seq }} onClose={() => setAttaching(false)} />}
    </>
  );
}
