/** Whatever is brought to a witness in whatever order, what it countersigned is one history. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { primitives } from '../../../electron/core/ledger/primitives.ts';
import { Witness } from '../../../electron/core/witness/witness.ts';
import { encodeUtf8, equalBytes } from '../../../shared/ledger/bytes.ts';
import { readCheckpoint } from '../../../shared/ledger/checkpoint.ts';
import { cosignedAt } from '../../../shared/ledger/cosignature.ts';
import { lineState, readVerifierKey } from '../../../shared/ledger/note.ts';
import { requestOf, ScriptedLedger, type Step } from '../../fixtures/witness.ts';

const folders: string[] = [];
const folder = () => {
  const path = mkdtempSync(join(tmpdir(), 'sanad-witness-'));
  folders.push(path);
  return path;
};
afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

type Deed =
  | { readonly kind: 'grow'; readonly branch: number; readonly steps: readonly Step[] }
  | { readonly kind: 'fork'; readonly branch: number; readonly at: number }
  | { readonly kind: 'ask'; readonly branch: number; readonly from: number | 'held'; readonly size: number };

const share = fc.integer({ min: 0, max: 1_000 });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('grow' as const),
      branch: fc.nat(9),
      steps: fc.array(fc.oneof({ weight: 5, arbitrary: fc.constant('record' as const) }, fc.constant('key' as const)), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fork' as const), branch: fc.nat(9), at: share }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      branch: fc.nat(9),
      from: fc.oneof({ weight: 4, arbitrary: fc.constant('held' as const) }, share),
      size: share,
    }),
  },
);

describe('a witness under random growth, forks and rollbacks', () => {
  it('countersigns one history, never a smaller tree, and refuses no honest growth', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 30 }), fc.nat(), async (deeds, seed) => {
        let seconds = 1_461_830_400;
        const witness = await Witness.create({
          folder: folder(),
          name: 'witness.example/1',
          passphrase: 'training passphrase',
          workFactor: 2,
          // A clock that also goes back.
          now: () => {
            seconds += deeds.length % 2 === 0 ? 7 : -7;
            return new Date(seconds * 1_000);
          },
        });
        const key = readVerifierKey(primitives, witness.verifierKey);
        const branches = [new ScriptedLedger(`property ${seed}`)];
        const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
        const scaled = (part: number, size: number) => 1 + Math.floor((part * (size - 1)) / 1_000);
        let heldBranch: ScriptedLedger | null = null;
        let held = 0;
        let time = 0;
        for (const [index, one] of deeds.entries()) {
          const branch = at(branches, one.branch);
          const { ledger } = branch;
          if (one.kind === 'grow') {
            branch.grow(one.steps);
          } else if (one.kind === 'fork') {
            branches.push(branch.fork(scaled(one.at, ledger.size), `fork ${index}`).grow(['record']));
          } else {
            const size = one.from === 'held' ? ledger.size : scaled(one.size, ledger.size);
            const wanted = one.from === 'held' ? Math.min(held, size) : Math.min(size, scaled(one.from, ledger.size));
            const answer = witness.cosign(encodeUtf8(requestOf(ledger, wanted, size)));
            const shares =
              heldBranch === null ||
              (size >= held &&
                equalBytes(
                  branch.ledger.entries[held - 1]?.leaf ?? encodeUtf8('none'),
                  heldBranch.ledger.entries[held - 1]?.leaf as Uint8Array,
                ));
            if (answer.outcome === 'cosigned') {
              // Every entry contains the hash of the one before it: one leaf in common is a whole past in common.
              expect(shares).toBe(true);
              expect(size).toBeGreaterThanOrEqual(held);
              const checkpoint = readCheckpoint(encodeUtf8(answer.note));
              expect(checkpoint.note.text).toBe(ledger.text(size));
              expect(lineState(primitives, checkpoint.note, key)).toBe('good');
              const said = cosignedAt(checkpoint.note, key) ?? 0;
              expect(said).toBeGreaterThanOrEqual(time);
              [heldBranch, held, time] = [branch, size, said];
            } else {
              expect(answer.held).toBe(held);
              // Honest growth with the right proof is never refused.
              expect(shares && (wanted === held || size === held)).toBe(false);
              if (size < held) expect(['rollback', 'fork', 'unsigned']).toContain(answer.outcome);
            }
          }
        }
        const [known] = witness.memory.ledgers();
        expect(known?.size ?? 0).toBe(held);
        witness.close();
      }),
      { numRuns: 60 },
    );
  });
});
