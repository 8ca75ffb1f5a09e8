import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemDetail } from '../../shared/contract.ts';
import { personalSubject } from '../../shared/model/personal-tags.ts';
import { Button } from '../kit/button.tsx';
import { classes } from '../kit/classes.ts';
import { TextField } from '../kit/field.tsx';
import { Foreign } from '../kit/foreign.tsx';
import { Tag } from '../kit/tag.tsx';
import styles from './item.module.css';

/** Every raw tag, as it stands in the file. */
export function Tags(props: {
  readonly item: ItemDetail;
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}) {
  const { t } = useTranslation();
  const [sought, setSought] = useState('');
  const { metadata } = props.item;
  if (metadata === null) return null;
  const all = [...metadata.read.camera, ...metadata.read.gps, ...metadata.read.other];
  const lower = sought.trim().toLowerCase();
  const found = all.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(lower));
  return (
    <section className={classes(styles.tags, props.open && styles.tagsOpen)} aria-label={t('item.tags')}>
      <div>
        <Button look="link" aria-expanded={props.open} onPress={() => props.onOpen(!props.open)}>
          {props.open ? t('item.hideTags') : t('item.showTags')}
        </Button>{' '}
        <span className={styles.dim}>{t('item.tagsText', { count: all.length })}</span>
      </div>
      {props.open && (
        <>
          <TextField
            label={t('item.filterTags')}
            hideLabel
            placeholder={t('item.filterTags')}
            value={sought}
            onChange={setSought}
          />
          <div className={styles.tagScroll}>
            <table className={styles.tagTable}>
              <thead>
                <tr>
                  <th scope="col">{t('item.tagName')}</th>
                  <th scope="col">{t('item.tagValue')}</th>
                </tr>
              </thead>
              <tbody>
                {[...found.entries()].map(([place, tag]) => (
                  <tr key={place}>
                    <th scope="row" dir="ltr">
                      <Foreign text={tag.name} />
                    </th>
                    <td>
                      <Foreign text={tag.value} /> <Personal name={tag.name} />
                    </td>
                  </tr>
                ))}
                {found.length === 0 && (
                  <tr>
                    <td colSpan={2}>{t('item.noTags')}</td>
                  </tr>
                )}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

/** Says of a tag that it may point to a person: by the list that keeps files back from who publishes. */
function Personal({ name }: { name: string }) {
  const { t } = useTranslation();
  const subject = personalSubject(name);
  return subject === null ? null : <Tag>{t(`personal.${subject}`)}</Tag>;
}
