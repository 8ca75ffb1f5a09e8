import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Deeds, Dialog } from './dialog.tsx';
import { TextField } from './field.tsx';
import { FaultNotice } from './notice.tsx';

export const shortestReason = 3;

/** Asks why, before something that stays in the history. */
export function ReasonDialog(props: {
  readonly title: string;
  readonly text?: ReactNode;
  readonly deed: string;
  readonly busy: boolean;
  readonly error: unknown;
  /** How far it is, where it takes a while. */
  readonly far?: ReactNode;
  /** What leaving is called, where it isn't cancelling. */
  readonly leave?: string;
  readonly onClose: () => void;
  readonly onDo: (reason: string) => void;
}) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const short = reason.trim().length < shortestReason;
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      {props.text !== undefined && <p>{props.text}</p>}
      <TextField
        label={t('kit.reason')}
        description={t('kit.reasonHelp')}
        value={reason}
        onChange={setReason}
        lines={3}
        prose
        autoFocus
        required
        error={tried && short ? t('kit.reasonNeeded') : undefined}
      />
      {props.far}
      {props.error !== null && <FaultNotice error={props.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={props.busy}
          onPress={() => {
            setTried(true);
            if (!short) props.onDo(reason.trim());
          }}
        >
          {props.deed}
        </Button>
        <Button onPress={props.onClose}>{props.leave ?? t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
