import { useTranslation } from 'react-i18next';
import type { CallInput, CallOutput } from '../../shared/contract.ts';
import { custodySheet, custodyStyle, sheetOf } from '../../shared/paper/custody-sheet.ts';
import { PrintedPage } from '../kit/printed-page.tsx';

/** The page that a custody log is printed on. */
export function CustodyPage(props: {
  readonly log: CallOutput<'custody.log'>;
  readonly of: CallInput<'custody.log'>['of'];
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { log, of } = props;
  return (
    <PrintedPage
      label={t('custody.open')}
      name={`custody-${of.what === 'item' ? of.seq : of.id.slice(0, 8)}.html`}
      style={custodyStyle}
      sheet={(language) => {
        const words = i18n.getFixedT(language);
        return custodySheet(sheetOf(log, of), language, (key) => [words(key as 'kit.none')]);
      }}
      onClose={props.onClose}
    />
  );
}
