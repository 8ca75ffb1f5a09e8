import { useTranslation } from 'react-i18next';
import type { GateAnswer, Override } from '../../shared/contract.ts';
import type { GateReason } from '../../shared/model/use.ts';
import { viewerInWords } from '../../shared/report/gate.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { useReportWords } from '../language/report-words.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { useConfirmOrEnd } from './confirm-or-end.tsx';
import styles from './gate.module.css';
import { Reasons } from './reasons.tsx';

/** Exceptions that wait for a second person, and those in force. */
export function Exceptions(props: {
  readonly overrides: readonly Override[];
  /** What speaks against each viewer now. */
  readonly judgements: GateAnswer['judgements'];
}) {
  const { overrides, judgements } = props;
  const reasonsOf = ({ viewer }: Override) => judgements.find((each) => each.viewer === viewer)?.reasons ?? [];
  return overrides
    .filter(({ state }) => state !== 'ended')
    .map((override) => <Exception key={override.id} override={override} reasons={reasonsOf(override)} />);
}

function Exception({ override, reasons }: { override: Override; reasons: readonly GateReason[] }) {
  const { t } = useTranslation();
  const words = useReportWords();
  const { vault } = useVault();
  const { go } = usePlaces();
  const { viewer, purpose, ground, requester, confirmer, basis, state, order } = override;
  const seenBy = viewerInWords(viewer, words);
  const said = {
    viewer: purpose === null ? seenBy : `${seenBy} (${t(`purpose.${purpose}`)})`,
    requester,
    ground: t(`overrideGround.${ground}`),
  };
  const ending = { title: t('gate.endTitle'), deed: t('gate.end') };
  const { ask, dialog } = useConfirmOrEnd(
    'override',
    override,
    ending,
    <Notice kind="warn" title={<Foreign text={override.name} />}>
      <p>{t('gate.waits', said)}</p>
      <p>
        <Foreign text={basis} />
      </p>
      <Reasons reasons={reasons} />
    </Notice>,
  );
  return (
    <Notice kind={state === 'open' ? 'warn' : 'info'}>
      <p>{state === 'open' ? t('gate.waits', said) : t('gate.inForce', { ...said, confirmer: confirmer ?? '' })}</p>
      <p>
        <Foreign text={basis} />
      </p>
      {!vault.readOnly && (
        <p className={styles.marks}>
          {order !== null && (
            <Button look="link" onPress={() => go({ at: 'orders' })}>
              {t('orders.title')}
            </Button>
          )}
          {state === 'open' && order === null && (
            <Button look="link" onPress={() => ask('confirm')}>
              {t('gate.confirm')}
            </Button>
          )}
          <Button look="link" onPress={() => ask('end')}>
            {t('gate.end')}
          </Button>
        </p>
      )}
      {dialog}
    </Notice>
  );
}
