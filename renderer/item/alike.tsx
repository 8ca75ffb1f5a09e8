import { useTranslation } from 'react-i18next';
import type { LikeItem } from '../../shared/contract/likeness.ts';
import { bridge } from '../bridge/bridge.ts';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Section } from '../kit/page.tsx';
import { useNumbers } from '../language/dates.ts';
import { usePlaces } from '../shell/places.tsx';
import styles from './alike.module.css';

/** Other items whose picture looks like this one's, with what tells an original from a copy; none is merged with another. */
export function Alike({ of, items }: { of: number; items: readonly LikeItem[] }) {
  const { t } = useTranslation();
  const { bytes } = useNumbers();
  const { go } = usePlaces();
  if (items.length === 0) return null;
  return (
    <Section title={t('alike.title')}>
      <p className={styles.dim}>{t('alike.text')}</p>
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item.seq}>
            <img src={bridge.resource(`thumb/${item.seq}`)} alt="" decoding="async" draggable={false} />
            <div>
              <Button
                look="link"
                aria-label={t('alike.open', { name: plainlyShown(item.name) })}
                onPress={() => go({ at: 'item', seq: item.seq })}
              >
                <Foreign text={item.name} />
              </Button>
              <p className={styles.dim}>
                {item.width !== null && item.height !== null && (
                  <>
                    <bdi dir="ltr">{t('alike.pixels', { width: item.width, height: item.height })}</bdi>
                    {' · '}
                  </>
                )}
                <bdi>{bytes(item.size)}</bdi>
              </p>
              <p className={styles.dim}>{item.dated ? t('alike.dated') : t('alike.undated')}</p>
              <p className={styles.dim}>{t('alike.apart', { count: item.apart })}</p>
              <Button
                look="link"
                aria-label={t('sideBySide.with', { name: plainlyShown(item.name) })}
                onPress={() => go({ at: 'side by side', first: of, second: item.seq })}
              >
                {t('sideBySide.open')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
