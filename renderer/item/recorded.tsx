import { useTranslation } from 'react-i18next';
import type { Recording } from '../../shared/model/recording.ts';
import { clock } from '../../shared/report/clock.ts';
import { plainlyShown } from '../kit/foreign.tsx';

/** The tracks of a recording, one a line. */
export function Tracks({ recording }: { recording: Recording }) {
  const { t } = useTranslation();
  return (
    <>
      {recording.tracks.map((track, place) => {
        const codec = track.codec === null ? t('play.codecUnknown') : plainlyShown(track.codec);
        // Tracks have no name of their own, and never change places.
        const key = `${place} ${codec}`;
        if (track.kind === 'other') return <div key={key}>{t('recording.other', { codec })}</div>;
        if (track.kind === 'sound')
          return (
            <div key={key}>
              {t('recording.sound', { codec, rate: track.rate ?? '?' })}
              {track.channels !== null && <i>{t('recording.channels', { count: track.channels })}</i>}
            </div>
          );
        return (
          <div key={key}>
            {t('recording.picture', { codec, width: track.width ?? '?', height: track.height ?? '?' })}
            {track.turned !== 0 && <i>{t('recording.turned', { degrees: track.turned })}</i>}
          </div>
        );
      })}
    </>
  );
}

export function Length({ recording }: { recording: Recording }) {
  return recording.seconds === null ? null : <bdi>{clock(Number(recording.seconds))}</bdi>;
}
