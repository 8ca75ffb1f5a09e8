import { Download } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput, CoreEvent, ExportResult } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { useCoreEvents } from '../bridge/events.ts';
import { Button } from '../kit/button.tsx';
import { Deeds } from '../kit/dialog.tsx';
import { Hash } from '../kit/hash.tsx';
import { Notice } from '../kit/notice.tsx';
import { Page } from '../kit/page.tsx';
import { Finished } from '../kit/steps.tsx';
import { useNumbers } from '../language/dates.ts';
import { usePlaces } from '../shell/places.tsx';
import styles from './send.module.css';

export type HandedOver = ExportResult | CallOutput<'caseTable.export'>;

/** The bundle, or the table, is written: where it is, and the digest to read out. */
export function Handed(props: {
  readonly result: HandedOver;
  readonly plain: boolean;
  readonly onAnother: () => void;
}) {
  const { t } = useTranslation();
  const { bytes, number } = useNumbers();
  const { go } = usePlaces();
  const { result } = props;
  const [sha256, setSha256] = useState(result.sha256);
  const { resource } = result;
  const written = { bytes: bytes(result.bytes), entry: number(result.entry) };
  const onEvent = useCallback(
    (event: CoreEvent) => {
      if (event.event === 'taken' && event.resource === resource) setSha256(event.sha256);
    },
    [resource],
  );
  useCoreEvents(onEvent);
  return (
    <Page title={t('items' in result ? 'send.title' : 'caseTable.title')} narrow>
      <div className={styles.step}>
        <Finished title={t('items' in result ? 'send.done.title' : 'caseTable.done')}>
          <p>
            {'items' in result
              ? t('send.done.text', { count: result.items, ...written })
              : t('caseTable.doneText', { count: result.cases, ...written })}
          </p>
        </Finished>
        {resource !== null && sha256 === null && (
          <a className={styles.download} href={bridge.resource(resource)} download={result.name}>
            <Download aria-hidden />
            {t('send.done.save')}
          </a>
        )}
        {result.path !== null && (
          <section>
            <h3>{t('send.done.where')}</h3>
            <code className={styles.path} dir="ltr">
              {result.path}
            </code>
          </section>
        )}
        <section>
          <h3>{t('send.done.digest')}</h3>
          {sha256 === null ? (
            <p className={styles.dim}>{t('send.done.digestLater')}</p>
          ) : (
            <>
              <Hash value={sha256} label={t('send.done.digest')} large />
              <p className={styles.dim}>{t('send.done.digestText')}</p>
            </>
          )}
        </section>
        {props.plain && <Notice kind="warn" title={t('send.done.plain')} />}
        <Deeds>
          {result.path !== null && 'items' in result && (
            <Button onPress={() => go({ at: 'verify', what: 'bundle', path: result.path ?? '' })}>
              {t('send.done.check')}
            </Button>
          )}
          <Button onPress={props.onAnother}>{t('send.done.another')}</Button>
        </Deeds>
      </div>
    </Page>
  );
}
