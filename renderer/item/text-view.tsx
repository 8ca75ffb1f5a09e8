import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemSummary } from '../../shared/contract.ts';
import { Fault } from '../../shared/faults.ts';
import { type Encoding, encodingOf, encodings } from '../../shared/model/text-encoding.ts';
import { bridge } from '../bridge/bridge.ts';
import { plainlyShown } from '../kit/foreign.tsx';
import { Select } from '../kit/select.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useNumbers } from '../language/dates.ts';
import styles from './player.module.css';

/** As much of a text as a page shows at once; who needs more hands over a copy. */
const shownBytes = 65_536;

async function beginning(seq: number): Promise<Uint8Array> {
  const answer = await fetch(bridge.resource(`original/${seq}`), { headers: { range: `bytes=0-${shownBytes - 1}` } });
  // An empty file has no first byte, which is no fault.
  if (answer.status === 416) return new Uint8Array(0);
  if (!answer.ok) throw new Fault('OBJECT_DAMAGED');
  return new Uint8Array(await answer.arrayBuffer());
}

/** The first part of a text file, as text and nothing else. */
export function TextView({ summary }: { summary: ItemSummary }) {
  const { t } = useTranslation();
  const { bytes } = useNumbers();
  const [chosen, setChosen] = useState<Encoding | null>(null);
  const part = useQuery({ queryKey: ['text', summary.seq], queryFn: () => beginning(summary.seq), gcTime: 0 });
  if (part.isPending) return <Skeleton lines={9} />;
  if (part.isError) return <Failed error={part.error} again={() => void part.refetch()} />;
  const told = encodingOf(part.data);
  const encoding = chosen ?? told.encoding;
  const words = new TextDecoder(encoding).decode(part.data, { stream: true });
  return (
    <section className={styles.text} aria-label={t('text.label', { name: plainlyShown(summary.name) })}>
      {/* A frame that scrolls can be reached with the keyboard. */}
      <pre className={styles.words} dir="auto">
        {plainlyShown(words.replaceAll('\r\n', '\n').replaceAll('\t', '    '))}
      </pre>
      <div className={styles.reading}>
        <div className={styles.encoding}>
          <Select
            label={t('text.encoding')}
            value={encoding}
            options={encodings.map((key) => ({ key, label: t(`text.encodings.${key}`) }))}
            onChange={setChosen}
          />
        </div>
        {told.guessed && <p>{t('text.guessed')}</p>}
        {summary.size > part.data.length && (
          <p>{t('text.part', { shown: bytes(part.data.length), size: bytes(summary.size) })}</p>
        )}
      </div>
    </section>
  );
}
