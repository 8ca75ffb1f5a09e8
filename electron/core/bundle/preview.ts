import { matterOfEntry, matterOfField } from '../../../shared/bundle/matter.ts';
import type { ExportPreview, WithholdingChoice } from '../../../shared/contract.ts';
import { readFileClaim } from '../../../shared/ledger/reserved.ts';
import type { Question } from '../../../shared/model/stated-use.ts';
import type { Audience } from '../../../shared/model/vocabulary.ts';
import type { Matter } from '../../../shared/model/withholding.ts';
import { type StatedUse, usedAs } from '../gate/stating.ts';
import type { OpenVault } from '../vault/vault.ts';
import { vouchedEntries } from '../witness/cosignatures.ts';
import { answersStand } from './handing-over.ts';
import { type Judged, Standing } from './standing.ts';
import { nextTurn } from './turns.ts';
import type { Withheld } from './withheld.ts';

/**
 * What would leave and what would stay, decided by the same gate and over the same entries as an export. Nothing is recorded.
 * Throws USE_RULE, WITHHOLDING_UNKNOWN.
 */
export async function previewExport(
  vault: OpenVault,
  stated: StatedUse,
  choices: readonly WithholdingChoice[] = [],
  signal?: AbortSignal,
): Promise<ExportPreview> {
  const standing = await Standing.of(vault.ledger, usedAs(vault, stated), signal, choices);
  const tally = new Tally();
  const vouched = vouchedEntries(vault);
  let uncountersigned = answersStand(vault, stated) ? 0 : 1;
  for (let seq = 0; seq < standing.size; seq++) {
    const judged = standing.judge(seq);
    tally.add(judged);
    if (seq >= vouched && judged.body !== null && judged.shown.length > 0) uncountersigned++;
    await nextTurn(seq, signal);
  }
  return { ...tally.preview(stated.audience, standing.questions), uncountersigned };
}

/** Counts things, not entries: a record with five corrections is one. */
class Tally {
  readonly #leaves = new Map<Matter, Set<string>>();
  readonly #stays = new Map<string, { what: Matter; why: Withheld; ids: Set<string> }>();
  readonly #files = new Map<string, number>();

  add({ seq, subject, decision, shown, erased }: Judged): void {
    const { type, fields } = subject;
    const kind = typeof fields.kind === 'string' ? fields.kind : null;
    const id = typeof fields.id === 'string' ? fields.id : `entry ${seq}`;
    const matter = matterOfEntry(type, kind);
    if (shown.length === 0) {
      this.#stay(matter, [...decision.values()].find((why) => why !== null) ?? erased, id);
      return;
    }
    const whole = matter === 'originals' ? decision.get('file') === null : true;
    if (whole) this.#leave(matter, id);
    for (const [name, why] of decision) {
      if (why !== null) this.#stay(matterOfField(name), why, `${id} ${seq} ${name}`);
    }
    for (const { name } of shown) {
      const claim = readFileClaim(fields[name] ?? null);
      if (claim !== null) this.#files.set(claim.sha256, claim.size);
    }
  }

  preview(audience: Audience, questions: readonly Question[]): Omit<ExportPreview, 'uncountersigned'> {
    const count = (matter: Matter): number => this.#leaves.get(matter)?.size ?? 0;
    return {
      audience,
      items: count('originals'),
      bytes: [...this.#files.values()].reduce((sum, size) => sum + size, 0),
      incidents: count('incidents'),
      testimonies: count('testimonies'),
      questions: [...questions],
      leaves: [...this.#leaves].map(([what, ids]) => ({ what, count: ids.size })),
      stays: [...this.#stays.values()].map(({ what, why, ids }) => {
        const { ground, authority, review, chosen } = why;
        return { what, count: ids.size, ground, chosen: chosen ? { authority, review } : null };
      }),
    };
  }

  #leave(matter: Matter, id: string): void {
    this.#leaves.set(matter, (this.#leaves.get(matter) ?? new Set()).add(id));
  }

  /** What a person keeps back by hand stands apart, with what it rests on. */
  #stay(what: Matter, why: Withheld, id: string): void {
    const key = JSON.stringify([what, why.ground, why.chosen ? [why.authority, why.review] : null]);
    const line = this.#stays.get(key) ?? { what, why, ids: new Set() };
    line.ids.add(id);
    this.#stays.set(key, line);
  }
}
