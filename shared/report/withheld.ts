import type { VerificationReport } from '../model/report.ts';
import { readAuthority } from '../model/withholding.ts';
import type { ReportWords } from './words.ts';

type Stated = VerificationReport['stated'][number];
/** Before a bundle is made, nobody is named yet and nothing can be overdue. */
type Reasons = Pick<Stated, 'authority' | 'review'> & Partial<Pick<Stated, 'by' | 'overdue'>>;

/** Whether a bundle shows its own export and nothing else: that the rest is withheld is then its nature. */
export function isPlainChain({ subject, shown, withheldFields }: VerificationReport): boolean {
  return subject === 'bundle' && shown === 1 && withheldFields === 0;
}

/** The ground that the exporter states: in words where it is one of ours, else as it stands. */
export function groundOf(ground: string, { say, knows, plain }: ReportWords): string {
  return knows(`ground.${ground}`) ? say(`ground.${ground}`) : plain(ground);
}

export function kindOf(what: string, { say, knows, plain }: ReportWords): string {
  return knows(`what.${what}`) ? say(`what.${what}`) : plain(what);
}

/** What the ground rests on, who decided, and when it is looked at again: all of it the exporter's word. */
export function reasonsOf({ authority, by, review, overdue = false }: Reasons, words: ReportWords): string {
  const { say, plain } = words;
  const rests =
    authority === null
      ? say('withheld.restsUnstated')
      : say('withheld.rests', { authority: authorityOf(authority, words) });
  const looked =
    review === null
      ? say('withheld.noReview')
      : say(overdue ? 'withheld.overdue' : 'withheld.review', { day: plain(review) });
  return `${[rests, ...(by === undefined ? [] : [say('withheld.decided', { by: plain(by) })]), looked].join(say('withheld.and'))}.`;
}

function authorityOf(text: string, { say, plain }: ReportWords): string {
  const known = readAuthority(text);
  if (known === null) return plain(text);
  const { authority, order } = known;
  const own =
    authority.kind === 'rule'
      ? say('withheld.authority.rule')
      : say(`withheld.authority.${authority.kind}`, { seq: authority.seq });
  return order === null ? own : `${own}${say('withheld.and')}${say('withheld.authority.opened', { seq: order })}`;
}

/** What is to be said beside the statement: what it leaves out, and what of the shown may have been corrected unseen. */
export function besideStatement(report: VerificationReport, { say }: ReportWords): string[] {
  const { unexplained, withheldFields, withheldEntries, correctableBelow } = report;
  const isWithheld = report.subject === 'bundle' && withheldFields + withheldEntries > 0;
  return [
    ...(isWithheld
      ? [
          isPlainChain(report)
            ? say('withheld.plain')
            : unexplained === 0
              ? say('withheld.explained')
              : say('withheld.unexplained', { count: unexplained }),
        ]
      : []),
    ...(correctableBelow > 0 ? [say('withheld.correctable', { seq: correctableBelow })] : []),
  ];
}
