import { useTranslation } from 'react-i18next';
import type { IncidentSummary } from '../../shared/contract.ts';
import { bridge } from '../bridge/bridge.ts';
import { Button } from '../kit/button.tsx';
import { CheckMark } from '../kit/choice.tsx';
import type { ChoosingHow } from '../kit/choosing.ts';
import { classes } from '../kit/classes.ts';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { useRowMenu } from '../kit/row-menu.tsx';
import { Tag } from '../kit/tag.tsx';
import { useWords } from '../language/words.ts';
import { usePlaces } from '../shell/places.tsx';
import { useVault } from '../shell/vault.tsx';
import styles from './cases-page.module.css';
import { useWhenInWords } from './when-in-words.ts';

/** A case in the list. A click beside its title chooses it, as in the gallery; the tick says that it can be. */
export function CaseCard(props: {
  readonly incident: IncidentSummary;
  readonly chosen: boolean;
  readonly onChoose: (id: string, how: ChoosingHow) => void;
}) {
  const { t } = useTranslation();
  const { go } = usePlaces();
  const words = useWords();
  const inWords = useWhenInWords();
  const { incident, chosen, onChoose } = props;
  const { id } = incident;
  const { vault } = useVault();
  const { open, menu } = useRowMenu(plainlyShown(incident.title), [
    { key: 'open', label: t('keys.open'), act: () => go({ at: 'case', id }) },
    ...(vault.readOnly
      ? []
      : [
          { key: 'correct', label: t('case.correct'), act: () => go({ at: 'case form', id, items: [] }) },
          { key: 'account', label: t('cases.account'), act: () => go({ at: 'interview', incident: id }) },
          { key: 'table', label: t('caseTable.open'), act: () => go({ at: 'case table', of: [id] }) },
        ]),
  ]);
  return (
    <article
      className={classes(styles.card, chosen && styles.chosen)}
      data-case={id}
      onContextMenu={(event) => open(event, event.currentTarget)}
    >
      {incident.cover.length > 0 && (
        <div className={styles.cover} aria-hidden>
          {incident.cover.slice(0, 3).map((seq) => (
            <img key={seq} src={bridge.resource(`thumb/${seq}`)} alt="" loading="lazy" />
          ))}
        </div>
      )}
      <div className={styles.tick}>
        <CheckMark
          label={t('manyCases.choose', { name: plainlyShown(incident.title) })}
          checked={chosen}
          onChange={() => onChoose(id, 'also')}
        />
      </div>
      <div className={styles.text}>
        <h2>
          <Button look="link" onPress={() => go({ at: 'case', id })}>
            <Foreign text={incident.title} />
          </Button>
        </h2>
        <p>
          <bdi>{incident.when === '' ? t('cases.whenUnknown') : inWords(incident.when)}</bdi>
          {' · '}
          {incident.place === '' ? t('cases.whereUnknown') : <Foreign text={incident.place} />}
        </p>
        {incident.facility !== '' && (
          <p className={styles.dim}>
            <Foreign text={incident.facility} />
          </p>
        )}
        <p className={styles.tags}>
          {incident.attackTypes.map((type) => (
            <Tag key={type}>{words.attackType(type)}</Tag>
          ))}
        </p>
        <p className={styles.dim}>
          {t('cases.items', { count: incident.items })} · {t('cases.testimonyCount', { count: incident.testimonies })}
        </p>
      </div>
      {menu}
    </article>
  );
}
