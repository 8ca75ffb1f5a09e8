import { paths, recordPath } from '../../../../shared/ledger/bundle-layout.ts';
import type { Json } from '../../../../shared/ledger/canonical.ts';
import { hashHex } from '../../../fixtures/ledger.ts';
import { type Attack, allBut, attack, everyone, invalid, resealed, type Scene, type Tampered } from '../../attack.ts';
import { enclose, Forge, hashB64, isFile, open } from '../../forge.ts';
import { anyOf, shownEntry } from '../../places.ts';

/** What one without keys does to what is shown of entries, all lists of checksums, tag files and counts rewritten to match. */

/** Changes what is shown of one entry and nothing of the ledger: only that entry, and what the export gave, no longer fit. */
function editShown(
  scene: Scene,
  change: (forge: Forge, seq: number) => boolean,
  finds: readonly string[],
): Tampered | null {
  const seq = shownEntry(scene);
  if (seq === null || !change(scene.forge, seq)) return null;
  return resealed(scene.forge.done(), invalid(finds, { seq, spares: allBut(seq) }));
}

const twist = (value: Json): Json =>
  typeof value === 'string' ? `${value}!` : Array.isArray(value) ? [...value, 1] : 'another';

export const editedDisclosures: readonly Attack[] = [
  attack('edits a shown value', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const field = anyOf(
          scene,
          forge.opened(seq).filter(({ name }) => name !== 'body'),
        );
        if (field === null) return false;
        forge.replace(seq, field.name, enclose({ ...field, value: twist(field.value) }));
        forge.record(seq);
        return true;
      },
      ['FIELD_MISMATCH'],
    ),
  ),
  attack('backdates an entry by what is shown of it', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const at = forge.opened(seq).find(({ name }) => name === 'at');
        if (at === undefined) return false;
        const value = { ...(at.value as Record<string, Json>), wall: '2011-03-15T09:00:00.000Z' };
        forge.replace(seq, 'at', enclose({ ...at, value }));
        forge.record(seq);
        return true;
      },
      ['FIELD_MISMATCH'],
    ),
  ),
  attack('gives a shown value another salt', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const field = anyOf(scene, forge.opened(seq));
        if (field === null) return false;
        forge.replace(seq, field.name, enclose({ ...field, salt: hashB64(scene.chance.bytes(32)) }));
        return true;
      },
      ['FIELD_MISMATCH', 'BODY_MISMATCH'],
    ),
  ),
  attack('shows a value under the name of another field', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const operator = forge.opened(seq).find(({ name }) => name === 'operator');
        if (operator === undefined) return false;
        forge.replace(seq, 'operator', enclose({ ...operator, name: 'operator.real' }));
        return true;
      },
      ['FIELD_UNNAMED'],
    ),
  ),
  attack('swaps the values of two fields', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const [a, b] = forge.opened(seq).filter(({ name }) => name === 'operator' || name === 'type');
        if (a === undefined || b === undefined) return false;
        forge.replace(seq, a.name, enclose({ ...a, value: b.value }));
        forge.replace(seq, b.name, enclose({ ...b, value: a.value }));
        forge.record(seq);
        return true;
      },
      ['FIELD_MISMATCH'],
    ),
  ),
  attack('changes the name that a body gives to a field', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const body = forge.opened(seq).find(({ name }) => name === 'body');
        if (body === undefined) return false;
        const { type, ...others } = body.value as Record<string, Json>;
        forge.replace(seq, 'body', enclose({ ...body, value: { ...others, typ: type ?? null } }));
        return true;
      },
      ['BODY_MISMATCH'],
    ),
  ),
  attack('shows one entry with the disclosures of another', (scene) => {
    const { forge } = scene;
    const shown = forge.disclosed.filter((seq) => seq !== forge.last);
    if (shown.length < 2) return null;
    const [a, b] = [shown[0] as number, shown[1] as number];
    for (const line of forge.shown) if (line.seq === a || line.seq === b) line.seq = line.seq === a ? b : a;
    forge.shown.sort((x, y) => x.seq - y.seq);
    forge.record(a);
    forge.record(b);
    return resealed(forge.done(), invalid(['BODY_MISMATCH'], { seq: a, spares: allBut(a, b) }));
  }),
  attack('shows an entry with disclosures from another ledger', (scene) => {
    const { forge } = scene;
    const other = new Forge(scene.foreign.files);
    const seq = anyOf(
      scene,
      forge.disclosed.filter((own) => own !== forge.last && other.disclosed.includes(own)),
    );
    if (seq === null) return null;
    forge.shown = [
      ...forge.shown.filter((line) => line.seq !== seq),
      ...other.shown.filter((line) => line.seq === seq),
    ];
    forge.shown.sort((x, y) => x.seq - y.seq);
    forge.record(seq);
    return resealed(forge.done(), invalid(['BODY_MISMATCH'], { seq, spares: allBut(seq) }));
  }),
  attack('shows a field twice', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const at = forge.shown.findLastIndex((line) => line.seq === seq);
        forge.shown.splice(at, 0, { ...(forge.shown[at] as { seq: number; text: string }) });
        return true;
      },
      ['DISCLOSURE_DUPLICATE'],
    ),
  ),
  attack('shows a field in two versions', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const at = forge.shown.findLastIndex((line) => line.seq === seq);
        const opened = open(forge.shown[at]?.text ?? '');
        if (opened.name === 'body') return false;
        forge.shown.splice(at + 1, 0, { seq, text: enclose({ ...opened, value: twist(opened.value) }) });
        return true;
      },
      ['DISCLOSURE_DUPLICATE'],
    ),
  ),
  attack('shows a body twice', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const at = forge.shown.findIndex((line) => line.seq === seq);
        forge.shown.splice(at, 0, { ...(forge.shown[at] as { seq: number; text: string }) });
        return true;
      },
      ['DISCLOSURE_DUPLICATE'],
    ),
  ),
  attack('shows the fields of an entry in another order', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        const at = forge.shown.findLastIndex((line) => line.seq === seq);
        const names = forge.opened(seq).map(({ name }) => name);
        if (names.length < 3) return false;
        const [last] = forge.shown.splice(at, 1);
        forge.shown.splice(at - 1, 0, last as { seq: number; text: string });
        return true;
      },
      ['DISCLOSURE_ORDER'],
    ),
  ),
  attack('shows the entries in another order', (scene) => {
    const { forge } = scene;
    const shown = forge.disclosed;
    if (shown.length < 3) return null;
    const moved = scene.chance.pick(shown.slice(0, -2));
    const own = forge.shown.filter(({ seq }) => seq === moved);
    const others = forge.shown.filter(({ seq }) => seq !== moved);
    const closing = others.findIndex(({ seq }) => seq === forge.last);
    forge.shown = [...others.slice(0, closing), ...own, ...others.slice(closing)];
    return resealed(forge.done(), invalid(['DISCLOSURE_ORDER'], { seq: moved, spares: allBut(moved) }));
  }),
  attack('drops a shown field', (scene) => {
    const seq = shownEntry(scene);
    if (seq === null) return null;
    const { forge } = scene;
    const field = anyOf(
      scene,
      forge.opened(seq).filter(({ name, value }) => name !== 'body' && !isFile(value)),
    );
    if (field === null) return null;
    forge.replace(seq, field.name, null);
    forge.record(seq);
    return resealed(forge.done(), invalid(['GIVEN_DISCLOSURES'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
  attack('drops the body and leaves the fields', (scene) =>
    editShown(
      scene,
      (forge, seq) => {
        if (forge.opened(seq).length < 2) return false;
        forge.replace(seq, 'body', null);
        return true;
      },
      ['BODY_MISSING'],
    ),
  ),
  attack('drops all that is shown of an entry', (scene) => {
    const { forge } = scene;
    const seq = anyOf(
      scene,
      forge.disclosed.filter((own) => own !== forge.last && !forge.opened(own).some(({ value }) => isFile(value))),
    );
    if (seq === null) return null;
    forge.shown = forge.shown.filter((line) => line.seq !== seq);
    forge.files.delete(recordPath(seq));
    return resealed(forge.done(), invalid(['GIVEN_DISCLOSURES'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
  attack('shows something of an entry that is not there', (scene) => {
    const { forge } = scene;
    const { text } = forge.shown.at(-1) as { text: string };
    forge.shown.push({ seq: forge.last + scene.chance.between(1, 2 ** 40), text });
    return resealed(forge.done(), invalid(['DISCLOSURE_ENTRY'], { spares: everyone }));
  }),
  attack('takes the last line end of the disclosures', (scene) => {
    const files = scene.forge.done();
    files.set(paths.disclosures, (files.get(paths.disclosures) as Uint8Array).slice(0, -1));
    return resealed(files, invalid(['LINES_SYNTAX'], { path: paths.disclosures, spares: everyone }));
  }),

  // The closing export.
  attack('strips the recipient', (scene) => {
    const { forge } = scene;
    forge.replace(forge.last, 'recipient', null);
    forge.record(forge.last);
    return resealed(forge.done(), invalid(['EXPORT_WITHHOLDS'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
  attack('names another recipient', (scene) => {
    const { forge } = scene;
    const recipient = forge.opened(forge.last).find(({ name }) => name === 'recipient');
    if (recipient === undefined) return null;
    forge.replace(forge.last, 'recipient', enclose({ ...recipient, value: 'somebody else' }));
    forge.record(forge.last);
    return resealed(forge.done(), invalid(['FIELD_MISMATCH'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
  attack('shows nothing of the closing export', (scene) => {
    const { forge } = scene;
    forge.shown = forge.shown.filter(({ seq }) => seq !== forge.last);
    forge.files.delete(recordPath(forge.last));
    return resealed(forge.done(), invalid(['EXPORT_NOT_LAST'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
  attack('changes what the export says that it gave', (scene) => {
    const { forge } = scene;
    const given = forge.opened(forge.last).find(({ name }) => name === 'given');
    if (given === undefined) return null;
    const member = scene.chance.pick(['disclosures', 'entries', 'files']);
    const value = { ...(given.value as Record<string, Json>), [member]: hashHex(scene.chance.bytes(9)) };
    forge.replace(forge.last, 'given', enclose({ ...given, value }));
    forge.record(forge.last);
    return resealed(forge.done(), invalid(['FIELD_MISMATCH'], { seq: forge.last, spares: allBut(forge.last) }));
  }),
];
