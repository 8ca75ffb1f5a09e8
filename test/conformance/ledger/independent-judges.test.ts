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
import { composeReceipt } from '../../../shared/ledger/receipt.ts';
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

const signify = ['signify', 'signify-openbsd'].find(
  (program) => spawnSync(program, ['-h'], { encoding: 'utf8' }).stderr?.includes('-p pubkey') === true,
);

describe.skipIf(signify === undefined)('signify (needs it installed)', () => {
  it('verifies a checkpoint’s signature, both of them at a change of the key, and refuses it over another size', () => {
    const ledger = sampleLedger();
    ledger.changeKey();
    const { note } = readCheckpoint(encodeUtf8(ledger.note()));
    expect(note.lines.length).toBe(2);
    // signify(1): a comment, then base64 of "Ed", the number of the key, and key or signature.
    const armoured = (name: string, bytes: Uint8Array): string =>
      file(
        name,
        `untrusted comment: ${name}\n${Buffer.concat([Buffer.from('Ed'), Buffer.alloc(8, 7), bytes]).toString('base64')}\n`,
      );
    const verify = (line: number, text: string) => {
      const { key } = ledger.keys[line] as (typeof ledger.keys)[number];
      const signature = armoured('checkpoint.sig', note.lines[line]?.signature as Uint8Array);
      return spawnSync(signify as string, [
        ...['-V', '-q', '-p', armoured('ledger.pub', key.publicKey)],
        ...['-x', signature, '-m', file('checkpoint', text)],
      ]).status;
    };
    expect([verify(0, note.text), verify(1, note.text)]).toEqual([0, 0]);
    expect(verify(0, note.text.replace('\n14\n', '\n13\n'))).not.toBe(0);
    expect(note.text).toContain('\n14\n');
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

/** Reads a tlog-proof as its specification describes it, and judges it with Go's own note and tree. */
const goReceiptProgram = `package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func must(err error) {
	if err != nil {
		fmt.Println("refused:", err)
		os.Exit(0)
	}
}

func main() {
	var q struct{ Vkey, Receipt string }
	must(json.NewDecoder(os.Stdin).Decode(&q))
	head, signed, _ := strings.Cut(q.Receipt, "\\n\\n")
	lines := strings.Split(head, "\\n")
	if lines[0] != "c2sp.org/tlog-proof@v1" {
		must(fmt.Errorf("first line"))
	}
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	must(err)
	var content struct{ Entry string }
	must(json.NewDecoder(bytes.NewReader(extra)).Decode(&content))
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	must(err)
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		must(err)
		proof = append(proof, hash)
	}
	verifier, err := note.NewVerifier(q.Vkey)
	must(err)
	opened, err := note.Open([]byte(signed), note.VerifierList(verifier))
	must(err)
	text := strings.Split(opened.Text, "\\n")
	size, err := strconv.ParseInt(text[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(text[2])
	must(err)
	must(tlog.CheckRecord(proof, size, root, index, tlog.RecordHash([]byte(content.Entry))))
	fmt.Println("entry", index, "of", size)
}
`;

describe.skipIf(withoutGo)('Go’s sumdb, on receipts (needs go and golang-golang-x-mod-dev)', () => {
  it('accepts our tlog-proof for an entry, and refuses it at another place', () => {
    const ledger = sampleLedger();
    const publicKey = ledger.keys[0]?.key.publicKey as Uint8Array;
    const nodes = new Map<string, Uint8Array>();
    const tree = new GrowingTree(primitives, (level, index, hash) => nodes.set(`${level}/${index}`, hash));
    for (const { leaf } of ledger.entries) tree.append(leaf);
    const hashes = inclusionProof(primitives, 5, 13, (level, index) => nodes.get(`${level}/${index}`) as Uint8Array);
    const receipt = composeReceipt(
      { entry: ledger.entries[5]?.bytes as Uint8Array, disclosures: [], keys: [publicKey] },
      { index: 5, hashes, note: ledger.note() },
    );
    const Vkey = formatVerifierKey(ledgerKey(primitives, ledger.ledger, publicKey));
    const program = file('receipt.go', goReceiptProgram);
    const judge = (Receipt: string) =>
      spawnSync('go', ['run', program], {
        input: JSON.stringify({ Vkey, Receipt }),
        encoding: 'utf8',
        cwd: folder,
        env: { ...process.env, GO111MODULE: 'off', GOPATH: goModules, GOCACHE: join(folder, 'cache') },
      });
    expect(judge(receipt)).toMatchObject({ stderr: '', stdout: 'entry 5 of 13\n' });
    expect(judge(receipt.replace('\nindex 5\n', '\nindex 4\n')).stdout).toContain('refused');
  }, 120_000);
});
