import { FileUp } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Source } from '../../shared/bridge.ts';
import type { Fault } from '../../shared/faults.ts';
import { bridge } from '../bridge/bridge.ts';
import { type Gathered, gatherPicked } from '../bridge/gather.ts';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { DropAnywhere } from '../shell/drop-anywhere.tsx';
import styles from './carry.module.css';

type Gathering = { readonly parts: string[]; readonly have: readonly number[]; readonly of: number };

/** What somebody carried here: files, pictures of QR codes in any order, or pasted text. All of them end in the one text field. */
export function Brought(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [gathering, setGathering] = useState<Gathering | null>(null);
  const [reading, setReading] = useState(false);
  const [error, setError] = useState<Fault | null>(null);
  const { onChange } = props;
  const parts = useRef<string[]>([]);

  /** One after the other: each is put together with the parts that came before. */
  const take = useCallback(
    async (sources: readonly { readonly open: () => Promise<{ source: Source; sent: Promise<void> }> }[]) => {
      setReading(true);
      setError(null);
      try {
        for (const { open } of sources) {
          const { source, sent } = await open();
          const [read] = await Promise.all([
            bridge.call('carried.read', { source, parts: parts.current }),
            sent.catch(() => {}),
          ]);
          if (read.state === 'whole') {
            parts.current = [];
            setGathering(null);
            onChange(read.text);
          } else {
            parts.current = read.parts;
            setGathering(read);
          }
        }
      } catch (fault) {
        setError(fault as Fault);
      } finally {
        setReading(false);
      }
    },
    [onChange],
  );
  const takeFiles = useCallback(
    (files: readonly Gathered[]) =>
      void take(
        files.map((file) => ({
          open: async () => {
            const { sources, sent } = await bridge.handOver([file]);
            const [source] = sources;
            if (source === undefined) throw new Error('nothing was handed over');
            return { source, sent };
          },
        })),
      ),
    [take],
  );
  const choose = async () => {
    if (bridge.shell === null) {
      input.current?.click();
      return;
    }
    const paths = await bridge.shell.pickFiles({ title: props.label });
    const sources = paths.map((path) => ({
      open: () => Promise.resolve({ source: { kind: 'path' as const, path }, sent: Promise.resolve() }),
    }));
    if (sources.length > 0) await take(sources);
  };
  const missing = (of: number, have: readonly number[]): string =>
    Array.from({ length: of }, (_none, index) => index + 1)
      .filter((number) => !have.includes(number))
      .join(', ');
  return (
    <div className={styles.brought}>
      <div className={styles.ways}>
        <Button icon={<FileUp aria-hidden />} busy={reading} onPress={() => void choose()}>
          {t('witnesses.brought.choose')}
        </Button>
        {bridge.shell === null && (
          <input
            ref={input}
            type="file"
            multiple
            hidden
            data-testid="carried-files"
            onChange={(event) => {
              const files = gatherPicked(event.currentTarget.files ?? []);
              event.currentTarget.value = '';
              if (files.length > 0) takeFiles(files);
            }}
          />
        )}
      </div>
      {gathering !== null && (
        <Notice kind="info">
          <p>
            {t('witnesses.brought.parts', {
              have: gathering.have.length,
              of: gathering.of,
              missing: missing(gathering.of, gathering.have),
            })}
          </p>
          <Button
            look="link"
            onPress={() => {
              parts.current = [];
              setGathering(null);
            }}
          >
            {t('witnesses.brought.again')}
          </Button>
        </Notice>
      )}
      {error !== null && <FaultNotice error={error} />}
      <TextField label={t('witnesses.brought.paste')} value={props.value} onChange={onChange} lines={4} mono code />
      <DropAnywhere onFiles={takeFiles} words={t('witnesses.brought.drop')} />
    </div>
  );
}
