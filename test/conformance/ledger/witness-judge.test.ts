/** A witness's side in Go: trees, notes and signatures are those of Go's own libraries. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Witness } from '../../../electron/core/witness/witness.ts';
import { encodeUtf8 } from '../../../shared/ledger/bytes.ts';
import { formatVerifierKey } from '../../../shared/ledger/note.ts';
import { requestOf, ScriptedLedger } from '../../fixtures/witness.ts';

const goModules = '/usr/share/gocode';
const withoutGo =
  spawnSync('go', ['version']).status !== 0 || !existsSync(join(goModules, 'src/golang.org/x/mod/sumdb/note'));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'witness-judge-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

// Written after WITNESS.md: reads a request block by block, and the answer to it.
const goProgram = `package main

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type exchange struct {
	Witness, Request, Answer string
	Size                     int64
	Root                     []byte
	Keys                     []string
}

func hashes(lines []string) (list []tlog.Hash) {
	for _, line := range lines {
		bytes, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(bytes) != 32 {
			panic("hash " + line)
		}
		var h tlog.Hash
		copy(h[:], bytes)
		list = append(list, h)
	}
	return
}

func (e *exchange) signedBy(text string, count int) error {
	var verifiers []note.Verifier
	for _, key := range e.Keys[len(e.Keys)-count:] {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return err
		}
		verifiers = append(verifiers, verifier)
	}
	opened, err := note.Open([]byte(text), note.VerifierList(verifiers...))
	if err == nil && len(opened.Sigs) != count {
		err = fmt.Errorf("%d of %d lines", len(opened.Sigs), count)
	}
	return err
}

func (e *exchange) block(head []string, text string) error {
	lines := strings.Split(text, "\\n")
	size, _ := strconv.ParseInt(lines[1], 10, 64)
	root := hashes(lines[2:3])[0]
	count := 1
	if strings.HasPrefix(head[0], "change ") {
		count = 2
		entry := strings.TrimPrefix(head[0], "change ")
		var fields struct{ Key []byte; Seq int64 }
		if err := json.Unmarshal([]byte(entry), &fields); err != nil || fields.Seq != size-1 {
			return fmt.Errorf("entry %v", err)
		}
		at := 1
		for !strings.HasPrefix(head[at], "old ") {
			at++
		}
		if err := tlog.CheckRecord(hashes(head[1:at]), size, root, size-1, tlog.RecordHash([]byte(entry))); err != nil {
			return err
		}
		key, err := note.NewEd25519VerifierKey(lines[0], fields.Key)
		if err != nil {
			return err
		}
		e.Keys = append(e.Keys, key)
		head = head[at:]
	}
	old, err := strconv.ParseInt(strings.TrimPrefix(head[0], "old "), 10, 64)
	if err != nil || old != e.Size {
		return fmt.Errorf("old %d, held %d", old, e.Size)
	}
	if old > 0 {
		var held tlog.Hash
		copy(held[:], e.Root)
		if err := tlog.CheckTree(hashes(head[1:]), size, root, old, held); err != nil {
			return err
		}
	}
	e.Size, e.Root = size, root[:]
	return e.signedBy(text, count)
}

func (e *exchange) request() error {
	parts := strings.Split(strings.TrimSuffix(e.Request, "\\n"), "\\n\\n")
	for at := 0; at < len(parts); at += 3 {
		head := strings.Split(parts[at], "\\n")
		if at == 0 {
			if e.Size == 0 {
				e.Keys = []string{strings.TrimPrefix(head[1], "key ")}
			}
			head = head[2:]
		}
		if err := e.block(head, parts[at+1]+"\\n\\n"+parts[at+2]+"\\n"); err != nil {
			return err
		}
	}
	return nil
}

func (e *exchange) answer() error {
	text := e.Answer[:strings.LastIndex(e.Answer, "\\n\\n")+1]
	parts := strings.Split(e.Witness, "+")
	key, _ := base64.StdEncoding.DecodeString(strings.Join(parts[2:], "+"))
	for _, line := range strings.Split(e.Answer, "\\n") {
		if !strings.HasPrefix(line, "— "+parts[0]+" ") {
			continue
		}
		bytes, err := base64.StdEncoding.DecodeString(line[strings.LastIndex(line, " ")+1:])
		if err != nil || len(bytes) != 4+8+64 {
			return fmt.Errorf("line %q", line)
		}
		signed := fmt.Sprintf("cosignature/v1\\ntime %d\\n%s", binary.BigEndian.Uint64(bytes[4:12]), text)
		if fmt.Sprintf("%x", bytes[:4]) != parts[1] || !ed25519.Verify(key[1:], []byte(signed), bytes[12:]) {
			return fmt.Errorf("bad line")
		}
		return e.signedBy(e.Answer, 1)
	}
	return fmt.Errorf("no line")
}

func main() {
	var all []exchange
	if err := json.NewDecoder(os.Stdin).Decode(&all); err != nil {
		panic(err)
	}
	for _, e := range all {
		err := e.request()
		if err == nil && e.Answer != "" {
			err = e.answer()
		}
		if err != nil {
			fmt.Println("refused")
		} else {
			fmt.Println("good", e.Size)
		}
	}
}
`;

describe.skipIf(withoutGo)('a witness in Go (needs go and golang-golang-x-mod-dev)', () => {
  it('accepts and refuses the same requests as ours, and recognises our witness’s line', async () => {
    const { ledger } = new ScriptedLedger('go').grow(['record', 'key', 'record', 'record', 'key', 'key', 'record']);
    const witness = await Witness.create({
      folder: join(folder, 'witness'),
      name: 'witness.example/1',
      passphrase: 'training passphrase',
      workFactor: 2,
    });
    const exchanges: object[] = [];
    const expected: string[] = [];
    const ask = (request: string): void => {
      const held = witness.memory.holding(ledger.ledger);
      const answer = witness.cosign(encodeUtf8(request));
      const given = {
        Witness: witness.verifierKey,
        Request: request,
        Answer: answer.outcome === 'cosigned' ? answer.note : '',
        Size: held?.size ?? 0,
        Root: held === null ? '' : Buffer.from(held.root).toString('base64'),
        Keys: (held?.keys ?? []).map(({ key }) => formatVerifierKey(key)),
      };
      exchanges.push(given);
      expected.push(answer.outcome === 'cosigned' ? `good ${answer.size}` : 'refused');
    };
    const fork = new ScriptedLedger('go')
      .grow(['record', 'key', 'record'])
      .fork(4, 'thief')
      .grow(['key', 'record', 'record', 'record', 'record']);
    ask(requestOf(ledger, 0, 2));
    ask(requestOf(ledger, 0, 5));
    ask(requestOf(ledger, 2, 5));
    ask(requestOf(fork.ledger, 5));
    ask(requestOf(ledger, 5).replace(/^— .*\n/m, ''));
    ask(requestOf(ledger, 5).replace(/^old 5$/m, 'old 4'));
    ask(requestOf(ledger, 5));
    witness.close();
    expect(expected).toEqual(['good 2', 'refused', 'good 5', 'refused', 'refused', 'refused', 'good 8']);

    const program = join(folder, 'judge.go');
    writeFileSync(program, goProgram);
    const run = spawnSync('go', ['run', program], {
      input: JSON.stringify(exchanges),
      encoding: 'utf8',
      cwd: folder,
      env: { ...process.env, GO111MODULE: 'off', GOPATH: goModules, GOCACHE: join(folder, 'cache') },
    });
    expect({ said: run.stdout.trim().split('\n'), err: run.stderr }).toEqual({ said: expected, err: '' });
  });
});
