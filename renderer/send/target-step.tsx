import { useTranslation } from 'react-i18next';
import { bridge } from '../bridge/bridge.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { useWords } from '../language/words.ts';
import { Countersigning } from './countersigning.tsx';
import styles from './send.module.css';
import type { SendStepProps } from './send-draft.ts';

/** A file on this computer, or, in a browser, a download. */
export function TargetStep({ draft, change, tried }: SendStepProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { shell } = bridge;
  const pick = async () => {
    if (shell === null) return;
    const ending = draft.protection === 'plain' ? (draft.table === null ? 'zip' : 'csv') : 'age';
    const path = await shell.chooseSavePath({
      title: t(draft.table === null ? 'send.target.pick' : 'caseTable.pick'),
      name: `${t(draft.table === null ? 'send.target.name' : 'caseTable.name')}.${ending}`,
    });
    if (path !== null) change({ path });
  };
  return (
    <>
      <h2 className={styles.title}>{t('send.target.title')}</h2>
      <p className={styles.text}>
        {t('send.summary', {
          audience: words.audience(draft.audience),
          recipient: draft.recipient.trim() || t('ledgerScreen.nobody'),
        })}
        {' · '}
        {t(`send.protection.${draft.protection}`)}
      </p>
      <Countersigning draft={draft} />
      {shell === null ? (
        <p>{t('send.target.download')}</p>
      ) : (
        <TextField
          label={t('send.target.path')}
          description={t('send.target.pathHelp')}
          value={draft.path}
          onChange={(path) => change({ path })}
          error={
            tried && draft.path.trim() === ''
              ? t(draft.table === null ? 'send.target.pick' : 'caseTable.pick')
              : undefined
          }
          code
          after={<Button onPress={() => void pick()}>{t('kit.browse')}</Button>}
        />
      )}
    </>
  );
}
