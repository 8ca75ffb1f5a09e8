/** RFC 3161, with the `openssl` program as authority and as judge. */
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stampPrimitives } from '../../../electron/core/anchors/stamp-primitives.ts';
import { readAuthorities } from '../../../shared/anchors/authorities.ts';
import { nobleStampPrimitives } from '../../../shared/anchors/signatures-noble.ts';
import { type JudgedStamp, judgeTimeStamp } from '../../../shared/anchors/time-stamp.ts';
import { readTimeStampRequest, writeTimeStampRequest } from '../../../shared/ledger/anchors/time-stamp-request.ts';
import { readTimeStamp } from '../../../shared/ledger/anchors/time-stamp-token.ts';
import { encodeHex } from '../../../shared/ledger/hex.ts';
import {
  type Certificate,
  type Purpose,
  TimeStampAuthority,
  timeStamping,
  withoutOpenssl,
} from '../../fixtures/time-stamp-authority.ts';

const digest = new Uint8Array(createHash('sha256').update('a checkpoint').digest());
const nonce = Uint8Array.from([0xf1, 2, 3, 4, 5, 6, 7, 8]);
const request = writeTimeStampRequest(digest, nonce);

describe.skipIf(withoutOpenssl)('time stamps (needs openssl)', () => {
  let tsa: TimeStampAuthority;
  let root: Certificate;
  let other: Certificate;
  let signer: Certificate;
  let reply: Uint8Array;
  let honest: JudgedStamp;

  /** Judged with OpenSSL and in JavaScript alone, as in the verifier page: what they say is the same, always. */
  const judge = (bytes: Uint8Array, ...roots: Certificate[]): JudgedStamp => {
    const authorities = readAuthorities(roots.map((one) => tsa.pem(one)));
    const judged = judgeTimeStamp(stampPrimitives, bytes, authorities);
    expect(judgeTimeStamp(nobleStampPrimitives, bytes, authorities)).toEqual(judged);
    return judged;
  };
  const info = (): Uint8Array => readTimeStamp(reply).content;
  const outcome = ({ state, reason }: JudgedStamp): string => (reason === null ? state : `${state}: ${reason}`);

  beforeAll(() => {
    tsa = new TimeStampAuthority();
    root = tsa.root();
    other = tsa.root('Another root');
    signer = tsa.issue(root, timeStamping);
    reply = tsa.reply(request, signer);
    honest = judge(reply, root);
  });
  afterAll(() => tsa.remove());

  it('openssl reads our request: hash, number, and that the certificate is wanted', () => {
    const { out } = tsa.openssl(['ts', '-query', '-in', tsa.file(request, 'tsq'), '-text']);
    expect(out).toContain('Hash Algorithm: sha256');
    expect(out).toContain('Nonce: 0xF102030405060708');
    expect(out).toContain('Certificate required: yes');
    expect(readTimeStampRequest(request)?.digest).toEqual(digest);
  });

  it('a reply is confirmed up to the root, says when, and openssl agrees', () => {
    expect(outcome(honest)).toBe('confirmed');
    expect(honest.digest).toEqual(digest);
    expect(honest.accuracy).toBe(1_501);
    const [, printed = ''] = /Time stamp: (.+)/.exec(
      tsa.openssl(['ts', '-reply', '-in', tsa.file(reply), '-text']).out,
    ) as RegExpExecArray;
    expect(honest.time).toBe(Date.parse(printed));
    expect(tsa.accepts(reply, encodeHex(digest), [root])).toBe(true);
  });

  it('the token alone is the same', () => {
    const token = tsa.reply(request, signer, [], ['-token_out']);
    expect(outcome(judge(token, root))).toBe('confirmed');
  });

  it('under another root it is right in itself, and not confirmed; openssl refuses it', () => {
    expect(outcome(judge(reply, other))).toBe('unchecked: authority unknown');
    expect(tsa.accepts(reply, encodeHex(digest), [other])).toBe(false);
  });

  it('chains lead over authorities in between, and over nobody else', () => {
    const between = tsa.issue(root);
    const below = tsa.issue(between);
    const chained = tsa.issue(below, { ...timeStamping, curve: true });
    const stamped = tsa.reply(request, chained, [below, between]);
    expect(outcome(judge(stamped, root))).toBe('confirmed');
    expect(tsa.accepts(stamped, encodeHex(digest), [root])).toBe(true);
    expect(outcome(judge(tsa.reply(request, chained, [below]), root))).toBe('unchecked: authority unknown');

    const usurper = tsa.issue(signer, timeStamping);
    expect(outcome(judge(tsa.reply(request, usurper, [signer]), root))).toBe('unchecked: authority unknown');
  });

  it('a link of the chain that was signed with SHA-1 does not hold', () => {
    const weak = tsa.issue(root, { ...timeStamping, digest: 'sha1' });
    expect(outcome(judge(tsa.reply(request, weak), root))).toBe('unchecked: authority unknown');
  });

  it('an authority in between that may not have others below it leads nowhere', () => {
    const extensions = ['basicConstraints=critical,CA:TRUE,pathlen:0', 'keyUsage=critical,keyCertSign'];
    const narrow = tsa.issue(root, { extensions });
    const below = tsa.issue(narrow);
    const direct = tsa.reply(request, tsa.issue(narrow, timeStamping), [narrow]);
    const indirect = tsa.reply(request, tsa.issue(below, timeStamping), [below, narrow]);
    expect(outcome(judge(direct, root))).toBe('confirmed');
    expect(outcome(judge(indirect, root))).toBe('unchecked: authority unknown');
    expect(tsa.accepts(indirect, encodeHex(digest), [root])).toBe(false);
  });

  it('stays confirmed after its certificate has expired; one made after that is not', async () => {
    const end = new Date(Math.ceil(Date.now() / 1000) * 1000 + 4_000);
    const short = tsa.issue(root, { ...timeStamping, end });
    const before = tsa.reply(request, short);
    expect(judge(before, root).time).toBeLessThan(end.getTime());
    await setTimeout(end.getTime() - Date.now() + 1_500);
    const after = tsa.reply(request, short);
    expect(tsa.openssl(['verify', '-CAfile', root.certificate, short.certificate]).out).toContain('has expired');
    expect(outcome(judge(before, root))).toBe('confirmed');
    expect(outcome(judge(after, root))).toBe('unchecked: authority unknown');
  });

  it.each<[string, Purpose['extensions']]>([
    ['without a purpose', ['basicConstraints=CA:FALSE']],
    ['with the purpose, but not critical', ['extendedKeyUsage=timeStamping']],
    ['with other purposes as well', ['extendedKeyUsage=critical,timeStamping,codeSigning']],
    ['for something else', ['extendedKeyUsage=critical,emailProtection']],
    ['whose key may not sign', ['keyUsage=critical,keyEncipherment', 'extendedKeyUsage=critical,timeStamping']],
    ['with a critical extension that nobody knows', [...timeStamping.extensions, '1.2.3.4=critical,DER:0500']],
  ])('a certificate %s may not stamp', (_name, extensions) => {
    const forger = tsa.issue(root, { extensions });
    expect(outcome(judge(tsa.sign(info(), forger, ['-cades']), root))).toBe('bad: certificate');
  });

  it.each([
    ['SHA-384', ['-md', 'sha384', '-cades']],
    ['RSASSA-PSS', ['-keyopt', 'rsa_padding_mode:pss', '-cades']],
  ])('takes %s', (_name, options) => {
    expect(outcome(judge(tsa.sign(info(), signer, options), root))).toBe('confirmed');
  });

  it.each([
    ['SHA-1', ['-md', 'sha1', '-cades']],
    ['no signed attributes', ['-noattr']],
    ['no certificate that the signer binds itself to', []],
  ])('refuses a token with %s', (_name, options) => {
    expect(outcome(judge(tsa.sign(info(), signer, options), root))).toBe('bad: malformed');
  });

  it('refuses a token whose certificate was exchanged for another of the same key, issuer and number', () => {
    const one = tsa.issue(root, { ...timeStamping, subject: 'Authority A' }, 'abcd');
    const two = tsa.issue(root, { ...timeStamping, subject: 'Authority B' }, 'abcd', one.key);
    const signed = Buffer.from(tsa.sign(info(), one, ['-cades']));
    const [own, theirs] = [one, two].map((each) => Buffer.from(pemBytes(tsa.pem(each)))) as [Buffer, Buffer];
    expect(theirs.length).toBe(own.length);
    expect(outcome(judge(signed, root))).toBe('confirmed');
    theirs.copy(signed, signed.indexOf(own));
    expect(outcome(judge(signed, root))).toBe('bad: certificate');
  });

  it('says that an authority refused', () => {
    const refused = tsa.reply(
      Uint8Array.from([...request.subarray(0, -1), 0xff].map((byte, at) => (at === 4 ? 9 : byte))),
      signer,
    );
    expect(outcome(judge(refused, root))).toBe('bad: refused');
  });

  it('a changed byte never lets another time or hash be confirmed, and never throws', () => {
    fc.assert(
      fc.property(fc.nat({ max: reply.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Uint8Array.from(reply);
        changed[at] = (changed[at] as number) ^ change;
        const judged = judge(changed, root);
        // What is not signed (a status text, certificates that play no part) may change without a difference.
        if (judged.state !== 'bad') expect([judged.time, judged.digest]).toEqual([honest.time, digest]);
      }),
      { numRuns: 400 },
    );
  });

  it('every byte of what is stamped counts', () => {
    const content = info();
    const start = Buffer.from(reply).indexOf(content);
    for (let at = 0; at < content.length; at++) {
      const changed = Uint8Array.from(reply);
      changed[start + at] = (changed[start + at] as number) ^ 0x01;
      expect(judge(changed, root).state).toBe('bad');
    }
  });

  it('cut off, extended, and random bytes are answered with a judgement', () => {
    for (let length = 0; length < reply.length; length += 7) {
      expect(outcome(judge(reply.subarray(0, length), root))).toBe('bad: malformed');
    }
    expect(outcome(judge(Uint8Array.from([...reply, 0]), root))).toBe('bad: malformed');
    for (let i = 0; i < 500; i++) expect(judge(new Uint8Array(randomBytes(i)), root).state).toBe('bad');
  });
});

function pemBytes(pem: string): Uint8Array {
  return Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
}
