import { Circle, Pause } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { clock } from '../../shared/report/clock.ts';
import { useBegun } from '../bridge/drafts.ts';
import { interviewKeeping } from '../interview/draft-keeping.ts';
import { classes } from '../kit/classes.ts';
import { usePlaces } from '../shell/places.tsx';
import styles from '../shell/shell.module.css';
import { useCapture } from './capture.ts';
import own from './recording.module.css';

/** While somebody is recorded, that is said on every screen, with the way back to where it is stopped. */
export function RecordingNow() {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const state = useCapture();
  const interviews = useBegun(interviewKeeping);
  if (state.phase !== 'recording' && state.phase !== 'paused') return null;
  const { of, seconds, phase } = state;
  return (
    <Button
      className={classes(styles.statusButton, own.now)}
      onPress={() =>
        go(
          'testimony' in of
            ? { at: 'testimony', id: of.testimony }
            : {
                at: 'interview',
                incident: interviews.find(({ value }) => value.witness === of.witness)?.subject || null,
              },
        )
      }
    >
      {phase === 'recording' ? <Circle aria-hidden /> : <Pause aria-hidden />}
      {phase === 'recording' ? t('sound.status', { time: clock(seconds) }) : t('sound.statusPaused')}
    </Button>
  );
}
