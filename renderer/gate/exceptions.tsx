import { useTranslation } from 'react-i18next';
import type { Override } from '../../shared/contract.ts';
import { viewerInWords } from '../../shared/report/gate.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { useReportWords } from '../language/report-words.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import { useConfirmOrEnd } from './confirm-or-end.tsx';
import styles from './gate.module.css';

/** Exceptions that wait for a second person, and those in force. */
export function Exceptions({ overrides }: { overrides: readonly Override[] }) {
  return overrides
    .filter(({ state }) => state !== 'ended')
    .map((override) => <Exception key={override.id} override={override} />);
}

function Exception({ override }: { override: Override }) {
  const { t } = useTranslation();
  const words = useReportWords();
  const { vault } = useVault();
  const { go } = usePlaces();
  const { viewer, purpose, ground, requester, confirmer, basis, state, order } = override;
  const { ask, dialog } = useConfirmOrEnd('override', override, { title: t('gate.endTitle'), deed: t('gate.end') });
  const seenBy = viewerInWords(viewer, words);
  const said = {
    viewer: purpose === null ? seenBy : `${seenBy} (${t(`purpose.${purpose}`)})`,
    requester,
    ground: t(`overrideGround.${ground}`),
  };
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
