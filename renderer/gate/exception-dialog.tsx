import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateAnswer } from '../../shared/contract.ts';
import type { Purpose } from '../../shared/model/consent.ts';
import type { Thing } from '../../shared/model/persons.ts';
import { type ExceptionGround, exceptionGrounds } from '../../shared/model/use.ts';
import { viewerInWords } from '../../shared/report/gate.ts';
import { useDeed } from '../bridge/calls.ts';
import { Button } from '../kit/button.tsx';
import { RadioCards } from '../kit/choice.tsx';
import { Deeds, Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/field.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { shortestReason } from '../kit/reason-dialog.tsx';
import { useReportWords } from '../language/report-words.ts';
import { Reasons } from './reasons.tsx';

/** The first of two people asks that one viewer may see something that the gate keeps back. */
export function ExceptionDialog(props: {
  readonly on: Thing;
  readonly judgement: GateAnswer['judgements'][number];
  /** For this use alone; null: for every use by that viewer. */
  readonly purpose: Purpose | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const words = useReportWords();
  const { viewer, reasons, overridableBy } = props.judgement;
  const grounds = exceptionGrounds.filter((each) => overridableBy.includes(each));
  const [ground, setGround] = useState<ExceptionGround | undefined>(grounds.length === 1 ? grounds[0] : undefined);
  const [basis, setBasis] = useState('');
  const [tried, setTried] = useState(false);
  const ask = useDeed('override.request', props.onClose);
  const short = basis.trim().length < shortestReason;
  return (
    <Dialog title={t('gate.exceptTitle')} onClose={props.onClose}>
      <p>{t('gate.exceptText', { viewer: viewerInWords(viewer, words) })}</p>
      {props.purpose !== null && <p>{t('gate.forOne', { purpose: t(`purpose.${props.purpose}`) })}</p>}
      <Reasons reasons={reasons} />
      <RadioCards
        label={t('gate.ground')}
        value={ground ?? null}
        options={grounds.map((key) => ({ key, label: t(`overrideGround.${key}`) }))}
        onChange={setGround}
        small
      />
      {tried && ground === undefined && (
        <Notice kind="warn" urgent>
          {t('gate.groundNeeded')}
        </Notice>
      )}
      <TextField
        label={t('gate.because')}
        description={t('hold.basisHelp')}
        value={basis}
        onChange={setBasis}
        error={tried && short ? t('kit.reasonNeeded') : undefined}
        lines={2}
        required
        prose
      />
      {ask.isError && <FaultNotice error={ask.error} />}
      <Deeds>
        <Button
          look="primary"
          busy={ask.isPending}
          onPress={() => {
            setTried(true);
            if (!short && ground !== undefined)
              ask.mutate({ on: props.on, viewer, purpose: props.purpose, ground, basis: basis.trim() });
          }}
        >
          {t('gate.ask')}
        </Button>
        <Button onPress={props.onClose}>{t('kit.cancel')}</Button>
      </Deeds>
    </Dialog>
  );
}
