import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonDetail, PersonReport } from '../../shared/contract.ts';
import { personSheet, personStyle } from '../../shared/paper/person-sheet.ts';
import { useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { CheckLine } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { PrintedPage } from '../kit/printed-page.tsx';
import styles from './persons.module.css';

/** Makes the report of everything held about a person: who they are stands in it only behind the identity's own passphrase. */
export function ReportDialog({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const [named, setNamed] = useState(false);
  const [passphrase, setPassphrase] = useState('');
  const [report, setReport] = useState<PersonReport | null>(null);
  const make = useDeed('person.report', setReport);
  if (report !== null) return <ReportPage report={report} onClose={onClose} />;
  return (
    <Dialog title={t('personReport.make')} onClose={onClose}>
      <p>{t('personReport.text')}</p>
      {person.identity === 'headquarters' && <p className={styles.dim}>{t('personReport.headquarters')}</p>}
      {person.identity === 'passphrase' && (
        <>
          <CheckLine checked={named} onChange={setNamed}>
            {t('personReport.withIdentity')}
          </CheckLine>
          {named ? (
            <TextField
              label={t('personReport.passphrase')}
              value={passphrase}
              onChange={setPassphrase}
              secret
              required
              autoFocus
            />
          ) : (
            <p className={styles.dim}>{t('personReport.withoutIdentity')}</p>
          )}
        </>
      )}
      {make.error !== null && <FaultNotice error={make.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={make.isPending}
          isDisabled={named && passphrase === ''}
          onPress={() => make.mutate({ id: person.id, identityPassphrase: named ? passphrase : null })}
        >
          {t('personReport.show')}
        </Button>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}

function ReportPage({ report, onClose }: { report: PersonReport; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <PrintedPage
      label={t('personReport.title')}
      name={`report-${report.made.entry}.html`}
      style={personStyle}
      sheet={(language) => {
        const words = i18n.getFixedT(language);
        return personSheet(report, language, (key) => words(key as 'kit.none'));
      }}
      onClose={onClose}
    />
  );
}
