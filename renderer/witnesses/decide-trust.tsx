import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepAnswer, useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { CopyText } from '../kit/hash.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import type { Standing } from './standing.ts';
import styles from './witnesses.module.css';

/** Whose countersignatures count for this vault, and how many of them it takes. */
export function DecideTrust({ standing, onClose }: { standing: Standing; onClose: () => void }) {
  const { t } = useTranslation();
  const { text, quorum } = standing;
  const isText = text !== null && quorum === null;
  const trusted = standing.witnesses.filter((one) => one.trusted || text === null);
  const [keys, setKeys] = useState(trusted.map(({ key }) => key).join('\n'));
  const [least, setLeast] = useState(String(quorum ?? 1));
  const [lines, setLines] = useState(text ?? '');
  const set = useDeed('witness.setPolicy', (output) => {
    keepAnswer('witness.policy', {}, output);
    onClose();
  });
  const named = keys
    .split('\n')
    .map((key) => key.trim())
    .filter((key) => key !== '');
  const number = /^[1-9]\d?$/.test(least.trim()) ? Number(least) : null;
  const isReady = isText || (number !== null && (named.length === 0 || number <= named.length));
  return (
    <Dialog title={t('witnesses.policy.title')} onClose={onClose} wide>
      <p className={styles.text}>{t('witnesses.policy.text')}</p>
      {isText ? (
        <TextField
          label={t('witnesses.policy.asText')}
          description={t('witnesses.policy.groups')}
          value={lines}
          onChange={setLines}
          lines={8}
          mono
          code
        />
      ) : (
        <>
          <TextField label={t('witnesses.policy.keys')} value={keys} onChange={setKeys} lines={4} mono code />
          <TextField
            label={t('witnesses.policy.quorum')}
            value={least}
            onChange={setLeast}
            inputMode="numeric"
            maxLength={2}
          />
        </>
      )}
      {text !== null && (
        <section>
          <h3>{t('witnesses.policy.share')}</h3>
          <p className={styles.dim}>{t('witnesses.policy.shareText')}</p>
          <pre className={styles.lines} dir="ltr">
            {text}
          </pre>
          <CopyText text={text} label={t('witnesses.carry.copy')} />
        </section>
      )}
      {set.isError && <FaultNotice error={set.error} />}
      <Deeds>
        <Button onPress={onClose}>{t('kit.cancel')}</Button>
        <Button
          look="primary"
          busy={set.isPending}
          isDisabled={!isReady}
          onPress={() => set.mutate(isText ? { text: lines } : { witnesses: named, quorum: number ?? 1 })}
        >
          {t('witnesses.policy.submit')}
        </Button>
      </Deeds>
    </Dialog>
  );
}
