import { FileUp } from 'lucide-react';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../shared/contract.ts';
import { listDelimiters } from '../../shared/model/case-list.ts';
import { type Encoding, encodings } from '../../shared/model/text-encoding.ts';
import { bridge } from '../bridge/bridge.ts';
import { type Gathered, gatherPicked } from '../bridge/gather.ts';
import { Button } from '../kit/button.tsx';
import { Foreign, plainlyShown } from '../kit/foreign.tsx';
import { Notice } from '../kit/notice.tsx';
import { Select } from '../kit/select.tsx';
import { useNumbers } from '../language/dates.ts';
import { DropAnywhere } from '../shell/drop-anywhere.tsx';
import type { ChosenFile } from './asking.ts';
import styles from './case-lists.module.css';

export interface Written {
  readonly encoding: Encoding | null;
  readonly delimiter: (typeof listDelimiters)[number] | null;
}

const asFound: Written = { encoding: null, delimiter: null };

/** Which file, and whether its letters and columns are read rightly. */
export function FileStep(props: {
  readonly file: ChosenFile;
  readonly written: Written;
  readonly survey: CallOutput<'caseList.survey'> | null;
  readonly busy: boolean;
  /** The name of a list that was begun and not taken in. */
  readonly begun: string | null;
  readonly onLook: (file: ChosenFile, written: Written) => void;
}) {
  const { t } = useTranslation();
  const { number } = useNumbers();
  const { file, written, survey, onLook } = props;
  const input = useRef<HTMLInputElement>(null);
  const onFiles = useCallback((files: Gathered[]) => onLook({ path: '', files: files.slice(0, 1) }, asFound), [onLook]);
  const pick = async () => {
    if (bridge.shell === null) {
      input.current?.click();
      return;
    }
    const path = await bridge.shell.pickFile({ title: t('caseList.pick') });
    if (path !== null) onLook({ path, files: [] }, asFound);
  };
  return (
    <>
      <p className={styles.text}>{t('caseList.intro')}</p>
      {survey === null && props.begun !== null && (
        <Notice kind="info" title={t('caseList.begun', { name: plainlyShown(props.begun) })}>
          {t('caseList.begunText')}
        </Notice>
      )}
      <div>
        <Button
          look={survey === null ? 'primary' : 'plain'}
          large
          icon={<FileUp aria-hidden />}
          busy={props.busy}
          onPress={() => void pick()}
        >
          {t(survey === null ? 'caseList.pick' : 'caseList.pickOther')}
        </Button>
        {bridge.shell === null && (
          <input
            ref={input}
            type="file"
            accept=".csv,.tsv,.txt,text/csv"
            hidden
            data-testid="list-file"
            onChange={(event) => {
              const files = gatherPicked(event.currentTarget.files ?? []);
              event.currentTarget.value = '';
              if (files.length > 0) onFiles(files);
            }}
          />
        )}
      </div>
      {survey !== null && (
        <>
          <p>
            {t('caseList.found', {
              name: plainlyShown(survey.name),
              rows: number(survey.rows),
              columns: number(survey.columns.length),
            })}
          </p>
          {survey.known !== null && (
            <Notice kind="info" title={t('caseList.known', { name: survey.known })}>
              {t('caseList.knownText')}
            </Notice>
          )}
          <div className={styles.two}>
            <Select
              label={t('caseList.encoding')}
              value={written.encoding ?? survey.encoding}
              options={encodings.map((key) => ({ key, label: key }))}
              onChange={(encoding) => onLook(file, { ...written, encoding })}
              description={t(survey.guessed ? 'caseList.encodingGuessed' : 'caseList.encodingFound')}
            />
            <Select
              label={t('caseList.delimiter')}
              value={survey.delimiter}
              options={listDelimiters.map((key) => ({
                key,
                label: t(
                  `caseList.delimiters.${key === '\t' ? 'tab' : key === ',' ? 'comma' : key === ';' ? 'semicolon' : 'bar'}`,
                ),
              }))}
              onChange={(delimiter) => onLook(file, { ...written, delimiter })}
            />
          </div>
          <h2 className={styles.head}>{t('caseList.sample')}</h2>
          <section className={styles.scroll} aria-label={t('caseList.sample')}>
            <table className={styles.table}>
              <thead>
                <tr>
                  {survey.columns.map(({ name }) => (
                    <th key={name} scope="col">
                      <Foreign text={name} />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {survey.sample.map((cells, row) => (
                  <tr key={JSON.stringify([row, cells])}>
                    {survey.columns.map(({ name }, index) => (
                      <td key={name}>
                        <Foreign text={cells[index] ?? ''} />
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
      <DropAnywhere onFiles={onFiles} words={t('caseList.drop')} />
    </>
  );
}
