/** Writes the last section of FORMAT.md from what the code computes. */
import { createHash } from 'node:crypto';
import { ed25519Sign, primitives, publicKeyOf } from '../../../electron/core/ledger/primitives.ts';
import { decodeBase64Url, encodeBase64Url } from '../../../shared/ledger/base64.ts';
import { decodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { anchorDigest, checkpointText, ledgerKey, ledgerOrigin } from '../../../shared/ledger/checkpoint.ts';
import { cosign, witnessKey } from '../../../shared/ledger/cosignature.ts';
import { ledgerId, NO_PREVIOUS, type SealedEntry, sealEntry } from '../../../shared/ledger/entry.ts';
import { encodeHex, hashToHex } from '../../../shared/ledger/hex.ts';
import { formatVerifierKey, signNote } from '../../../shared/ledger/note.ts';
import { spokenCode } from '../../../shared/ledger/spoken.ts';
import { nodeHash } from '../../../shared/ledger/tree.ts';

const sha256 = (text: string) => new Uint8Array(createHash('sha256').update(text).digest());

export function workedExample(): string {
  const seed = sha256('sanad training key');
  const publicKey = publicKeyOf(seed);
  const ledger = ledgerId(primitives, publicKey);
  let used = 0;
  const salts = () => encodeBase64Url(sha256(`sanad training salt ${used++}`));
  const at = (mono: number) => ({
    boot: '0badcafe',
    clock: 'manual' as const,
    mono,
    wall: '2016-04-28T06:00:00.000Z',
  });
  const genesis = sealEntry(
    primitives,
    salts,
    { seq: 0, ledger, prev: NO_PREVIOUS, key: publicKey },
    { type: 'genesis', operator: 'op-1', at: at(1000), fields: {} },
  );
  const record = sealEntry(
    primitives,
    salts,
    { seq: 1, ledger, prev: hashToHex(genesis.leaf), key: null },
    {
      type: 'record',
      operator: 'op-1',
      at: at(2000),
      fields: { 'account.1': 'The light went out.', witness: 'code-7' },
    },
  );
  const root = nodeHash(primitives, genesis.leaf, record.leaf);
  const text = checkpointText({ ledger, size: 2, root });
  const signer = { publicKey, sign: (message: Uint8Array) => ed25519Sign(seed, message) };
  const signed = signNote(primitives, ledgerOrigin(ledger), text, [signer]);
  const witnessSeed = sha256('sanad training witness');
  const witness = {
    name: 'witness.example/1',
    signer: { publicKey: publicKeyOf(witnessSeed), sign: (message: Uint8Array) => ed25519Sign(witnessSeed, message) },
    time: 1_461_823_200,
  };

  return [
    block('The key and the id of the ledger:', [
      `seed       ${encodeHex(seed)}`,
      `public key ${encodeHex(publicKey)}`,
      `ledger     ${ledger}`,
    ]),
    'Each disclosure below stands as its JSON, its b64url (the disclosure), and its digest.\n',
    ...entrySection('Entry 0, the genesis', genesis),
    ...entrySection('Entry 1, a record', record),
    block('The root over both, H(0x01 ‖ leaf 0 ‖ leaf 1):', [encodeHex(root)]),
    'The inclusion proof of entry 0 is leaf 1, that of entry 1 is leaf 0; the consistency proof from size 1 to 2 is leaf 1.\n',
    block('The signed checkpoint:', signed.split('\n').slice(0, -1)),
    block('The verifier key, the spoken code and the digest for anchors:', [
      formatVerifierKey(ledgerKey(primitives, ledger, publicKey)),
      spokenCode(primitives, text),
      encodeHex(anchorDigest(primitives, text)),
    ]),
    block(
      'A witness called `witness.example/1`, whose seed is H("sanad training witness"), cosigns that checkpoint at 1461823200. Its verifier key\nand its line, which follows the ledger\'s own:',
      [
        formatVerifierKey(witnessKey(primitives, witness.name, witness.signer.publicKey)),
        '',
        cosign(primitives, signed, witness).slice(signed.length, -1),
      ],
    ),
    'Withholding `witness` of entry 1 means handing over its body and every other disclosure but that one. Its digest in the body shows\nthat there is a witness; without the salt nobody can test a guess.\n',
  ].join('\n');
}

function entrySection(title: string, entry: SealedEntry): string[] {
  const disclosures = [...entry.fields, entry.body].flatMap(({ text, digest }) => [
    decodeUtf8(decodeBase64Url(text) as Uint8Array) ?? '',
    text,
    digest,
    '',
  ]);
  return [
    block(`${title}: its disclosures,`, disclosures.slice(0, -1)),
    block(`its ${entry.bytes.length} bytes,`, [decodeUtf8(entry.bytes) ?? '']),
    block('and its leaf hash:', [encodeHex(entry.leaf)]),
  ];
}

function block(title: string, lines: readonly string[]): string {
  return `${title}\n\n${lines.map((line) => (line === '' ? '' : `    ${line}`)).join('\n')}\n`;
}
