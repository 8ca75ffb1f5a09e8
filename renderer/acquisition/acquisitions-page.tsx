import { HardDriveDownload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Page } from '../kit/page.tsx';
import { Empty, Failed, Skeleton } from '../kit/states.tsx';
import { useDates } from '../language/dates.ts';
import { usePlaces } from '../shell/places.tsx';
import styles from './acquisition.module.css';

const shown = 500;

/** Everything that was taken in, a line for each source. */
export function AcquisitionsPage() {
  const { t } = useTranslation();
  const { shortInstant } = useDates();
  const { back, go } = usePlaces();
  const list = useAnswer('acquisition.list', { limit: shown });
  return (
    <Page title={t('acquisition.list')} back={back} narrow>
      {list.isPending && <Skeleton cards={3} />}
      {list.isError && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.data?.total === 0 && (
        <Empty icon={<HardDriveDownload />} title={t('acquisition.none')}>
          <p>{t('acquisition.listNote')}</p>
        </Empty>
      )}
      {list.data !== undefined && list.data.total > 0 && (
        <>
          <p className={styles.dim}>{t('acquisition.listNote')}</p>
          <ul className={styles.lines}>
            {list.data.acquisitions.map(
              ({ acquisition, at, kind, source, listed, archived, origin, signedOff, operator }) => (
                <li key={acquisition}>
                  <Button
                    look="link"
                    aria-label={`${t('acquisition.open')}: ${plainlyShown(source)}`}
                    onPress={() => go({ at: 'acquisition', seq: acquisition })}
                  >
                    {source === '' ? t('acquisition.throughBrowser') : <Foreign text={source} />}
                  </Button>
                  <span className={styles.dim}>
                    <bdi>{shortInstant(at)}</bdi> · <bdi>{operator}</bdi> ·{' '}
                    {kind === 'zip' && `${t('acquisition.outOfZip')} · `}
                    {t('acquisition.archivedOf', { archived, listed })}
                    {origin !== null && ` · ${t(`origin.${origin}`)}`}
                    {signedOff === null && ` · ${t('acquisition.unsigned')}`}
                  </span>
                </li>
              ),
            )}
          </ul>
        </>
      )}
    </Page>
  );
}
