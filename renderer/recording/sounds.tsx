import { AudioLines, Paperclip } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SoundRecording, TestimonyDetail } from '../../shared/contract.ts';
import { clock } from '../../shared/report/clock.ts';
import { askAgain, useAnswer, useDeed } from '../bridge/calls.ts';
import { Player } from '../item/player.tsx';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Section } from '../kit/page.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { AttachSound } from './attach-sound.tsx';
import styles from './recording.module.css';
import { SoundRecorder } from './sound-recorder.tsx';
import { useSoundWords } from './sound-words.ts';
import { TranscriptLines } from './transcript-lines.tsx';

/** The sound of a testimony: what was recorded or attached, with what was written of it, and the way to record more. */
export function Sounds(props: {
  readonly testimony: string;
  /** What stands against recording them. */
  readonly bar: TestimonyDetail['recordingBar'];
}) {
  const { testimony, bar } = props;
  const { t } = useTranslation();
  const { go } = usePlaces();
  const { vault } = useVault();
  const found = useAnswer('recording.list', { of: { testimony } });
  const [attaching, setAttaching] = useState(false);
  return (
    <>
      <Section
        title={t('sound.title')}
        deed={
          <Button
            look="link"
            isDisabled={vault.readOnly}
            icon={<Paperclip aria-hidden />}
            onPress={() => setAttaching(true)}
          >
            {t('sound.attach')}
          </Button>
        }
      >
        <div className={styles.sounds}>
          {found.isPending && <Skeleton lines={2} />}
          {found.isError && <Failed error={found.error} again={() => void found.refetch()} />}
          {found.data?.length === 0 && <p className={styles.dim}>{t('sound.none')}</p>}
          {found.data?.map((recording) => (
            <Sound key={recording.id} recording={recording} testimony={testimony} />
          ))}
          {bar === null && !vault.readOnly && <SoundRecorder of={{ testimony }} />}
          {bar !== null && <p className={styles.dim}>{t(`sound.bar.${bar}`)}</p>}
        </div>
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
                kind: 'translation',
                id: null,
                of: { item: null, testimony, transcript: null },
              })
            }
          >
            {t('written.translateAccount')}
          </Button>
        }
      >
        <TranscriptLines of={{ testimony }} ofAccount />
      </Section>
      {attaching && <AttachSound to={{ testimony }} onClose={() => setAttaching(false)} />}
    </>
  );
}

function Sound({ recording, testimony }: { recording: SoundRecording; testimony: string }) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const words = useSoundWords();
  const { vault } = useVault();
  const { item, fields } = recording;
  const [open, setOpen] = useState(false);
  const [detaching, setDetaching] = useState(false);
  const detail = useAnswer('item.get', { seq: item.seq }, { enabled: open });
  const detach = useDeed('recording.detach', () => {
    setDetaching(false);
    askAgain('recording.');
  });
  return (
    <article className={styles.sound}>
      <div className={styles.head}>
        <AudioLines aria-hidden />
        <b>
          <bdi>{clock(item.seconds ?? 0)}</bdi>
        </b>
        <Button look="link" onPress={() => go({ at: 'item', seq: item.seq })} aria-label={t('sound.toItem')}>
          <Foreign text={item.name} />
        </Button>
        <span className={styles.end}>
          <Button onPress={() => setOpen(!open)}>{open ? t('sound.closePlayer') : t('sound.listen')}</Button>
        </span>
      </div>
      <p className={styles.dim}>{words(recording).join(' · ')}</p>
      {open && detail.isPending && <Skeleton lines={4} />}
      {open && detail.isError && <Failed error={detail.error} again={() => void detail.refetch()} />}
      {open && detail.data && (
        <div className={styles.player}>
          <Player item={detail.data} slim />
        </div>
      )}
      <TranscriptLines of={{ item: item.seq }} />
      <div className={styles.deeds}>
        <Button
          isDisabled={vault.readOnly}
          onPress={() =>
            go({
              at: 'transcript form',
              kind: 'transcript',
              id: null,
              of: { item: item.seq, testimony, transcript: null },
            })
          }
        >
          {t('written.transcribe')}
        </Button>
        {fields.origin === 'attached' && (
          <Button look="quiet" isDisabled={vault.readOnly} onPress={() => setDetaching(true)}>
            {t('sound.detach')}
          </Button>
        )}
      </div>
      {detaching && (
        <ReasonDialog
          title={t('sound.detach')}
          text={t('sound.detachText')}
          deed={t('sound.detach')}
          busy={detach.isPending}
          error={detach.error}
          onClose={() => setDetaching(false)}
          onDo={(reason) => detach.mutate({ id: recording.id, reason })}
        />
      )}
    </article>
  );
}
