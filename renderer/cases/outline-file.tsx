import { useTranslation } from 'react-i18next';
import { decodeUtf8 } from '../../shared/ledger/bytes.ts';
import { type OutlineFault, readOutline } from '../../shared/model/outline.ts';
import { PickContent } from '../trust/pick-content.tsx';

/** The button that takes an outline from a file, GeoJSON or KML or corners a line. */
export function OutlineFile(props: {
  readonly testId: string;
  readonly onRead: (read: ReturnType<typeof readOutline>) => void;
}) {
  const { t } = useTranslation();
  const take = (contents: Uint8Array) => {
    const text = decodeUtf8(contents);
    props.onRead(text === null ? { fault: 'none' } : readOutline(text));
  };
  return (
    <PickContent
      label={t('outline.fromFile')}
      testId={props.testId}
      onPicked={([contents]) => contents !== undefined && take(contents)}
    />
  );
}

/** What keeps a text from being an outline, in words. */
export function useOutlineFault(): (fault: OutlineFault | null) => string | undefined {
  const { t } = useTranslation();
  return (fault) => {
    if (fault === null) return undefined;
    return 'line' in fault ? t(`outline.${fault.fault}`, { line: fault.line }) : t(`outline.${fault.fault}`);
  };
}
