import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemDetail } from '../../shared/contract.ts';
import { cameraName } from '../../shared/model/camera-name.ts';
import { sunOver } from '../../shared/model/sun.ts';
import { Foreign } from '../kit/foreign.tsx';
import { useDates } from '../language/dates.ts';
import { ContentCredentials, DeviceNumbers } from './device-rows.tsx';
import styles from './item.module.css';
import { Length, Tracks } from './recorded.tsx';
import { Sun } from './sun-row.tsx';

type Tag = { name: string; value: string };

const bare = (name: string) => name.slice(name.indexOf(':') + 1);

/** A coordinate and its reference say one thing: shown on one line, both as they stand in the file. */
function withReferences(tags: readonly Tag[]): Tag[] {
  const references = new Map(tags.filter(({ name }) => name.endsWith('Ref')).map(({ name, value }) => [name, value]));
  const joined = tags.map((tag) => {
    const reference = references.get(`${tag.name}Ref`);
    if (reference === undefined) return tag;
    references.delete(`${tag.name}Ref`);
    return { name: tag.name, value: `${tag.value} ${reference}` };
  });
  return joined.filter(({ name }) => !name.endsWith('Ref') || references.has(name));
}

/** The raw tags that a derived value came from, as they stand in the file. */
function Raw({ tags }: { tags: readonly Tag[] }) {
  const { t } = useTranslation();
  if (tags.length === 0) return <span className={styles.dim}>{t('item.fileSilent')}</span>;
  return (
    <>
      {withReferences(tags).map((tag) => (
        <div key={tag.name}>
          <bdi dir="ltr">{tag.value}</bdi>
          <i>
            <bdi>{bare(tag.name)}</bdi>
          </i>
        </div>
      ))}
    </>
  );
}

type Row = {
  readonly key:
    | 'captured'
    | 'position'
    | 'direction'
    | 'camera'
    | 'device'
    | 'credentials'
    | 'picture'
    | 'sun'
    | 'length'
    | 'tracks'
    | 'pages';
  readonly read: readonly Tag[];
  readonly derived: ReactNode;
};

const cameraNames = ['Make', 'Model', 'LensModel', 'LensInfo', 'Software'];
/** Names that other tags have, too. */
const lensNames = ['Nikon:Lens', 'XMP-aux:Lens'];

/** Read and derived side by side, never merged; what people assert stands below, under its own heading. */
export function Columns({ item }: { item: ItemDetail }) {
  const { t } = useTranslation();
  const { captured } = useDates();
  const { metadata } = item;
  if (metadata === null) return null;
  const tags = [...metadata.read.camera, ...metadata.read.gps, ...metadata.read.other];
  const named = (names: readonly string[]) => tags.filter(({ name }) => names.includes(name));
  const { derived } = metadata;
  const cameraTags = tags.filter(({ name }) => cameraNames.includes(bare(name)) || lensNames.includes(name));

  const rows: Row[] = [
    {
      key: 'captured',
      read: named(derived.captured?.from ?? []),
      derived: derived.captured && <bdi>{captured(derived.captured)}</bdi>,
    },
    {
      key: 'position',
      read: named(derived.position?.from ?? []),
      derived: derived.position && (
        <>
          <bdi dir="ltr">
            {derived.position.latitude}, {derived.position.longitude}
          </bdi>
          {derived.position.errorMetres !== null && <i>{t('item.error', { metres: derived.position.errorMetres })}</i>}
          {derived.position.altitude !== null && <i>{t('item.altitude', { metres: derived.position.altitude })}</i>}
        </>
      ),
    },
    {
      key: 'camera',
      read: cameraTags,
      derived: derived.camera && (
        <>
          <Foreign text={cameraName(derived.camera) || '–'} />
          {derived.camera.lens !== null && (
            <i>
              <Foreign text={derived.camera.lens} />
            </i>
          )}
          {derived.camera.software !== null && <i>{t('item.software', { software: derived.camera.software })}</i>}
        </>
      ),
    },
  ];
  if (derived.device)
    rows.push({ key: 'device', read: named(derived.device.from), derived: <DeviceNumbers device={derived.device} /> });
  if (derived.credentials)
    rows.push({
      key: 'credentials',
      read: tags.filter(({ name }) => ['C2PA:ClaimGenerator', 'C2PA:Actions'].includes(name)),
      derived: <ContentCredentials credentials={derived.credentials} />,
    });
  const direction = derived.position?.direction;
  if (direction) {
    rows.splice(2, 0, {
      key: 'direction',
      read: tags.filter(({ name }) => bare(name).startsWith('GPSImgDirection')),
      derived: (
        <>
          <bdi dir="ltr">{direction.degrees}°</bdi>
          <i>{t(`item.north.${direction.north}`)}</i>
        </>
      ),
    });
  }
  const sun = sunOver(derived.captured, derived.position);
  if (sun !== null) {
    const clock = sun.clock === 'gps' ? ['GPS:GPSDateStamp', 'GPS:GPSTimeStamp'] : (derived.captured?.from ?? []);
    rows.push({ key: 'sun', read: named(clock), derived: <Sun sun={sun} /> });
  }
  if (derived.picture) {
    rows.push({
      key: 'picture',
      read: tags.filter(({ name }) =>
        (derived.recording ? ['ImageWidth', 'ImageHeight'] : ['Orientation']).includes(bare(name)),
      ),
      derived: t('item.pixels', { width: derived.picture.width, height: derived.picture.height }),
    });
  }

  if (derived.recording) {
    const { recording } = derived;
    const stated = tags.filter(({ name }) => name === 'QuickTime:Duration');
    rows.push({ key: 'length', read: stated, derived: recording.seconds && <Length recording={recording} /> });
    const codecs = tags.filter(({ name }) => ['CompressorID', 'AudioFormat', 'MetaFormat'].includes(bare(name)));
    rows.push({
      key: 'tracks',
      read: codecs,
      derived: recording.tracks.length > 0 && <Tracks recording={recording} />,
    });
  }
  if (derived.document) {
    const { pages, locked } = derived.document;
    // When a document was written is no time of capture: of these rows it has none.
    rows.splice(0, rows.length, {
      key: 'pages',
      read: tags.filter(({ name }) => name === 'PDF:PageCount'),
      derived: locked ? t('document.locked') : pages === null ? null : t('document.pages', { count: pages }),
    });
  }

  return (
    <>
      <table className={styles.columns} aria-label={t('item.columns')}>
        <thead>
          <tr>
            <th scope="col">{t('item.read')}</th>
            <th scope="col">{t('item.derived')}</th>
          </tr>
        </thead>
        {rows.map((row) => (
          <tbody key={row.key}>
            <tr>
              <th scope="rowgroup" colSpan={2}>
                {t(`item.rows.${row.key}`)}
              </th>
            </tr>
            <tr>
              <td>
                <Raw tags={row.read} />
              </td>
              <td>{row.derived || '–'}</td>
            </tr>
          </tbody>
        ))}
      </table>
      {metadata.parsers.length > 0 && (
        <p className={styles.dim}>{t('item.parsers', { parsers: metadata.parsers.join(', ') })}</p>
      )}
      {metadata.refused.length > 0 && (
        <div className={styles.refused}>
          <p className={styles.label}>{t('item.refused')}</p>
          <p className={styles.dim}>{t('item.refusedText')}</p>
          <ul>
            {metadata.refused.map((each) => (
              <li key={each.name}>
                <code dir="ltr">
                  {each.name} = <Foreign text={each.value} />
                </code>{' '}
                <span className={styles.dim}>{t(`refusedReason.${each.reason}`)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
