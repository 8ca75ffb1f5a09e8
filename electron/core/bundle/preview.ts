import { matterOfEntry, matterOfField } from '../../../shared/bundle/matter.ts';
import type { ExportPreview } from '../../../shared/contract.ts';
import { readFileClaim } from '../../../shared/ledger/reserved.ts';
import type { Audience } from '../../../shared/model/vocabulary.ts';
import type { Ground, Matter } from '../../../shared/model/withholding.ts';
import type { OpenVault } from '../vault/vault.ts';
import { type Judged, Standing } from './standing.ts';
import { nextTurn } from './turns.ts';

/** What would leave and what would stay, decided by the same gate and over the same entries as an export. Nothing is recorded. */
export async function previewExport(
  vault: OpenVault,
  audience: Audience,
  signal?: AbortSignal,
): Promise<ExportPreview> {
  const standing = await Standing.of(vault.ledger, audience, signal);
  const tally = new Tally();
  for (let seq = 0; seq < standing.size; seq++) {
    tally.add(standing.judge(seq));
    await nextTurn(seq, signal);
  }
  return tally.preview(audience);
}

/** Counts things, not entries: a record with five corrections is one. */
class Tally {
  readonly #leaves = new Map<Matter, Set<string>>();
  readonly #stays = new Map<Matter, Map<Ground, Set<string>>>();
  readonly #files = new Map<string, number>();

  add({ seq, subject, decision, shown }: Judged): void {
    const { type, fields } = subject;
    const kind = typeof fields.kind === 'string' ? fields.kind : null;
    const id = typeof fields.id === 'string' ? fields.id : `entry ${seq}`;
    const matter = matterOfEntry(type, kind);
    if (shown.length === 0) {
      this.#stay(matter, [...decision.values()].find((ground) => ground !== null) ?? 'erased', id);
      return;
    }
    const whole = matter === 'originals' ? decision.get('file') === null : true;
    if (whole) this.#leave(matter, id);
    for (const [name, ground] of decision) {
      if (ground !== null) this.#stay(matterOfField(name), ground, `${id} ${seq} ${name}`);
    }
    for (const { name } of shown) {
      const claim = readFileClaim(fields[name] ?? null);
      if (claim !== null) this.#files.set(claim.sha256, claim.size);
    }
  }

  preview(audience: Audience): ExportPreview {
    const count = (matter: Matter): number => this.#leaves.get(matter)?.size ?? 0;
    return {
      audience,
      items: count('originals'),
      bytes: [...this.#files.values()].reduce((sum, size) => sum + size, 0),
      incidents: count('incidents'),
      testimonies: count('testimonies'),
      leaves: [...this.#leaves].map(([what, ids]) => ({ what, count: ids.size })),
      stays: [...this.#stays].flatMap(([what, byGround]) =>
        [...byGround].map(([ground, ids]) => ({ what, count: ids.size, ground })),
      ),
    };
  }

  #leave(matter: Matter, id: string): void {
    this.#leaves.set(matter, (this.#leaves.get(matter) ?? new Set()).add(id));
  }

  #stay(matter: Matter, ground: Ground, id: string): void {
    const byGround = this.#stays.get(matter) ?? new Map<Ground, Set<string>>();
    this.#stays.set(matter, byGround.set(ground, (byGround.get(ground) ?? new Set()).add(id)));
  }
}
