import { useMutation } from '@tanstack/react-query';
import { ArrowLeft, ArrowRight, Download, QrCode } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fault } from '../../shared/faults.ts';
import { encodeUtf8 } from '../../shared/ledger/bytes.ts';
import { noblePrimitives } from '../../shared/ledger/primitives-noble.ts';
import { splitForCodes } from '../../shared/paper/parts.ts';
import { saveText } from '../bridge/save-text.ts';
import { Button } from '../kit/button.tsx';
import { CopyText } from '../kit/hash.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { Qr } from '../kit/qr.tsx';
import styles from './carry.module.css';

/** A text that somebody carries to another computer: as a file, by the clipboard, or as QR codes to be photographed. */
export function CarryOut({ text, name, title }: { text: string; name: string; title: string }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const save = useMutation<boolean, Fault>({ mutationFn: () => saveText({ title, name, text }) });
  return (
    <div className={styles.carry}>
      <div className={styles.ways}>
        <Button icon={<Download aria-hidden />} busy={save.isPending} onPress={() => save.mutate()}>
          {t('witnesses.carry.file')}
        </Button>
        <CopyText text={text} label={t('witnesses.carry.copy')} />
        {!shown && (
          <Button icon={<QrCode aria-hidden />} onPress={() => setShown(true)}>
            {t('witnesses.carry.codes')}
          </Button>
        )}
      </div>
      {save.isError && <FaultNotice error={save.error} />}
      {shown && <Codes text={text} />}
    </div>
  );
}

function Codes({ text }: { text: string }) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const codes = splitForCodes(noblePrimitives, encodeUtf8(text));
  if (codes === null) return <p className={styles.dim}>{t('witnesses.carry.tooLong')}</p>;
  const code = codes[at];
  if (code === undefined) return null;
  const several = codes.length > 1;
  const label = several ? t('witnesses.carry.codeOf', { number: at + 1, of: codes.length }) : t('witnesses.carry.code');
  return (
    <figure className={styles.codes}>
      <Qr bytes={code} label={label} level="low" />
      <figcaption aria-live="polite">
        <b>{label}</b>
        <span className={styles.dim}>
          {several ? t('witnesses.carry.photograph') : t('witnesses.carry.photographOne')}
        </span>
      </figcaption>
      {several && (
        <div className={styles.turn}>
          <Button
            icon={<ArrowLeft className={styles.turned} aria-hidden />}
            isDisabled={at === 0}
            onPress={() => setAt(at - 1)}
          >
            {t('witnesses.carry.before')}
          </Button>
          <Button
            icon={<ArrowRight className={styles.turned} aria-hidden />}
            isDisabled={at === codes.length - 1}
            onPress={() => setAt(at + 1)}
          >
            {t('witnesses.carry.next')}
          </Button>
        </div>
      )}
    </figure>
  );
}
