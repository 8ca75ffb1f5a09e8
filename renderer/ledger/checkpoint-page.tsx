import { useTranslation } from 'react-i18next';
import type { CheckpointView } from '../../shared/contract.ts';
import { checkpointSheet, checkpointStyle } from '../../shared/paper/checkpoint-sheet.ts';
import { PrintedPage } from '../kit/printed-page.tsx';

/** The page that a checkpoint is printed on. */
export function CheckpointPage({ checkpoint, onClose }: { checkpoint: CheckpointView; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <PrintedPage
      label={t('checkpointScreen.page')}
      name={`checkpoint-${checkpoint.size}-${checkpoint.root.slice(0, 8)}.html`}
      style={checkpointStyle}
      sheet={(language) => {
        const words = i18n.getFixedT(language);
        return checkpointSheet(checkpoint, language, (key, values = {}) => words(`sheet.${key}` as 'kit.none', values));
      }}
      onClose={onClose}
    />
  );
}
