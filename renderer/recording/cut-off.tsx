import { AudioLines } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnfinishedRecording } from '../../shared/contract.ts';
import { askAgain, useAnswer, useDeed } from '../bridge/calls.ts';
import { Need } from '../home/needs.tsx';
import { Button } from '../kit/button.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { ReasonDialog } from '../kit/reason-dialog.tsx';
import { useDates, useNumbers } from '../language/dates.ts';
import { useVault } from '../shell/vault.tsx';
import { useCapture } from './capture.ts';

/** Recordings that were cut off: kept or thrown away by a person, never by themselves. */
export function useCutOff(): ReactNode[] {
  const found = useAnswer('recording.unfinished', {});
  const now = useCapture();
  const mine = 'recording' in now ? now.recording : null;
  return (found.data ?? [])
    .filter(({ id }) => id !== mine)
    .map((recording) => <CutOff key={recording.id} recording={recording} />);
}

function CutOff({ recording }: { recording: UnfinishedRecording }) {
  const { t } = useTranslation();
  const { exactInstant } = useDates();
  const { bytes } = useNumbers();
  const { vault } = useVault();
  const [asking, setAsking] = useState(false);
  const over = () => {
    setAsking(false);
    askAgain('recording.');
  };
  const keep = useDeed('recording.keep', over);
  const throwAway = useDeed('recording.throwAway', over);
  const { id, witness, began, last, ending } = recording;
  return (
    <Need
      icon={<AudioLines />}
      flag
      title={t(ending === null ? 'sound.cutOff.title' : 'sound.cutOff.titleLocked', { witness })}
      deed={
        <>
          <Button
            look="primary"
            busy={keep.isPending}
            isDisabled={vault.readOnly}
            onPress={() => keep.mutate({ recording: id })}
          >
            {t('sound.cutOff.keep')}
          </Button>
          <Button isDisabled={vault.readOnly} onPress={() => setAsking(true)}>
            {t('sound.cutOff.throwAway')}
          </Button>
        </>
      }
    >
      {t('sound.cutOff.text', { from: exactInstant(began), to: exactInstant(last), size: bytes(recording.bytes) })}
      {keep.error !== null && <FaultNotice error={keep.error} />}
      {asking && (
        <ReasonDialog
          title={t('sound.cutOff.throwAway')}
          text={t('sound.cutOff.throwAwayText')}
          deed={t('sound.cutOff.throwAway')}
          busy={throwAway.isPending}
          error={throwAway.error}
          onClose={() => setAsking(false)}
          onDo={(reason) => throwAway.mutate({ recording: id, reason })}
        />
      )}
    </Need>
  );
}
