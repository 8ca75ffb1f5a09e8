import { Flame, ShieldCheck, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErasurePlan, ErasureRequest } from '../../shared/contract.ts';
import { Button } from '../kit/button.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { useDates, useNumbers } from '../language/dates.ts';
import { useWords } from '../language/words.ts';
import { placeOf, usePlaces } from '../shell/places.tsx';
import styles from './erasure.module.css';

/** What goes, what stays, and what can't be reached: side by side. */
export function PlanLists({ plan, onLeave }: { plan: ErasurePlan; onLeave: () => void }) {
  const { t } = useTranslation();
  const { bytes } = useNumbers();
  const { go } = usePlaces();
  const { entries, files, drafts, searches, earlierLedgers, sharedWith, mentions, copies } = plan;
  return (
    <div className={styles.lists}>
      <List icon={<Flame aria-hidden />} title={t('erasure.goes')}>
        <li>
          {t('erasure.entries', { count: entries.length })}
          <EntryLines entries={entries} label={t('erasure.entries', { count: entries.length })} />
        </li>
        {files.originals > 0 && <li>{t('erasure.files', { count: files.originals, size: bytes(files.bytes) })}</li>}
        {files.previews > 0 && <li>{t('erasure.previews', { count: files.previews })}</li>}
        {drafts.length > 0 && <li>{t('erasure.drafts', { count: drafts.length })}</li>}
        {searches > 0 && <li>{t('erasure.searches', { count: searches })}</li>}
        {earlierLedgers > 0 && <li>{t('erasure.earlier', { count: earlierLedgers })}</li>}
      </List>
      <List icon={<ShieldCheck aria-hidden />} title={t('erasure.stays')}>
        <li>{t('erasure.skeleton')}</li>
        <li>{t('erasure.said')}</li>
        {sharedWith.length > 0 && <li>{t('erasure.shared', { items: sharedWith.join(', ') })}</li>}
        {mentions.length > 0 && (
          <li>
            {t('erasure.mentions')}
            <ul className={styles.mentions}>
              {mentions.map((mention) => (
                <li key={`${mention.what} ${mention.what === 'item' ? mention.seq : mention.id}`}>
                  <Button
                    look="link"
                    onPress={() => {
                      onLeave();
                      go(placeOf(mention));
                    }}
                  >
                    <Foreign text={mention.name} />
                  </Button>
                </li>
              ))}
            </ul>
          </li>
        )}
      </List>
      <List icon={<Unplug aria-hidden />} title={t('erasure.copies')}>
        <Copies copies={copies} />
      </List>
    </div>
  );
}

/** What was destroyed, and what had left before: the plan's lists as they stand once it is done. */
export function DoneLists({ entries, copies }: Pick<NonNullable<ErasureRequest['erased']>, 'entries' | 'copies'>) {
  const { t } = useTranslation();
  return (
    <div className={styles.lists}>
      <List icon={<Flame aria-hidden />} title={t('erasure.whatWent')}>
        <li>
          <EntryLines entries={entries} label={t('erasure.whatWent')} />
        </li>
      </List>
      <List icon={<Unplug aria-hidden />} title={t('erasure.copiesThen')}>
        <Copies copies={copies} />
      </List>
    </div>
  );
}

function EntryLines({ entries, label }: Pick<ErasurePlan, 'entries'> & { label: string }) {
  const { t } = useTranslation();
  const { shortInstant } = useDates();
  return (
    <ul className={styles.entries} aria-label={label}>
      {entries.map(({ seq, at, action, fields }) => (
        <li key={seq}>
          <bdi>{seq}</bdi> · {t(`history.${action}`)} · <bdi>{shortInstant(at)}</bdi> ·{' '}
          {t('erasure.fields', { count: fields.length })}
        </li>
      ))}
    </ul>
  );
}

/** `copies`: `null` where nobody knows any more. */
function Copies({ copies }: Pick<NonNullable<ErasureRequest['erased']>, 'copies'>) {
  const { t } = useTranslation();
  const { shortInstant } = useDates();
  const words = useWords();
  const nobody = t('erasure.nobody');
  return (
    <>
      {copies === null && <li>{t('erasure.copiesLost')}</li>}
      {copies?.length === 0 && <li>{t('erasure.noCopies')}</li>}
      {copies?.map(({ kind, seq, at, audience, recipient }) => (
        <li key={seq}>
          {t(`erasure.${kind}`, {
            at: shortInstant(at),
            seq,
            audience: audience === null ? nobody : words.audience(audience),
            recipient: recipient || nobody,
          })}
        </li>
      ))}
      {copies !== null && copies.length > 0 && <li>{t('erasure.tell')}</li>}
      <li>{t('erasure.backups')}</li>
      <li>{t('erasure.disk')}</li>
    </>
  );
}

function List({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <section className={styles.list}>
      <h3>
        {icon}
        {title}
      </h3>
      <ul>{children}</ul>
    </section>
  );
}
