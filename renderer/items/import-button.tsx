import { Upload } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { bridge } from '../bridge/bridge.ts';
import { gatherPicked } from '../bridge/gather.ts';
import { useOffer } from '../deeds/offered.ts';
import { Button } from '../kit/button.tsx';
import { Menu } from '../kit/menu.tsx';
import { useVault } from '../shell/vault.tsx';
import { useImports } from './imports.tsx';

/** Files or a folder: the desktop's own dialogs, or the browser's. */
export function ImportButton({ onStart }: { onStart?: () => void }) {
  const { t } = useTranslation();
  const { start, running } = useImports();
  const { vault } = useVault();
  const filesInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const { shell } = bridge;

  const begin = (what: Parameters<typeof start>[0]) => {
    onStart?.();
    start(what);
  };
  const choose = async (key: 'files' | 'folder') => {
    if (shell === null) {
      (key === 'files' ? filesInput : folderInput).current?.click();
      return;
    }
    if (key === 'files') {
      const paths = await shell.pickFiles({ title: t('import.pickFiles') });
      if (paths.length > 0) begin({ paths });
      return;
    }
    const path = await shell.pickFolder({ title: t('import.pickFolder') });
    if (path !== null) begin({ paths: [path] });
  };
  const canImport = !running && !vault.readOnly;
  useOffer('import files', canImport ? () => void choose('files') : null);
  useOffer('import a folder', canImport ? () => void choose('folder') : null);
  const onPicked = (input: HTMLInputElement) => {
    const files = gatherPicked(input.files ?? []);
    // The same files may be picked again.
    input.value = '';
    if (files.length > 0) begin({ files });
  };
  return (
    <>
      <Menu
        label={t('import.button')}
        button={
          <Button look="primary" icon={<Upload aria-hidden />} isDisabled={!canImport}>
            {t('import.button')}
          </Button>
        }
        options={[
          { key: 'files', label: t('import.files'), note: t('import.filesNote') },
          { key: 'folder', label: t('import.folder'), note: t('import.folderNote') },
        ]}
        onChoose={(key) => void choose(key)}
      />
      {shell === null && (
        <>
          <input
            ref={filesInput}
            type="file"
            multiple
            hidden
            data-testid="import-files"
            onChange={(event) => onPicked(event.currentTarget)}
          />
          <input
            ref={folderInput}
            type="file"
            multiple
            hidden
            data-testid="import-folder"
            onChange={(event) => onPicked(event.currentTarget)}
            {...{ webkitdirectory: '' }}
          />
        </>
      )}
    </>
  );
}
