import { FileUp, Plus, X } from 'lucide-react';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { bridge } from '../bridge/bridge.ts';
import { type Gathered, gatherPicked } from '../bridge/gather.ts';
import { PickHeldFile, useHeldFile } from '../carry/held-file.tsx';
import { Button } from '../kit/button.tsx';
import { RadioCards } from '../kit/choice.tsx';
import { Deeds } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { FaultNotice } from '../kit/notice.tsx';
import { DropAnywhere } from '../shell/drop-anywhere.tsx';
import styles from './verify.module.css';

export interface Asked {
  readonly what: 'bundle' | 'vault';
  readonly path: string;
  readonly files: readonly Gathered[];
  readonly identity: string;
  readonly passphrase: string;
  readonly notes: readonly string[];
}

/** What is to be checked, with what opens it, and what the reviewer holds already. */
export function Ask({ asked, onChange }: { asked: Asked; onChange: (change: Partial<Asked>) => void }) {
  const { t } = useTranslation();
  const onFiles = useCallback((files: Gathered[]) => onChange({ what: 'bundle', files, path: '' }), [onChange]);
  return (
    <>
      <RadioCards
        label={t('verify.what')}
        value={asked.what}
        options={[
          { key: 'bundle', label: t('verify.bundle'), note: t('verify.bundleNote') },
          { key: 'vault', label: t('verify.vault'), note: t('verify.vaultNote') },
        ]}
        onChange={(what) => onChange({ what })}
      />
      {asked.what === 'bundle' && <Bundle asked={asked} onChange={onChange} />}
      <Notes notes={asked.notes} onChange={(notes) => onChange({ notes })} />
      <DropAnywhere onFiles={onFiles} words={t('verify.drop')} />
    </>
  );
}

function Bundle({ asked, onChange }: { asked: Asked; onChange: (change: Partial<Asked>) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const { shell } = bridge;
  const pick = async () => {
    if (shell === null) {
      input.current?.click();
      return;
    }
    const path = await shell.pickFile({ title: t('verify.pick') });
    if (path !== null) onChange({ path, files: [] });
  };
  return (
    <>
      <div className={styles.file}>
        <TextField
          label={t('verify.file')}
          description={t('verify.fileHelp')}
          value={asked.path}
          onChange={(path) => onChange({ path, files: [] })}
          code
          after={
            <Button icon={<FileUp aria-hidden />} onPress={() => void pick()}>
              {t('verify.pickFile')}
            </Button>
          }
        />
        {asked.files[0] !== undefined && (
          <p className={styles.chosen}>{t('verify.chosen', { name: plainlyShown(asked.files[0].path) })}</p>
        )}
        {shell === null && (
          <input
            ref={input}
            type="file"
            hidden
            data-testid="verify-file"
            onChange={(event) => {
              const files = gatherPicked(event.currentTarget.files ?? []);
              if (files.length > 0) onChange({ files, path: '' });
              event.currentTarget.value = '';
            }}
          />
        )}
      </div>
      <details className={styles.more}>
        <summary>{t('verify.locked')}</summary>
        <TextField
          label={t('verify.identity')}
          description={t('verify.identityHelp')}
          value={asked.identity}
          onChange={(identity) => onChange({ identity })}
          secret
          mono
        />
        <TextField
          label={t('verify.passphrase')}
          value={asked.passphrase}
          onChange={(passphrase) => onChange({ passphrase })}
          secret
        />
      </details>
    </>
  );
}

function Notes({ notes, onChange }: { notes: readonly string[]; onChange: (notes: string[]) => void }) {
  const { t } = useTranslation();
  const read = useHeldFile(({ text }) => onChange([...notes.filter((note) => note.trim() !== ''), text]));
  return (
    <fieldset className={styles.notes}>
      <legend>{t('verify.held')}</legend>
      <p className={styles.dim}>{t('verify.heldText')}</p>
      {[...notes.entries()].map(([index, note]) => (
        <div key={index} className={styles.note}>
          <TextField
            label={notes.length === 1 ? t('verify.note') : `${t('verify.note')} ${index + 1}`}
            value={note}
            onChange={(text) => onChange(notes.map((each, at) => (at === index ? text : each)))}
            lines={2}
            mono
            code
          />
          {notes.length > 1 && (
            <Button
              look="quiet"
              icon={<X />}
              aria-label={`${t('verify.removeNote')} ${index + 1}`}
              onPress={() => onChange(notes.filter((_, at) => at !== index))}
            />
          )}
        </div>
      ))}
      <Deeds>
        <PickHeldFile label={t('compare.fill')} read={read} />
        <Button icon={<Plus aria-hidden />} onPress={() => onChange([...notes, ''])}>
          {t('verify.addNote')}
        </Button>
      </Deeds>
      {read.isError && <FaultNotice error={read.error} />}
    </fieldset>
  );
}
