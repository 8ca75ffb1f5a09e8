/** Programs that we did not write check what our code signs and proves. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSigner, generateSigningKey, primitives } from '../../../electron/core/ledger/primitives.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { checkpointText, ledgerKey, readCheckpoint } from '../../../shared/ledger/checkpoint.ts';
import { cosign } from '../../../shared/ledger/cosignature.ts';
import { encodeHex, hashToHex } from '../../../shared/ledger/hex.ts';
import { formatVerifierKey } from '../../../shared/ledger/note.ts';
import { consistencyProof, GrowingTree, inclusionProof, rootOf } from '../../../shared/ledger/tree.ts';
import { TestLedger } from '../../fixtures/ledger.ts';

const goModules = '/usr/share/gocode';
const withoutOpenssl = spawnSync('openssl', ['version']).status !== 0;
const withoutGo =
  spawnSync('go', ['version']).status !== 0 || !existsSync(join(goModules, 'src/golang.org/x/mod/sumdb/note'));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-judges-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function sampleLedger(): TestLedger {
  const ledger = new TestLedger();
  for (let i = 1; i < 13; i++) ledger.append('record', { note: `entry ${i}` });
  return ledger;
}

describe.skipIf(withoutOpenssl)('openssl (needs it installed)', () => {
  it('verifies a checkpoint’s signature, and refuses it over another size', () => {
    const ledger = sampleLedger();
    const { note } = readCheckpoint(encodeUtf8(ledger.note()));
    const [line] = note.lines;
    const publicKey = ledger.keys[0]?.key.publicKey as Uint8Array;
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey]);
    const key = file('key.der', spki);
    const signature = file('signature', line?.signature ?? '');
    const verify = (text: string) =>
      spawnSync('openssl', [
        ...['pkeyutl', '-verify', '-pubin', '-keyform', 'DER', '-inkey', key, '-rawin'],
        ...['-in', file('text', text), '-sigfile', signature],
      ]).status;
    expect(verify(note.text)).toBe(0);
    expect(verify(note.text.replace('\n13\n', '\n12\n'))).toBe(1);
  });
});

const goProgram = `package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type question struct {
	Notes       []struct{ Vkey, Note string }
	Leaves      []string
	Roots       []string
	Inclusion   []struct{ Index, Size int64; Proof []string }
	Consistency []struct{ Old, New int64; Proof []string }
}

func hash(text string) (h tlog.Hash) {
	bytes, err := hex.DecodeString(text)
	if err != nil || len(bytes) != len(h) {
		panic("not a hash: " + text)
	}
	copy(h[:], bytes)
	return
}

func hashes(texts []string) (list []tlog.Hash) {
	for _, text := range texts {
		list = append(list, hash(text))
	}
	return
}

func main() {
	var q question
	if err := json.NewDecoder(os.Stdin).Decode(&q); err != nil {
		panic(err)
	}
	for _, n := range q.Notes {
		verifier, err := note.NewVerifier(n.Vkey)
		if err != nil {
			fmt.Println("key", err)
			continue
		}
		opened, err := note.Open([]byte(n.Note), note.VerifierList(verifier))
		if err != nil {
			fmt.Println("note", err)
			continue
		}
		fmt.Println("note good", len(opened.Sigs), len(opened.UnverifiedSigs))
	}
	good := 0
	for _, p := range q.Inclusion {
		if tlog.CheckRecord(hashes(p.Proof), p.Size, hash(q.Roots[p.Size-1]), p.Index, hash(q.Leaves[p.Index])) == nil {
			good++
		}
	}
	fmt.Println("inclusion", good)
	good = 0
	for _, p := range q.Consistency {
		if tlog.CheckTree(hashes(p.Proof), p.New, hash(q.Roots[p.New-1]), p.Old, hash(q.Roots[p.Old-1])) == nil {
			good++
		}
	}
	fmt.Println("consistency", good)
}
`;

describe.skipIf(withoutGo)('Go’s sumdb (needs go and golang-golang-x-mod-dev)', () => {
  it('opens our notes, cosigned ones too, refuses altered ones, and accepts every proof of a tree', () => {
    const ledger = sampleLedger();
    const vkey = formatVerifierKey(ledgerKey(primitives, ledger.ledger, ledger.keys[0]?.key.publicKey as Uint8Array));
    const witness = { name: 'headquarters', signer: createSigner(generateSigningKey()), time: 1461823200 };
    const cosigned = cosign(primitives, ledger.note(), witness);

    const nodes = new Map<string, Uint8Array>();
    const source = (level: number, index: number) => nodes.get(`${level}/${index}`) as Uint8Array;
    const tree = new GrowingTree(primitives, (level, index, hash) => nodes.set(`${level}/${index}`, hash));
    for (const { leaf } of ledger.entries) tree.append(leaf);
    const sizes = ledger.entries.map((_, seq) => seq + 1);
    const pairs = sizes.flatMap((size) => sizes.filter((old) => old <= size).map((old) => [old, size] as const));
    const root = rootOf(primitives, ledger.size, source);
    expect(ledger.text(ledger.size)).toBe(checkpointText({ ledger: ledger.ledger, size: ledger.size, root }));

    const question = {
      Notes: [
        { Vkey: vkey, Note: ledger.note() },
        { Vkey: vkey, Note: cosigned },
        { Vkey: vkey, Note: ledger.note().replace('\n13\n', '\n12\n') },
      ],
      Leaves: ledger.entries.map(({ leaf }) => hashToHex(leaf)),
      Roots: sizes.map((size) => encodeHex(rootOf(primitives, size, source))),
      Inclusion: pairs.map(([above, Size]) => ({
        Index: above - 1,
        Size,
        Proof: inclusionProof(primitives, above - 1, Size, source).map(encodeHex),
      })),
      Consistency: pairs.map(([Old, New]) => ({
        Old,
        New,
        Proof: consistencyProof(primitives, Old, New, source).map(encodeHex),
      })),
    };
    const run = spawnSync('go', ['run', file('judge.go', goProgram)], {
      input: JSON.stringify(question),
      encoding: 'utf8',
      cwd: folder,
      env: { ...process.env, GO111MODULE: 'off', GOPATH: goModules, GOCACHE: join(folder, 'cache') },
    });
    expect(run.stderr).toBe('');
    expect(run.stdout.trim().split('\n')).toEqual([
      'note good 1 0',
      'note good 1 1',
      `note invalid signature for key ${vkey.split('+').slice(0, 2).join('+')}`,
      'inclusion 91',
      'consistency 91',
    ]);
  }, 120_000);
});
