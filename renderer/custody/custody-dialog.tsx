import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../shared/contract.ts';
import { useAnswer } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Hash } from '../kit/hash.tsx';
import { Notice } from '../kit/notice.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useDates } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import styles from './custody.module.css';
import { CustodyPage } from './custody-page.tsx';

type Of = CallInput<'custody.log'>['of'];

/** What the ledger says happened to something, line by line. */
export function CustodyDialog({ of, onClose }: { of: Of; onClose: () => void }) {
  const { t } = useTranslation();
  const { exactInstant } = useDates();
  const words = useWords();
  const [printing, setPrinting] = useState(false);
  const log = useAnswer('custody.log', { of });
  return (
    <Dialog title={t('custody.open')} onClose={onClose} wide long>
      {log.isPending && <Skeleton lines={6} />}
      {log.isError && <Failed error={log.error} />}
      {log.data && (
        <>
          <p>
            <Foreign text={log.data.name} />
          </p>
          {log.data.sha256 !== null && <Hash value={log.data.sha256} label={t('custody.sha256')} />}
          <p className={styles.dim}>{t('custody.text')}</p>
          <div className={styles.scroll}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t('custody.when')}</th>
                  <th scope="col">{t('custody.who')}</th>
                  <th scope="col">{t('custody.what')}</th>
                  <th scope="col">{t('custody.entry')}</th>
                </tr>
              </thead>
              <tbody>
                {log.data.lines.map((line) => (
                  <tr key={`${line.seq} ${line.event}`}>
                    <td>
                      <bdi>{exactInstant(line.at)}</bdi>
                    </td>
                    <td>
                      <bdi>{line.operator}</bdi>
                    </td>
                    <td>
                      {t(`custodyEvent.${line.event}`)}
                      {line.action !== null && <small>{t(`history.${line.action}`)}</small>}
                      {line.audience !== null && <small>{words.audience(line.audience)}</small>}
                      {line.purpose !== null && <small>{t(`purpose.${line.purpose}`)}</small>}
                      {line.basis !== null && <small>{t(`legalBasis.${line.basis}`)}</small>}
                      {line.recipient ? (
                        <small>{t('people.to', { recipient: plainlyShown(line.recipient) })}</small>
                      ) : null}
                      {line.reason !== null && (
                        <small>
                          <Foreign text={line.reason} />
                        </small>
                      )}
                    </td>
                    <td>
                      <bdi>{line.seq}</bdi>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <Notice kind="info">{t('custody.outside')}</Notice>
        </>
      )}
      {printing && log.data && <CustodyPage log={log.data} of={of} onClose={() => setPrinting(false)} />}
      <Deeds>
        {log.data && (
          <Button icon={<Printer aria-hidden />} onPress={() => setPrinting(true)}>
            {t('custody.print')}
          </Button>
        )}
        <Button onPress={onClose}>{t('kit.close')}</Button>
      </Deeds>
    </Dialog>
  );
}
