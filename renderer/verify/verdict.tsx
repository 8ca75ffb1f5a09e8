import { Check, CircleCheck, CircleHelp, Minus, OctagonAlert, Split, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Verdict as VerdictName, VerificationReport } from '../../shared/model/report.ts';
import { statementsOf, verdictKey } from '../../shared/report/statements.ts';
import { Button } from '../kit/button.tsx';
import { classes } from '../kit/classes.ts';
import { Deeds } from '../kit/dialog.tsx';
import { plainlyShown } from '../kit/foreign.tsx';
import { Hash } from '../kit/hash.tsx';
import { FaultNotice, Notice } from '../kit/notice.tsx';
import { fromItsTop, Section } from '../kit/page.tsx';
import { useDates, useNumbers } from '../language/dates.ts';
import { Anchors } from './anchors.tsx';
import { Exhibits } from './exhibits.tsx';
import { Findings } from './findings.tsx';
import { useKeepReport } from './keep-report.ts';
import styles from './verify.module.css';
import { Vouching } from './vouching.tsx';
import { Withheld } from './withheld.tsx';

const faces = {
  WITNESSED: { Icon: CircleCheck, kind: 'good' },
  CONSISTENT: { Icon: CircleCheck, kind: 'good' },
  UNANCHORED: { Icon: TriangleAlert, kind: 'warn' },
  DIVERGED: { Icon: Split, kind: 'wrong' },
  INVALID: { Icon: OctagonAlert, kind: 'wrong' },
  COULD_NOT_RUN: { Icon: CircleHelp, kind: 'info' },
} as const satisfies Record<VerdictName, unknown>;

/** The verdict, then what it shows, then what it doesn't, then everything it rests on. */
export function Verdict({ report, onCompare }: { report: VerificationReport; onCompare: () => void }) {
  const { t } = useTranslation();
  const { instant } = useDates();
  const { number } = useNumbers();
  const { Icon, kind } = faces[report.verdict];
  const { shows, doesNot } = statementsOf(report);
  const kept = useKeepReport(report);
  const title = report.headline === null ? t(`verdict.${verdictKey(report)}.title`) : t(`headline.${report.headline}`);
  return (
    <article ref={fromItsTop} className={styles.report}>
      <div className={classes(styles.verdict, styles[kind])} role="status">
        <Icon aria-hidden />
        <div>
          <h2>{title}</h2>
          <p>{t(`verdict.${verdictKey(report)}.explanation`)}</p>
          {report.verdict !== 'COULD_NOT_RUN' && <p>{t('verdict.limit')}</p>}
          {report.recipient !== null && (
            <p className={styles.given}>
              {report.recipient === ''
                ? t('verify.toNobody')
                : t('verify.to', { recipient: plainlyShown(report.recipient) })}{' '}
              {report.exportedAt !== null && t('verify.at', { at: instant(report.exportedAt) })}
              {report.encrypted && ` ${t('verify.wasEncrypted')}`}
            </p>
          )}
          {report.known !== null && report.known.at !== null && (
            <p className={styles.given}>
              {t(`known.${report.known.relation}`, { size: number(report.known.size), at: instant(report.known.at) })}
            </p>
          )}
        </div>
      </div>

      <div className={styles.two}>
        {shows.length > 0 && (
          <section>
            <h3>{t('verify.shows')}</h3>
            <ul>
              {shows.map(({ key, count }) => (
                <li key={key}>
                  {key === 'nothing' ? (
                    <Minus className={styles.no} aria-hidden />
                  ) : (
                    <Check className={styles.yes} aria-hidden />
                  )}
                  {key === 'nothing' || key === 'nothingWithheld'
                    ? t(`verify.show.${key}`)
                    : t(`verify.show.${key}`, { count })}
                </li>
              ))}
            </ul>
          </section>
        )}
        <section>
          <h3>{t('verify.doesNot')}</h3>
          <ul>
            {doesNot.map((key) => (
              <li key={key}>
                <Minus className={styles.no} aria-hidden />
                {t(`verify.not.${key}`)}
              </li>
            ))}
          </ul>
        </section>
      </div>

      <Vouching report={report} />
      <Anchors report={report} />
      <Findings report={report} />
      {report.verdict !== 'COULD_NOT_RUN' && <Exhibits report={report} />}

      <Withheld report={report} />

      {report.root !== null && (
        <Section title={t('verify.checkpoint')}>
          {report.spoken !== null && (
            <Hash value={report.spoken.replaceAll('-', '')} label={t('ledgerScreen.code')} large />
          )}
          <p className={styles.dim}>{t('verify.checkpointText')}</p>
          <p className={styles.label}>{t('verify.root', { count: report.entries })}</p>
          <Hash value={report.root} label={t('verify.root', { count: report.entries })} />
          {report.ledger !== null && (
            <>
              <p className={styles.label}>{t('verify.ledger')}</p>
              <Hash value={report.ledger} label={t('verify.ledger')} />
            </>
          )}
        </Section>
      )}
      {kept.error !== null && <FaultNotice error={kept.error} />}
      {kept.data && <Notice kind="good" title={t('verify.saved')} />}
      <Deeds>
        <Button look="primary" large onPress={onCompare}>
          {t('verify.compare')}
        </Button>
        <Button large busy={kept.isPending} onPress={() => kept.mutate()}>
          {t('verify.print')}
        </Button>
      </Deeds>
    </article>
  );
}
