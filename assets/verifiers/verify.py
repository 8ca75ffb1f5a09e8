#!/usr/bin/env python3
"""Verifies a Sanad bundle: a zip file, or the folder it was unpacked to. Needs Python 3.9 or newer and nothing else.

    python3 verify.py BUNDLE [--note FILE] [--code CODE] [--witness KEY [--quorum N]] [--json]

Written from FORMAT.md, "The Sanad ledger and bundle format, version 1"; the section numbers below are its own. It is the second
verifier of the format and shares no code with the first. Signatures are checked by the `openssl` program where there is one that
can, else by the Ed25519 below. Exit status: 0 nothing is wrong, 1 INVALID or DIVERGED or something brought speaks against the
bundle, 2 it could not be verified at all.

The copy inside a bundle comes from whoever made the bundle. Get one from somewhere else.
"""
import argparse
import base64
import binascii
import hashlib
import json
import os
import re
import shutil
import stat
import struct
import subprocess
import sys
import tempfile
import unicodedata
import zlib

PIECE = 256 * 1024
MAX_COUNT = 2**53 - 1
VERDICTS = ["INVALID", "DIVERGED", "UNANCHORED", "CONSISTENT", "WITNESSED"]


class Refused(ValueError):
    """Bytes that are not what the format says."""


class Unreadable(Exception):
    """The bytes of a file of the container cannot be had."""


class CouldNotRun(Exception):
    """There is nothing here that could be verified."""


def sha256(data):
    return hashlib.sha256(data).digest()


# ---------------------------------------------------------------- 1. Notation

_HEX64 = re.compile("[0-9a-f]{64}")


def is_hex64(value):
    return isinstance(value, str) and _HEX64.fullmatch(value) is not None


def is_count(value):
    return type(value) is int and value >= 0


def read_base64(text):
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


_TO_URL, _FROM_URL = bytes.maketrans(b"+/", b"-_"), bytes.maketrans(b"-_", b"+/")
# The bits of the last character that stand for nothing must be 0.
_URL = re.compile("(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048]|[A-Za-z0-9_-][AQgw])?")
_DIGEST = re.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")


def write_base64url(data):
    return binascii.b2a_base64(data, newline=False).translate(_TO_URL).rstrip(b"=").decode()


def read_base64url(text):
    if _URL.fullmatch(text) is None:
        return None
    return binascii.a2b_base64(text.encode().translate(_FROM_URL) + b"=" * (-len(text) % 4))


def is_digest(value):
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


# ---------------------------------------------------------------- 2. Canonical JSON

MAX_DEPTH = 32


def _integer(text):
    if len(text) > 17 or abs(int(text)) > MAX_COUNT:
        raise Refused("number")
    return int(text)


def _no_number(_text):
    raise Refused("number")


_decode = json.JSONDecoder(parse_int=_integer, parse_float=_no_number, parse_constant=_no_number).decode
_encode_sorted = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_encode_as_is = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _by_utf16(value):
    """The same value with the keys of its objects in the order of their UTF-16 code units."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return {key: _by_utf16(value[key]) for key in keys}
    return [_by_utf16(item) for item in value] if isinstance(value, list) else value


def canonical_text(value):
    text = _encode_sorted(value)
    # Python sorts by code points, which is the same order unless something stands above the surrogates.
    return text if text.isascii() or max(text) < "\ud800" else _encode_as_is(_by_utf16(value))


def _check_depth(text):
    """Before anything recurses. Quotes that do not close are refused by the parser itself."""
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return
    depth = 0
    for bracket in re.findall(r"[\[\]{}]", re.sub(r'"(?:[^"\\]|\\.)*"', "", text, flags=re.S)):
        depth += 1 if bracket in "[{" else -1
        if depth > MAX_DEPTH:
            raise Refused("depth")


def parse_canonical(data):
    """The value of canonical bytes. Written again it must be the same text: that refuses duplicate keys, escapes that need not
    be, halves of surrogate pairs, and every other layout."""
    try:
        text = data.decode("utf-8")
        _check_depth(text)
        value = _decode(text)
        same = canonical_text(value) == text
    except Refused:
        raise
    except (ValueError, RecursionError) as error:
        raise Refused("not JSON of the format") from error
    if not same:
        raise Refused("not canonical")
    return value


# ---------------------------------------------------------------- 8. Ed25519

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SMALL_ORDER_Y = {int.from_bytes(bytes.fromhex(text), "little") for text in (
    "00" * 32, "01" + "00" * 31, "ec" + "ff" * 30 + "7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")}


def acceptable_point(encoding):
    y = int.from_bytes(encoding, "little") & (2**255 - 1)
    # "-0" has y = 1 or -1, which are of small order.
    return len(encoding) == 32 and y < P and y not in SMALL_ORDER_Y


def _decompress(encoding):
    y = int.from_bytes(encoding, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x - u) % P != 0:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (v * x * x - u) % P != 0:
        return None
    x = x if x & 1 == sign else P - x
    return (x, y, 1, x * y % P)


def _add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


_BASE = _decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def own_ed25519(public_key, message, signature):
    """encode([S]B - [k]A) == R, without cofactor. Slow, for computers without a usable `openssl`."""
    a = _decompress(public_key)
    if a is None:
        return False
    s = int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % L
    minus_a = (P - a[0], a[1], 1, P - a[3])
    both = _add(_BASE, minus_a)
    sum_ = (0, 1, 1, 0)
    for bit in range(max(s.bit_length(), k.bit_length()) - 1, -1, -1):
        sum_ = _add(sum_, sum_)
        chosen = (s >> bit & 1) | (k >> bit & 1) << 1
        if chosen:
            sum_ = _add(sum_, (_BASE, minus_a, both)[chosen - 1])
    inverse = pow(sum_[2], P - 2, P)
    x, y = sum_[0] * inverse % P, sum_[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


class OpenSsl:
    """`openssl pkeyutl` on files in a folder of their own. A process for each of ten thousand checkpoints would take minutes: it
    checks the first 500 signatures, and the code above the others."""

    def __init__(self, program):
        self._program, self._left = program, 500
        self._folder = tempfile.TemporaryDirectory(prefix="sanad-verify-")

    def __call__(self, public_key, message, signature):
        self._left -= 1
        if self._left < 0:
            return own_ed25519(public_key, message, signature)
        names = {}
        der = bytes.fromhex("302a300506032b6570032100") + public_key
        for name, content in (("key", der), ("message", message), ("signature", signature)):
            names[name] = os.path.join(self._folder.name, name)
            with open(names[name], "wb") as file:
                file.write(content)
        command = [self._program, "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", names["key"], "-rawin",
                   "-in", names["message"], "-sigfile", names["signature"]]
        run = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                             timeout=60, check=False)
        return run.returncode == 0 and b"Verified Successfully" in run.stdout


def choose_ed25519(without_openssl=False):
    """`openssl`, if it accepts RFC 8032's second test and refuses it changed; else our own."""
    key = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    signature = bytes.fromhex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                              "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")
    program = None if without_openssl else shutil.which("openssl")
    if program is not None:
        try:
            judge = OpenSsl(program)
            if judge(key, b"\x72", signature) and not judge(key, b"\x73", signature):
                return judge, "openssl"
        except (OSError, subprocess.SubprocessError):
            pass
    return own_ed25519, "own"


ed25519 = own_ed25519


def good_signature(public_key, message, signature):
    if len(signature) != 64 or not acceptable_point(public_key) or not acceptable_point(signature[:32]):
        return False
    if int.from_bytes(signature[32:], "little") >= L:
        return False
    return ed25519(public_key, message, signature)


# ---------------------------------------------------------------- 7. Notes and checkpoints

MAX_NOTE = 65536
ED25519_LINE, COSIGNATURE_LINE = 1, 4
# Unicode's White_Space, as a class of characters.
_SPACE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_LINE = re.compile("\u2014 ([^%s+]+) ([A-Za-z0-9+/=]+)" % _SPACE)


class Key:
    def __init__(self, name, kind, public_key):
        self.name, self.kind, self.public_key = name, kind, public_key
        self.id = sha256(name.encode() + b"\n" + bytes([kind]) + public_key)[:4]


def read_verifier_key(text):
    match = re.fullmatch(r"([^%s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)" % _SPACE, text)
    data = read_base64(match.group(3)) if match else None
    if data is None or len(data) != 33 or data[0] != COSIGNATURE_LINE:
        raise Refused("not the verifier key of a witness")
    key = Key(match.group(1), data[0], data[1:])
    if key.id.hex() != match.group(2):
        raise Refused("the key's id is wrong")
    return key


class Note:
    """A signed note whose text is a checkpoint."""

    def __init__(self, data):
        if len(data) > MAX_NOTE:
            raise Refused("size")
        try:
            whole = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refused("characters") from error
        if re.search("[\x00-\x09\x0b-\x1f]", whole):
            raise Refused("characters")
        divide = whole.rfind("\n\n")
        if divide < 0 or not whole.endswith("\n") or divide + 2 == len(whole):
            raise Refused("layout")
        self.text = whole[:divide + 1]
        self.lines = []
        for line in whole[divide + 2:-1].split("\n"):
            match = _LINE.fullmatch(line)
            signature = read_base64(match.group(2)) if match else None
            if signature is None or len(signature) < 5:
                raise Refused("signature line")
            self.lines.append((match.group(1), signature[:4], signature[4:]))
        if len(self.lines) > 100:
            raise Refused("signature lines")
        match = re.fullmatch("sanad/ledger/([0-9a-f]{64})\n([1-9][0-9]{0,15})\n([A-Za-z0-9+/=]+)\n", self.text)
        root = read_base64(match.group(3)) if match else None
        if root is None or len(root) != 32 or int(match.group(2)) > MAX_COUNT:
            raise Refused("checkpoint")
        self.ledger, self.size, self.root = match.group(1), int(match.group(2)), root

    def state(self, key):
        """'absent', 'good' or 'bad': several lines of one key are good only together."""
        signatures = [signature for name, id_, signature in self.lines if (name, id_) == (key.name, key.id)]
        if not signatures:
            return "absent"
        return "good" if all(self._is_good(key, signature) for signature in signatures) else "bad"

    def _is_good(self, key, signature):
        text = self.text.encode()
        if key.kind == ED25519_LINE:
            return good_signature(key.public_key, text, signature)
        time = int.from_bytes(signature[:8], "big")
        if len(signature) != 72 or time > MAX_COUNT:
            return False
        return good_signature(key.public_key, b"cosignature/v1\ntime %d\n%s" % (time, text), signature[8:])


def checkpoint_text(ledger, size, root):
    return "sanad/ledger/%s\n%d\n%s\n" % (ledger, size, base64.b64encode(root).decode())


# ---------------------------------------------------------------- 9. Spoken codes

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def _with_check(number):
    digits = "".join(CROCKFORD[number >> 5 * place & 31] for place in range(25, -1, -1))
    return digits + CROCKFORD[number % 1021 >> 5] + CROCKFORD[number % 1021 & 31]


def spoken_code(text):
    return _with_check(int.from_bytes(sha256(b"sanad-code/v1\n" + text.encode()), "big") >> 126)


def read_spoken_code(text):
    code = re.sub(r"[\s-]", "", text).upper().replace("O", "0").replace("I", "1").replace("L", "1")
    if not re.fullmatch("[%s]{28}" % CROCKFORD, code):
        return None
    number = 0
    for digit in code[:26]:
        number = number << 5 | CROCKFORD.index(digit)
    return code if _with_check(number) == code else None


# ---------------------------------------------------------------- 5. Fields

_NAME = re.compile(r"[a-z][a-z0-9]*(\.[a-z0-9]+)*")
_MEDIA = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")
_WALL = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.[0-9]{3}Z")
TYPES = "genesis key acquisition item record link custody export anchor erase".split()


def is_name(text):
    return len(text) <= 64 and text != "body" and _NAME.fullmatch(text) is not None


def has_members(value, *names):
    return isinstance(value, dict) and set(value) == set(names)


def is_wall(text):
    match = _WALL.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        return False
    year, month, day, hour, minute, second = map(int, match.groups())
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return year >= 1970 and 1 <= month <= 12 and 1 <= day <= days[month - 1] and hour < 24 and minute < 60 and second < 60


def is_at(value):
    return (has_members(value, "boot", "clock", "mono", "wall") and isinstance(value["boot"], str)
            and re.fullmatch("[0-9a-f]{8}", value["boot"]) is not None
            and value["clock"] in ("unknown", "manual", "network", "gnss")
            and is_count(value["mono"]) and is_wall(value["wall"]))


def is_file(value):
    return (has_members(value, "sha256", "size", "type") and is_hex64(value["sha256"]) and is_count(value["size"])
            and isinstance(value["type"], str) and _MEDIA.fullmatch(value["type"]) is not None)


def is_earlier(value, seq):
    return (isinstance(value, list) and all(is_count(item) and item < seq for item in value)
            and all(a < b for a, b in zip(value, value[1:])))


def has_shape(name, value, seq):
    if name == "at":
        return is_at(value)
    if name == "type":
        return isinstance(value, str) and len(value) <= 64 and re.fullmatch("[a-z][a-z0-9]*([.-][a-z0-9]+)*", value) is not None
    if name == "operator":
        return isinstance(value, str) and 1 <= len(value.encode()) <= 64
    if name == "file":
        return is_file(value)
    if name in ("amends", "erases"):
        return is_earlier(value, seq)
    if name == "continues":
        return (seq == 0 and has_members(value, "ledger", "root", "size") and is_hex64(value["ledger"])
                and is_hex64(value["root"]) and is_count(value["size"]) and value["size"] > 0)
    if name == "successor":
        return is_hex64(value)
    if name == "given":
        return has_members(value, "disclosures", "entries", "files") and all(map(is_hex64, value.values()))
    return True


# ---------------------------------------------------------------- 11.1 Findings

class Findings:
    LISTED = 1000

    def __init__(self):
        self.list, self.warnings, self.counts = [], [], {}
        self._ranges = []

    def add(self, code, seq=None, path=None, detail="", touches=()):
        """`touches`: a range of entries, None for none, by default the entry `seq`."""
        if self._count(code):
            self.list.append({"code": code, "seq": seq, "path": path, "detail": detail})
        if touches == () and seq is not None:
            touches = (seq, seq + 1)
        if touches:
            self._ranges.append(touches)

    def warn(self, code, seq=None, path=None, detail=""):
        if self._count(code, "warned "):
            self.warnings.append({"code": code, "seq": seq, "path": path, "detail": detail})

    def _count(self, code, kind=""):
        self.counts[kind + code] = self.counts.get(kind + code, 0) + 1
        return self.counts[kind + code] <= self.LISTED

    def total(self):
        return sum(count for code, count in self.counts.items() if not code.startswith("warned "))

    def touched(self, size):
        marks, filled = bytearray(size), 0
        for start, end in sorted(set(self._ranges)):
            start, end = max(start, filled), min(end, size)
            if end > start:
                marks[start:end] = b"\x01" * (end - start)
            filled = max(filled, end)
        return marks


# ---------------------------------------------------------------- 4 and 6. Entries and the tree

MAX_ENTRIES, MAX_ENTRY = 1_000_000, 1024


def read_entry(line):
    """(v, seq, ledger, prev, key or None, body digest or None)."""
    if line is None or len(line) > MAX_ENTRY:
        raise Refused("size")
    entry = parse_canonical(line)
    if not isinstance(entry, dict):
        raise Refused("not an object")
    v, seq, ledger, prev, body = map(entry.get, ("v", "seq", "ledger", "prev", "body"))
    if not is_count(v) or v == 0 or not is_count(seq) or not is_hex64(ledger) or not is_hex64(prev):
        raise Refused("member")
    key = None
    if "key" in entry:
        key = read_base64(entry["key"]) if isinstance(entry["key"], str) else None
        if key is None or len(key) != 32:
            raise Refused("key")
    if v != 1:
        return v, seq, ledger, prev, key, None
    digest = read_base64url(body) if is_digest(body) else None
    if digest is None or len(entry) != (5 if key is None else 6):
        raise Refused("members")
    return v, seq, ledger, prev, key, digest


class Chain:
    """Every entry in one pass. Kept of each: its leaf hash with the nodes above, and the digest of its body."""

    def __init__(self, findings):
        self.findings = findings
        self.size, self.ledger, self.first_newer = 0, None, None
        self.keys = []
        self._levels = [bytearray()]
        self._bodies, self._without_body = bytearray(), set()
        self._seen_keys, self._keys_by_id = set(), {}
        self._last_leaf = None
        self._last_line = None
        self._before_last = hashlib.sha256()

    def append(self, line):
        seq = self.size
        if seq == MAX_ENTRIES:
            if "ENTRIES_TOO_MANY" not in self.findings.counts:
                self.findings.add("ENTRIES_TOO_MANY")
            return
        if self._last_line is not None:
            self._before_last.update(self._last_line + b"\n")
        self._last_line = line or b""
        digest = None
        try:
            v, own_seq, ledger, prev, key, digest = read_entry(line)
            self._check(seq, v, own_seq, ledger, prev, key)
        except Refused as error:
            self.findings.add("ENTRY_UNREADABLE", seq, detail=str(error))
        if digest is None:
            self._without_body.add(seq)
        self._bodies += digest or bytes(32)
        self._last_leaf = sha256(b"\x00" + self._last_line)
        self._push(self._last_leaf)
        self.size += 1

    def _check(self, seq, v, own_seq, ledger, prev, key):
        add = self.findings.add
        if v != 1 and self.first_newer is None:
            self.first_newer = seq
        if own_seq != seq:
            add("ENTRY_SEQ", seq)
        if prev != ("0" * 64 if seq == 0 else self._last_leaf.hex()):
            add("ENTRY_PREV", seq, touches=(max(0, seq - 1), seq + 1))
        if self.ledger is None:
            self.ledger = ledger
        if ledger != self.ledger:
            add("ENTRY_LEDGER", seq)
        if key is None:
            if seq == 0:
                add("ENTRY_KEY", seq, detail="missing")
            return
        if seq == 0 and sha256(b"sanad-ledger/v1\n" + key).hex() != ledger:
            add("ENTRY_LEDGER", seq, detail="not the id of the first key")
        if key in self._seen_keys:
            add("ENTRY_KEY", seq, detail="named before")
            return
        self._seen_keys.add(key)
        named = Key("sanad/ledger/" + ledger, ED25519_LINE, key)
        self.keys.append((seq, named))
        self._keys_by_id.setdefault((named.name, named.id), []).append(named)

    def keys_in(self, note):
        """The keys of this ledger, of whatever age, that have a line in a note."""
        return [key for name, id_ in {line[:2] for line in note.lines} for key in self._keys_by_id.get((name, id_), ())]

    def _push(self, node):
        level, index = 0, self.size
        self._levels[0] += node
        while index & 1:
            node = sha256(b"\x01" + self._node(level, index - 1) + node)
            level, index = level + 1, index >> 1
            if level == len(self._levels):
                self._levels.append(bytearray())
            self._levels[level] += node

    def _node(self, level, index):
        return bytes(self._levels[level][32 * index:32 * index + 32])

    def root(self, size):
        """RFC 6962 section 2.1 over the first `size` entries: its complete subtrees, folded from the right."""
        if size == 0:
            return sha256(b"")
        root = None
        for level in range(size.bit_length()):
            if size >> level & 1:
                node = self._node(level, (size >> level) - 1)
                root = node if root is None else sha256(b"\x01" + node + root)
        return root

    def body(self, seq):
        """The digest that entry `seq` commits to; None where it could not be read or is of a newer version."""
        return None if seq in self._without_body else bytes(self._bodies[32 * seq:32 * seq + 32])

    def required_keys(self, size):
        low, high = 0, len(self.keys)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.keys[middle][0] < size else (low, middle)
        if low == 0:
            return []
        own = [self.keys[low - 1][1]]
        changes_here = low > 1 and self.keys[low - 1][0] == size - 1
        return [self.keys[low - 2][1]] + own if changes_here else own

    def hash_before_last(self):
        return self._before_last.hexdigest()


# ---------------------------------------------------------------- 11.3 and 11.5. Who vouches for how much

MAX_NOTES = 10_000
AGAINST = ("NOTE_DIVERGES", "NOTE_CONTRADICTS", "CODE_UNMATCHED", "NOTE_ALTERED", "NOTE_UNREADABLE", "CODE_UNREADABLE",
           "NOTE_OLDER_LEDGER_CONTRADICTS")


class Vouching:
    def __init__(self, chain, findings, witnesses, quorum):
        self.chain, self.findings, self.witnesses, self._quorum = chain, findings, witnesses, quorum
        self.signed_below = self.consistent_below = 0
        self._cosigned = [0] * len(witnesses)
        self.brought = []
        self._confirmed, self._failed, self._good = set(), [], []
        self._heads = self._notes = 0

    def carried(self, path, data, role):
        self._heads += role == "head"
        self._notes += 1
        if self._notes > MAX_NOTES:
            if self._notes == MAX_NOTES + 1:
                self.findings.add("CHECKPOINTS_TOO_MANY")
            return
        try:
            note = Note(data)
        except Refused as error:
            self.findings.add("CHECKPOINT_UNREADABLE", path=path, detail=str(error))
            return
        size = self.chain.size
        if note.ledger != self.chain.ledger:
            self.findings.add("CHECKPOINT_LEDGER", path=path)
        elif role == "later" and note.size > size:
            self.findings.warn("LATER_NOT_COMPARABLE", path=path)
        elif note.size > size or (role == "head" and note.size != size):
            self.findings.add("CHECKPOINT_SIZE", path=path)
        else:
            self._judge(path, note, role)

    def _judge(self, path, note, role):
        states = [note.state(key) for key in self.chain.required_keys(note.size)]
        states += [state for state in map(note.state, self.chain.keys_in(note)) if state == "bad"]
        failure = None
        if note.root != self.chain.root(note.size):
            failure = "CHECKPOINT_ROOT"
        elif "bad" in states:
            failure = "CHECKPOINT_SIGNATURE"
        elif not states or "absent" in states:
            failure = "CHECKPOINT_UNSIGNED"
        if failure is not None:
            self._failed.append((failure, path, note.size))
            return
        if role != "later":
            self._confirmed.add(note.size)
        cosigned = [note.state(key) for key in self.witnesses]
        if "bad" in cosigned:
            self.findings.add("CHECKPOINT_COSIGNATURE", path=path)
            cosigned = []
        self._good.append((note.size, cosigned))

    def _count(self, size, states):
        for index, state in enumerate(states):
            if state == "good":
                self._cosigned[index] = max(self._cosigned[index], size)

    @property
    def witnessed_below(self):
        """The largest size that as many witnesses vouch for as the reviewer asks: who cosigned a tree vouches for all it begins with."""
        return ([0] + sorted(self._cosigned))[-self._quorum] if len(self._cosigned) >= self._quorum else 0

    def finish(self):
        def beyond(size):
            return (self.signed_below, size) if size > self.signed_below else None
        # A checkpoint counts only if every change of the key below its size is confirmed.
        unconfirmed = [seq for seq, _key in self.chain.keys if seq > 0 and seq + 1 not in self._confirmed]
        for size, cosigned in self._good:
            if not unconfirmed or size <= unconfirmed[0]:
                self.signed_below = max(self.signed_below, size)
                self._count(size, cosigned)
        if self._heads == 0:
            self.findings.add("CHECKPOINT_MISSING", touches=beyond(self.chain.size))
        for code, path, size in self._failed:
            self.findings.add(code, path=path, touches=beyond(size))
        for seq in unconfirmed:
            self.findings.add("KEY_CHANGE_UNCONFIRMED", seq, touches=(self.signed_below, self.chain.size))

    def bring(self, data, continues):
        """A note or a spoken code that the reviewer holds: (word, detail) of what came of it, nothing passed over."""
        text = data.decode("utf-8", "replace").strip()
        outcome = (self._note(data.replace(b"\r\n", b"\n"), continues) if "\n" in text else self._code(text))
        self.brought.append(outcome)

    def _note(self, data, continues):
        try:
            note = Note(data)
        except Refused:
            return "NOTE_UNREADABLE", ""
        if continues is not None and note.ledger != self.chain.ledger and note.ledger == continues["ledger"]:
            if note.size == continues["size"] and note.root.hex() != continues["root"]:
                return "NOTE_OLDER_LEDGER_CONTRADICTS", str(note.size)
            return ("NOTE_OLDER_LEDGER_BEYOND" if note.size > continues["size"] else "NOTE_OLDER_LEDGER"), str(note.size)
        if note.ledger != self.chain.ledger:
            return "NOTE_OTHER_LEDGER", note.ledger
        if note.size > self.chain.size:
            return "NOTE_NOT_COMPARABLE", str(note.size)
        of_witnesses = [note.state(key) for key in self.witnesses]
        states = [note.state(key) for _seq, key in self.chain.keys] + of_witnesses
        if note.root != self.chain.root(note.size):
            return ("NOTE_DIVERGES" if "good" in states else "NOTE_CONTRADICTS"), str(note.size)
        if "bad" in states:
            return "NOTE_ALTERED", str(note.size)
        self.consistent_below = max(self.consistent_below, note.size)
        self._count(note.size, of_witnesses)
        return "MATCHES", str(note.size)

    def _code(self, line):
        code, size = read_spoken_code(line), None
        if code is None:
            match = re.fullmatch(r"([0-9]{1,15})[\s,:;/]+(.+)", line, re.S)
            code = read_spoken_code(match.group(2)) if match else None
            if code is None:
                return "CODE_UNREADABLE", ""
            size = int(match.group(1))
        if size is not None and size > self.chain.size:
            return "NOTE_NOT_COMPARABLE", str(size)
        if size is not None and self._code_at(size) != code:
            return "NOTE_CONTRADICTS", str(size)
        if size is None:
            size = next((n for n in range(self.chain.size, 0, -1) if self._code_at(n) == code), None)
            if size is None:
                return "CODE_UNMATCHED", ""
        self.consistent_below = max(self.consistent_below, size)
        return "MATCHES", str(size)

    def _code_at(self, size):
        ledger = self.chain.ledger
        return None if ledger is None or size < 1 else spoken_code(checkpoint_text(ledger, size, self.chain.root(size)))


# ---------------------------------------------------------------- 3. Disclosures, 11.4

MAX_DISCLOSURE = 1_048_576
WITHHELD, SHOWN, SHOWN_IN_PART = 0, 1, 2


def read_disclosure(text):
    if len(text) > MAX_DISCLOSURE:
        raise Refused("size")
    data = read_base64url(text)
    if data is None:
        raise Refused("base64")
    parts = parse_canonical(data)
    if not isinstance(parts, list) or len(parts) != 3:
        raise Refused("shape")
    salt, name, value = parts
    salt = read_base64url(salt) if isinstance(salt, str) else None
    if salt is None or len(salt) != 32:
        raise Refused("salt")
    if not isinstance(name, str) or not (name == "body" or is_name(name)):
        raise Refused("name")
    return name, value


def read_body(value):
    if not isinstance(value, dict) or not 1 <= len(value) <= 1024:
        raise Refused("body")
    for name, digest in value.items():
        if not is_name(name) or not is_digest(digest):
            raise Refused("body member")
    for name in value:
        parts = name.split(".")
        if len(parts) > 1 and any(".".join(parts[:n]) in value for n in range(1, len(parts))):
            raise Refused("dotted prefix")
    return value


class Disclosed:
    """The disclosures in their order. Everything about an entry is settled when the next one begins."""

    def __init__(self, chain, findings):
        self.chain, self.findings = chain, findings
        self.shown = bytearray(chain.size)
        self.records, self.files, self.withheld = {}, {}, {}
        self.continues = self.successor = self.closing = None
        self.count = 0
        self.before_closing = hashlib.sha256()
        self._closing_begun = False
        self._open, self._next = None, 0
        self._mono = {}
        self._unknown_types = set()

    def line(self, line):
        seq = None
        try:
            value = None if line is None else parse_canonical(line)
        except Refused:
            value = None
        if has_members(value, "d", "seq") and isinstance(value["d"], str) and is_count(value["seq"]):
            seq = value["seq"]
            self._disclosure(seq, value["d"])
        else:
            self.findings.add("DISCLOSURE_UNREADABLE", detail="line")
        self._closing_begun = self._closing_begun or seq == self.chain.size - 1
        if not self._closing_begun:
            self.before_closing.update((line or b"") + b"\n")

    def _disclosure(self, seq, text):
        if seq >= self.chain.size:
            self.findings.add("DISCLOSURE_ENTRY", detail="no such entry")
            return
        if self._open is None or self._open[0] != seq:
            if seq < self._next:
                self.findings.add("DISCLOSURE_ORDER", seq)
                return
            self._close()
        try:
            name, value = read_disclosure(text)
        except Refused as error:
            self.findings.add("DISCLOSURE_UNREADABLE", seq, detail=str(error))
            return
        preimage = "sanad-disclosure/v1\n%s\n%d\n%s" % (self.chain.ledger or "", seq, text)
        digest = sha256(preimage.encode())
        if name == "body":
            self._body(seq, digest, value)
        else:
            self._field(seq, digest, name, value)

    def _begin(self, seq, body):
        self._open, self._next = [seq, body, {}, None], seq + 1

    def _body(self, seq, digest, value):
        if self._open is not None:
            self.findings.add("DISCLOSURE_DUPLICATE", seq, detail="body")
            return
        committed, body = self.chain.body(seq), None
        if committed is not None and digest != committed:
            self.findings.add("BODY_MISMATCH", seq)
        else:
            try:
                body = read_body(value)
            except Refused as error:
                self.findings.add("BODY_UNREADABLE", seq, detail=str(error))
        # Of an entry that could not be read, or is of a newer version, nothing can be said but that.
        self._begin(seq, None if committed is None else body)

    def _field(self, seq, digest, name, value):
        if self._open is None:
            if self.chain.body(seq) is not None:
                self.findings.add("BODY_MISSING", seq)
            self._begin(seq, None)
        _seq, body, fields, last = self._open
        if name == last:
            self.findings.add("DISCLOSURE_DUPLICATE", seq, detail=name)
        elif last is not None and name < last:
            self.findings.add("DISCLOSURE_ORDER", seq, detail=name)
        self._open[3] = name
        if body is None:
            return
        if name not in body:
            self.findings.add("FIELD_UNNAMED", seq, detail=name)
        elif write_base64url(digest) != body[name]:
            self.findings.add("FIELD_MISMATCH", seq, detail=name)
        else:
            fields[name] = value

    def _close(self):
        opened, self._open = self._open, None
        if opened is None or opened[1] is None:
            return
        seq, body, fields, _last = opened
        withheld = sorted(name for name in body if name not in fields)
        self.count += 1
        if withheld:
            self.withheld[seq] = withheld
        for name in ("at", "operator", "type"):
            if name not in body:
                self.findings.add("FIELD_REQUIRED", seq, detail=name)
        for name, value in fields.items():
            if has_shape(name, value, seq):
                self._note(seq, name, value)
            else:
                self.findings.add("FIELD_SHAPE", seq, detail=name)
        if seq == self.chain.size - 1 and fields.get("type") == "export":
            self.closing = fields
        self.shown[seq] = SHOWN_IN_PART if "amends" in withheld or "erases" in withheld else SHOWN
        if fields:
            self.records[seq] = sha256(canonical_text(fields).encode())

    def _note(self, seq, name, value):
        if name == "at":
            if value["mono"] < self._mono.get(value["boot"], 0):
                self.findings.warn("CLOCK_WENT_BACK", seq)
            self._mono[value["boot"]] = max(value["mono"], self._mono.get(value["boot"], 0))
        elif name == "continues":
            self.continues = value
            self.findings.warn("SAYS_IT_CONTINUES", seq, detail="%s %d" % (value["ledger"], value["size"]))
        elif name == "successor" and self.successor is None:
            self.successor = seq
            self.findings.warn("SUCCESSOR_NAMED", seq, detail=value)
        elif name == "type" and value not in TYPES and value not in self._unknown_types and len(self._unknown_types) < 1000:
            self._unknown_types.add(value)
            self.findings.warn("TYPE_NOT_UNDERSTOOD", detail=value)
        if is_file(value):
            known = self.files.setdefault(value["sha256"], {**value, "seq": seq, "entries": []})
            if not known["entries"] or known["entries"][-1] != seq:
                known["entries"].append(seq)
            if known["size"] != value["size"]:
                self.findings.add("FILE_SIZES_DIFFER", seq, detail=name)

    def finish(self):
        self._close()
        if self.successor is not None and self.successor != self.chain.size - 1:
            self.findings.add("SUCCESSOR_NOT_LAST", self.successor)

    def is_shown(self, seq):
        return seq < len(self.shown) and self.shown[seq] != WITHHELD

    def last_withheld(self):
        return len(self.shown) - 1 - next((n for n, mark in enumerate(reversed(self.shown)) if mark != SHOWN), len(self.shown))


# ---------------------------------------------------------------- 10. Bundles: paths

TAG_FILES = ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "README.txt", "verify.html", "verify.py")
ENTRIES, DISCLOSURES = "data/ledger/entries.jsonl", "data/ledger/disclosures.jsonl"
CHECKPOINT, ABSENT, WITHHELD_LIST = "data/ledger/checkpoint.txt", "data/absent.txt", "data/withheld.jsonl"
_NAMED = "[a-z0-9][a-z0-9._-]{0,99}"
_PATHS = [(re.compile(pattern), kind) for pattern, kind in (
    (r"data/ledger/checkpoints/%s\.txt" % _NAMED, "earlier"), (r"data/ledger/anchors/" + _NAMED, "anchor"),
    (r"data/objects/[0-9a-f]{64}\.[a-z0-9]{1,5}", "object"), (r"data/records/(?:0|[1-9][0-9]{0,15})\.json", "record"),
    (r"data/later/%s\.txt" % _NAMED, "later"), (r"data/later/" + _NAMED, "anchor"),
    (r"data/ext/%s(?:/%s){0,7}" % (_NAMED, _NAMED), "extension"))]
EXTENSIONS = dict(pair.split("=") for pair in (
    "image/jpeg=jpg image/png=png image/gif=gif image/tiff=tif image/webp=webp image/avif=avif image/heic=heic image/heif=heif "
    "video/mp4=mp4 video/quicktime=mov video/webm=webm video/3gpp=3gp video/x-matroska=mkv video/x-msvideo=avi "
    "audio/mpeg=mp3 audio/mp4=m4a audio/aac=aac audio/amr=amr audio/ogg=ogg audio/opus=opus audio/flac=flac audio/wav=wav "
    "application/pdf=pdf application/json=json text/plain=txt text/csv=csv").split())


def classify(path):
    fixed = {ENTRIES: "entries", DISCLOSURES: "disclosures", CHECKPOINT: "head", ABSENT: "absent", WITHHELD_LIST: "withheld"}
    if path in fixed:
        return fixed[path]
    if path in TAG_FILES:
        return "tag"
    kind = next((kind for pattern, kind in _PATHS if pattern.fullmatch(path)), None)
    return None if kind == "record" and int(path[13:-5]) > MAX_COUNT else kind


def object_path(file):
    return "data/objects/%s.%s" % (file["sha256"], EXTENSIONS.get(file["type"], "bin"))


# ---------------------------------------------------------------- 10. Containers

MAX_FILES = 3_100_000


def display(text, limit=200):
    """Control, format, bidirectional and unassigned characters escaped."""
    shown = "".join(c if not unicodedata.category(c).startswith(("C", "Zl", "Zp")) else "\\u{%x}" % ord(c) for c in str(text))
    return shown if len(shown) <= limit else shown[:limit - 1] + "\u2026"


def show_path(name):
    return display("".join(c if " " <= c <= "~" else "\\u{%x}" % ord(c) for c in name))


def is_plain(name):
    return (len(name) <= 400 and re.fullmatch(r'[ !#-)+-.0-9;=@-\[\]-{}~/]+', name) is not None
            and not any(segment in ("", ".", "..") for segment in name.split("/")))


def is_litter(name):
    if name.startswith("__MACOSX/"):
        return True
    last = name.split("/")[-1]
    return not re.search(r"(^|/)data/", name) and (
        last.startswith("._")
        or last.lower() in (".ds_store", "thumbs.db", "desktop.ini", ".directory", ".localized"))


class Container:
    """The files of a zip or folder by their place in the bundle, and what is wrong with the container itself."""

    def __init__(self, path):
        self.faults = []
        self.files, self.litter = {}, []
        try:
            listed = self._list_folder(path) if os.path.isdir(path) else self._list_zip(path)
        except OSError as error:
            raise CouldNotRun("unreadable") from error
        self._place(listed)

    def fault(self, code, path=None, detail=""):
        self.faults.append([code, None if path is None else show_path(path), detail])

    def _place(self, listed):
        own = [member for member in listed if not is_litter(member[0])]
        self.litter = [show_path(member[0]) for member in listed if is_litter(member[0])]
        names = {member[0] for member in own}
        first = own[0][0] if own else ""
        top = first[:first.find("/") + 1]
        bagged = top + "bagit.txt" in names or top + ENTRIES in names
        if top in ("", "data/") or not bagged or not is_plain(top[:-1]) or any(not name.startswith(top) for name in names):
            top = ""
        folded = set()
        for name, size, stream in own:
            path = name[len(top):]
            if not is_plain(path):
                self.fault("container.name", path)
            elif path in self.files:
                self.fault("container.duplicate", path)
            elif path.lower() in folded:
                self.fault("container.case-clash", path)
            else:
                self.files[path] = (size, stream)
                folded.add(path.lower())
        for fault in self.faults:
            if top and fault[1] is not None and fault[1].startswith(top):
                fault[1] = fault[1][len(top):]

    # Folders ----------------------------------------------------------------

    def _list_folder(self, root):
        listed, folders = [], [("", 0)]
        while folders:
            folder, depth = folders.pop()
            for name in os.listdir(os.path.join(root, folder)):
                path = name if folder == "" else folder + "/" + name
                status = os.lstat(os.path.join(root, path))
                if stat.S_ISLNK(status.st_mode):
                    self.fault("container.link", path)
                elif stat.S_ISDIR(status.st_mode):
                    if depth < 12:
                        folders.append((path, depth + 1))
                    else:
                        self.fault("container.name", path, "too deep")
                elif not stat.S_ISREG(status.st_mode):
                    self.fault("container.special", path)
                elif not is_plain(path):
                    self.fault("container.name", path)
                else:
                    listed.append((path, status.st_size, self._file_stream(os.path.join(root, path), status.st_size)))
                if len(listed) + len(self.faults) > MAX_FILES:
                    raise CouldNotRun("too large")
        return sorted(listed, key=lambda member: member[0])

    @staticmethod
    def _file_stream(path, size):
        def stream():
            done = 0
            try:
                # Between listing and reading somebody may have put a link or a pipe there.
                flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
                with os.fdopen(os.open(path, flags), "rb") as file:
                    while True:
                        piece = file.read(PIECE)
                        if not piece:
                            break
                        done += len(piece)
                        yield piece
            except OSError as error:
                raise Unreadable("read") from error
            if done != size:
                raise Unreadable("changed while it was read")
        return stream

    # Zips -------------------------------------------------------------------

    def _list_zip(self, path):
        self._file = open(path, "rb")
        self._length = os.fstat(self._file.fileno()).st_size
        start, end, window, count = self._find_end()
        if count > MAX_FILES:
            raise CouldNotRun("too large")
        self._window = window
        entries, at = [], start
        try:
            while len(entries) < count:
                entry, at = self._directory_entry(at)
                entries.append(entry)
            if at != end:
                self.fault("container.uncovered", None, "bytes in or after the directory")
        except Refused:
            self.fault("container.damaged", None, "directory unreadable after %d files" % len(entries))
        return [member for member in self._members(entries, start) if not member[0].endswith("/")]

    def _read(self, at, length):
        if at < 0 or at + length > self._window:
            raise Refused("outside the file")
        self._file.seek(at)
        data = self._file.read(length)
        if len(data) != length:
            raise Refused("cut short")
        return data

    def _find_end(self):
        """APPNOTE 4.3.14 to 4.3.16, from the back."""
        length = min(self._length, 22 + 65535 + 20 + 56)
        base = self._length - length
        self._file.seek(base)
        tail = self._file.read(length)
        if tail.startswith(b"age-encryption.org/v1") or (base and self._starts_with(b"age-encryption.org/v1")):
            raise CouldNotRun("encrypted")
        at = tail.rfind(b"PK\x05\x06", 0, max(0, length - 18))
        while at >= 0:
            comment = struct.unpack_from("<H", tail, at + 20)[0]
            trailing = length - at - 22 - comment
            if trailing >= 0:
                break
            at = tail.rfind(b"PK\x05\x06", 0, at + 3)
        if at < 0:
            raise CouldNotRun("cut short" if self._starts_with(b"PK\x03\x04") else "not a bundle")
        if comment + trailing > 0:
            self.fault("container.uncovered", None, "%d bytes after the end" % (comment + trailing))
        disk, of_directory, here, count, length, start = struct.unpack_from("<HHHHII", tail, at + 4)
        end, records = base + at, 22 + comment
        contradiction = "parts" if here != count or not {disk, of_directory} <= {0, 0xFFFF} else None
        if at >= 76 and tail[at - 20:at - 16] == b"PK\x06\x07":
            record = at - 76
            where = struct.unpack_from("<Q", tail, at - 12)[0]
            if tail[record:record + 4] != b"PK\x06\x06" or where != base + record \
                    or struct.unpack_from("<Q", tail, record + 4)[0] != 44:
                raise CouldNotRun("not a bundle")
            wide = struct.unpack_from("<QQQ", tail, record + 32)
            # A reader that does not know zip64 goes by the record without it.
            if any(narrow not in (limit, value) for narrow, limit, value in
                   zip((count, length, start), (0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF), wide)):
                contradiction = "two ends"
            (count, length, start), end, records = wide, where, records + 76
        if contradiction is None and start + length != end:
            contradiction = "size of the directory"
        if contradiction is not None:
            self.fault("container.header", None, contradiction)
        return start, end, end + records, count

    def _starts_with(self, magic):
        self._file.seek(0)
        return self._file.read(len(magic)) == magic

    def _directory_entry(self, at):
        (signature, made_by, _needed, flags, method, _time, checksum, packed, size, name_length, extra_length, comment_length,
         _disk, _internal, attributes, offset) = struct.unpack("<IHHHHIIIIHHHHHII", self._read(at, 46))
        if signature != 0x02014B50:
            raise Refused("directory")
        name = self._read(at + 46, name_length)
        extras = _extra_fields(self._read(at + 46 + name_length, extra_length))
        self._read(at + 46 + name_length + extra_length, comment_length)
        wide = next((data for kind, data in extras if kind == 1), b"")
        values = [size, packed, offset]
        for index, value in enumerate(values):
            if value == 0xFFFFFFFF:
                if len(wide) < 8 or struct.unpack("<Q", wide[:8])[0] > MAX_COUNT:
                    raise Refused("zip64")
                values[index], wide = struct.unpack("<Q", wide[:8])[0], wide[8:]
        size, packed, offset = values
        kind = attributes >> 28 & 15 if made_by >> 8 == 3 else 0
        second_name = any(kind == 0x7075 for kind, _data in extras)
        return (offset, name, flags, method, checksum, packed, size, kind, second_name), \
            at + 46 + name_length + extra_length + comment_length

    def _members(self, entries, directory):
        """In the order in which they stand, so that gaps and overlaps show."""
        members, covered = [], 0
        for entry in sorted(entries, key=lambda entry: entry[0]):
            offset, raw, flags, method, checksum, packed, size, kind, second_name = entry
            try:
                name = raw.decode("utf-8")
            except UnicodeDecodeError:
                name = raw.decode("latin-1")
            refused = self._member_fault(name, flags, method, packed, size, kind, second_name)
            if offset > covered:
                self.fault("container.uncovered", name, "%d bytes before it" % (offset - covered))
            if offset < covered:
                self.fault("container.overlap", name)
            try:
                head = struct.unpack("<IHHHIIIIHH", self._read(offset, 30))
                data = offset + 30 + head[8] + head[9]
                if head[0] != 0x04034B50 or data + packed > self._window:
                    raise Refused("local header")
                local_name, extra = self._read(offset + 30, head[8]), self._read(offset + 30 + head[8], head[9])
            except Refused:
                self.fault("container.header", name, "local header unreadable")
                members.append((name, size, self._member_stream(0, 0, 0, 0, 0, "local header")))
                continue
            self._compare_headers(name, entry, head, local_name, extra)
            covered = max(covered, data + packed + self._descriptor(flags, checksum, packed, size, data + packed))
            members.append((name, size, self._member_stream(data, packed, size, method, checksum, refused)))
        if covered > directory:
            self.fault("container.overlap", None, "the directory")
        if covered < directory:
            self.fault("container.uncovered", None, "%d bytes before the directory" % (directory - covered))
        return members

    def _member_fault(self, name, flags, method, packed, size, kind, second_name):
        for is_so, code, detail in (
                (kind == 10, "container.link", "symbolic link"),
                (kind not in (0, 8) and not (kind == 4 and name.endswith("/")), "container.special", "kind %d" % kind),
                (flags & 1, "container.encrypted", "encrypted by zip"),
                (method not in (0, 8), "container.method", "method %d" % method),
                (method == 0 and packed != size, "container.header", "stored with two sizes"),
                (size > 16 * 1024 * 1024 and size > packed * 200, "container.ratio", "%d bytes out of %d" % (size, packed)),
                (name.endswith("/") and size > 0, "container.special", "a folder with content"),
                (second_name, "container.header", "a second name")):
            if is_so:
                self.fault(code, name, detail)
                return detail
        return None

    def _compare_headers(self, name, entry, head, local_name, extra):
        """What a reader that begins at the front would see otherwise."""
        _offset, raw, flags, method, checksum, packed, size, _kind, _second = entry
        here_packed, here_size = head[6], head[7]
        try:
            wide = next((data for kind, data in _extra_fields(extra) if kind == 1 and len(data) >= 16), None)
        except Refused:
            wide = None
        here_size = here_size if here_size != 0xFFFFFFFF else wide and struct.unpack("<Q", wide[:8])[0]
        here_packed = here_packed if here_packed != 0xFFFFFFFF else wide and struct.unpack("<Q", wide[8:16])[0]
        later = flags & 8 != 0
        for differs, detail in (
                (local_name != raw, "name"), (head[3] != method, "method"), (head[2] & 9 != flags & 9, "flags"),
                (any(here != there and not (later and here == 0) for here, there in ((here_size, size), (here_packed, packed))),
                 "size"),
                (head[5] != checksum and not (later and head[5] == 0), "checksum")):
            if differs:
                self.fault("container.header", name, detail)

    def _descriptor(self, flags, checksum, packed, size, at):
        """APPNOTE 4.3.9: checksum and sizes behind the data, with or without a signature, sizes of 4 or 8 bytes."""
        if not flags & 8:
            return 0
        data = self._read(at, max(0, min(24, self._window - at)))
        for signature in (b"PK\x07\x08", b""):
            for kind in ("<IQQ", "<III"):
                if packed < 2**32 > size or kind == "<IQQ":
                    expected = signature + struct.pack(kind, checksum, packed, size)
                    if data.startswith(expected):
                        return len(expected)
        return 0

    def _member_stream(self, start, packed, size, method, checksum, refused):
        def packed_pieces():
            done = 0
            while done < packed:
                self._file.seek(start + done)
                piece = self._file.read(min(PIECE, packed - done))
                if not piece:
                    raise Unreadable("read")
                done += len(piece)
                yield piece

        def inflated():
            filter_ = zlib.decompressobj(-15)
            try:
                for piece in packed_pieces():
                    while piece:
                        if filter_.eof:
                            raise Unreadable("bytes behind the compressed data")
                        yield filter_.decompress(piece, PIECE)
                        piece = filter_.unused_data if filter_.eof else filter_.unconsumed_tail
                while not filter_.eof:
                    out = filter_.decompress(b"", PIECE)
                    if not out:
                        raise Unreadable("compressed data")
                    yield out
            except zlib.error as error:
                raise Unreadable("compressed data") from error

        def stream():
            if refused is not None:
                raise Unreadable(refused)
            length = sum_ = 0
            try:
                for piece in packed_pieces() if method == 0 else inflated():
                    length += len(piece)
                    if length > size:
                        raise Unreadable("longer than stated")
                    sum_ = zlib.crc32(piece, sum_)
                    yield piece
            except OSError as error:
                raise Unreadable("read") from error
            if length != size:
                raise Unreadable("shorter than stated")
            if sum_ != checksum:
                raise Unreadable("zip checksum")
        return stream


def _extra_fields(data):
    fields, at = [], 0
    while at < len(data) - 3:
        kind, length = struct.unpack_from("<HH", data, at)
        if at + 4 + length > len(data):
            raise Refused("extra field")
        fields.append((kind, data[at + 4:at + 4 + length]))
        at += 4 + length
    return fields


class Lines:
    """Lines of a JSONL file as its bytes arrive; one over the limit is handed out as None and not kept."""

    def __init__(self, limit, receive):
        self._limit, self._receive, self._rest, self._over = limit, receive, b"", False

    def push(self, piece):
        lines = (self._rest + piece).split(b"\n")
        self._rest = lines.pop()
        for line in lines:
            self._receive(None if self._over or len(line) > self._limit else line)
            self._over = False
        if len(self._rest) > self._limit:
            self._rest, self._over = b"", True

    def end(self):
        if not self._rest and not self._over:
            return True
        self._receive(None if self._over else self._rest)
        return False


# ---------------------------------------------------------------- 11. Verification

WITHHELD_LINE = 128 * 1024
SMALL = 256 * 1024 * 1024
HEADLINES = {  # worst first
    "NOTE_CONTRADICTS": "note contradicts", "NOTE_OLDER_LEDGER_CONTRADICTS": "older note contradicts",
    "NOTE_ALTERED": "note altered", "CODE_UNMATCHED": "code unmatched", "NOTE_UNREADABLE": "note unreadable",
    "CODE_UNREADABLE": "note unreadable", "NOTE_NOT_COMPARABLE": "larger note"}


class Verification:
    def __init__(self, container, witnesses, quorum, required):
        self._required = required
        self.container, self.findings = container, Findings()
        self.hashes, self.unreadable, self.statements = {}, {}, []
        self.chain = Chain(self.findings)
        self.vouching = Vouching(self.chain, self.findings, witnesses, quorum)
        self.shown = None

    def run(self, brought):
        self._container()
        self._entries()
        for path in self.container.files:
            role = classify(path)
            if role in ("head", "earlier", "later"):
                self.vouching.carried(path, self._small(path, MAX_NOTE + 1), role)
        self.shown = Disclosed(self.chain, self.findings)
        self._lines(DISCLOSURES, MAX_DISCLOSURE + 64, self.shown.line, "LINES_SYNTAX")
        self.shown.finish()
        self._lines(WITHHELD_LIST, WITHHELD_LINE, self._statement, "WITHHELD_SYNTAX")
        for path in self.container.files:
            if path not in self.hashes and path not in self.unreadable:
                self._read(path, lambda piece: None)
        if self._bag():
            return could_not_run("newer verifier needed")
        self._objects()
        self._absent()
        self._records()
        self._compare_statements()
        for data in brought:
            self.vouching.bring(data, self.shown.continues)
        if self.chain.size == 0:
            self.findings.add("ENTRIES_NONE")
        self.vouching.finish()
        self._closing()
        return self._report()

    # Reading ----------------------------------------------------------------

    def _read(self, path, receive):
        """Each file once: for its hash, and for whoever wants its bytes. A missing one is read as empty."""
        if path not in self.container.files:
            return
        hash_ = hashlib.sha256()
        try:
            for piece in self.container.files[path][1]():
                hash_.update(piece)
                receive(piece)
            self.hashes[path] = hash_.hexdigest()
        except Unreadable as error:
            self.unreadable[path] = str(error)

    def _small(self, path, limit):
        pieces, length = [], 0

        def keep(piece):
            nonlocal length
            if length < limit:
                pieces.append(piece)
            length += len(piece)
        self._read(path, keep)
        return b"".join(pieces)[:limit]

    def _lines(self, path, limit, receive, code):
        lines = Lines(limit, receive)
        self._read(path, lines.push)
        if not lines.end():
            self.findings.add(code, path=path, detail="last line")

    def _entries(self):
        self._lines(ENTRIES, MAX_ENTRY, self.chain.append, "LINES_SYNTAX")

    # 1. Container and manifest ----------------------------------------------

    def _container(self):
        for code, path, detail in self.container.faults:
            self.findings.add(code, path=path, detail=detail)
        for path in self.container.files:
            kind = classify(path)
            if kind is None:
                self.findings.add("CONTAINER_PATH", path=path)
            elif kind == "anchor":
                self.findings.warn("ANCHOR_NOT_CHECKED", path=path)
            elif kind == "extension":
                self.findings.warn("EXTENSION_NOT_UNDERSTOOD", path=path)
            elif path in ("verify.html", "verify.py"):
                self.findings.warn("VERIFIER_INCLUDED", path=path)
        for name in self.container.litter:
            self.findings.warn("LITTER_IGNORED", path=name)

    def _file_fault(self, code, path, detail=""):
        """A fault of an object touches the entry that names it, any other file's none."""
        file = self.shown.files.get(path[13:77]) if classify(path) == "object" else None
        seq = None if file is None else file["seq"]
        self.findings.add(code, seq, path, detail, None if file is None else (seq, seq + 1))

    def _manifest(self, path, of_payload):
        data = self._text(path)
        listed = {}
        lines = re.split("\r\n|\r|\n", data)
        for line in lines if lines[-1] else lines[:-1]:
            match = re.fullmatch(r"([0-9a-fA-F]{64})[ \t]+(\*?)(.+)", line)
            name = match.group(3) if match else ""
            if match is None or not is_plain(name) or name.startswith("data/") != of_payload or name.startswith("tagmanifest-"):
                self.findings.add("MANIFEST_SYNTAX", path=path, detail="line")
                continue
            if name in listed:
                self.findings.add("MANIFEST_SYNTAX", path=name, detail="listed twice")
            listed[name] = match.group(1).lower()
        for name, digest in listed.items():
            if name not in self.container.files:
                self._file_fault("FILE_MISSING", name, path)
            elif name in self.unreadable:
                self._file_fault("FILE_HASH", name, self.unreadable[name])
            elif self.hashes[name] != digest:
                self._file_fault("FILE_HASH", name, path)
        return listed

    def _text(self, path):
        if path not in self.container.files or path in self.unreadable:
            return ""
        try:
            return self._small(path, SMALL).decode("utf-8")
        except UnicodeDecodeError:
            self.findings.add("MANIFEST_SYNTAX", path=path, detail="not UTF-8")
            return ""

    def _bag(self):
        """Tag files in their one form. True where a higher major version of bundles is stated and the bag is sound."""
        declaration = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        if self.hashes.get("bagit.txt") != sha256(declaration).hex():
            self.findings.add("BAG_DECLARATION", path="bagit.txt")
            return False
        sound = self.findings.total()
        layouts = []
        for path, of_payload in (("manifest-sha256.txt", True), ("tagmanifest-sha256.txt", False)):
            listed = self._manifest(path, of_payload)
            for name in self.container.files:
                unlisted = name.startswith("data/") if of_payload else classify(name) == "tag" and name != path
                if unlisted and name not in listed:
                    self._file_fault("FILE_UNLISTED", name, path)
            if path not in self.container.files:
                self.findings.add("FILE_MISSING", path=path)
            else:
                layout = hashlib.sha256()
                for name in sorted(listed):
                    layout.update(("%s  %s\n" % (listed[name], name)).encode())
                layouts.append((path, layout.hexdigest()))
        version, stated_oxum = self._bag_info()
        payload = [size for path, (size, _stream) in self.container.files.items() if path.startswith("data/")]
        if any(value != "%d.%d" % (sum(payload), len(payload)) for value in stated_oxum):
            self.findings.add("MANIFEST_SYNTAX", detail="Payload-Oxum")
        is_sound = self.findings.total() == sound
        for path, layout in layouts:
            if self.hashes.get(path) != layout:
                self.findings.add("MANIFEST_SYNTAX", path=path, detail="layout")
        if version is None:
            self.findings.add("BAG_DECLARATION", path="bag-info.txt", detail="no version of a bundle")
            return False
        major, minor = version
        if major > 1 and is_sound:
            return True
        if major != 1:
            self.findings.add("BAG_DECLARATION", path="bag-info.txt", detail="%d.%d" % version)
        if major == 1 and minor == 0:
            for path in self.container.files:
                if classify(path) == "extension":
                    self.findings.add("CONTAINER_PATH", path=path, detail="needs a higher version")
        return False

    def _bag_info(self):
        versions, oxum = [], []
        text = self._text("bag-info.txt")
        lines = text[:-1].split("\n") if text.endswith("\n") else [text] if text else []
        matches = [re.fullmatch(r"([A-Za-z][A-Za-z0-9-]*): ([!-~](?:[ -~]*[!-~])?)", line) for line in lines]
        if None in matches or text[-1:] not in ("", "\n"):
            self.findings.add("MANIFEST_SYNTAX", path="bag-info.txt", detail="layout")
        for match in filter(None, matches):
            if match.group(1) == "Sanad-Bundle":
                versions.append(match.group(2))
            elif match.group(1) == "Payload-Oxum":
                oxum.append(match.group(2))
        match = re.fullmatch(r"([0-9]{1,4})\.([0-9]{1,4})", versions[0]) if len(versions) == 1 else None
        return (int(match.group(1)), int(match.group(2))) if match else None, oxum

    # 4. Files against disclosures -------------------------------------------

    def _objects(self):
        expected = {object_path(file): file for file in self.shown.files.values()}
        named = {finding["path"] for finding in self.findings.list if finding["code"] == "FILE_HASH"}
        for path, (size, _stream) in self.container.files.items():
            if classify(path) != "object":
                continue
            file = expected.get(path)
            if file is None:
                known = self.shown.files.get(path[13:77])
                if known is None:
                    self.findings.add("OBJECT_UNCLAIMED", path=path)
                else:
                    self.findings.add("OBJECT_PATH", known["seq"], path, touches=None)
                continue
            if size != file["size"]:
                self._file_fault("OBJECT_SIZE", path)
            if path not in named and path in self.hashes and self.hashes[path] != file["sha256"]:
                self._file_fault("FILE_HASH", path, "entry")

    def _absent(self):
        missing = {file["sha256"]: file for file in self.shown.files.values() if object_path(file) not in self.container.files}
        stated = self._small(ABSENT, SMALL)
        named = set(stated.split(b"\n"))
        for sha, file in missing.items():
            if sha.encode() not in named:
                self.findings.add("OBJECT_MISSING", file["seq"], object_path(file), touches=None)
        if stated != "".join(sha + "\n" for sha in sorted(missing)).encode():
            self.findings.add("ABSENT_DIFFERS", path=ABSENT)

    def _records(self):
        for seq, digest in self.shown.records.items():
            path = "data/records/%d.json" % seq
            if path not in self.container.files:
                self.findings.add("RECORD_MISSING", seq, path, touches=None)
            elif self.hashes.get(path) != digest.hex():
                self.findings.add("RECORD_DIFFERS", seq, path, touches=None)
        for path in self.container.files:
            if classify(path) == "record" and int(path[13:-5]) not in self.shown.records:
                self.findings.add("RECORD_UNCLAIMED", path=path)

    def _statement(self, line):
        statement = None
        try:
            statement = None if line is None else parse_canonical(line)
        except Refused:
            pass
        # Earlier writers state neither authority nor review.
        stated = isinstance(statement, dict) and ("authority" in statement or "review" in statement)
        more = ("authority", "review") if stated else ()
        is_fields = has_members(statement, "by", "fields", "ground", "seq", *more)
        is_kind = has_members(statement, "by", "ground", "kind", "seq", *more)
        if is_fields or is_kind:
            limits = {"by": 64, "ground": 256, "kind": 64, "authority": 1024}
            words = [(statement[name], limit) for name, limit in limits.items() if name in statement]
            names = statement["fields"] if is_fields else []
            if is_fields and not (isinstance(names, list) and 0 < len(names) <= 1024 and all(isinstance(n, str) and is_name(n) for n in names)
                                  and all(a < b for a, b in zip(names, names[1:]))):
                is_fields = False
            review = statement.get("review")
            is_sound = review is None or (isinstance(review, str) and is_wall(review + "T00:00:00.000Z"))
            if (is_sound and is_count(statement["seq"]) and (is_fields or is_kind)
                    and all(isinstance(word, str) and 0 < len(word.encode()) <= limit for word, limit in words)):
                self.statements.append(statement)
                return
        self.findings.add("WITHHELD_SYNTAX", path=WITHHELD_LIST, detail="line")

    def _compare_statements(self):
        stated = {}
        for statement in self.statements:
            seq = statement["seq"]
            if "kind" in statement:
                if self.shown.is_shown(seq):
                    self.findings.warn("WITHHELD_BUT_SHOWN", seq)
                continue
            stated.setdefault(seq, set()).update(statement["fields"])
            for name in statement["fields"]:
                if self.shown.is_shown(seq) and name not in self.shown.withheld.get(seq, ()):
                    self.findings.warn("WITHHELD_BUT_SHOWN", seq, detail=name)
        for seq, names in self.shown.withheld.items():
            for name in names:
                if name not in stated.get(seq, ()):
                    self.findings.warn("WITHHELD_UNSTATED", seq, detail=name)
        whole, size, start = {s["seq"] for s in self.statements if "kind" in s}, self.chain.size, 0
        plain = self.shown.count == 1 and self.shown.is_shown(size - 1)
        for seq in range(0 if plain else size + 1):
            if seq < size and not self.shown.is_shown(seq) and seq not in whole:
                continue
            if start < seq:
                self.findings.warn("WITHHELD_ENTRY_UNSTATED", start, detail="%d-%d" % (start, seq - 1))
            start = seq + 1

    def _closing(self):
        last = self.chain.size - 1
        if last < 0 or (self.chain.first_newer is not None and self.chain.body(last) is None):
            return
        closing = self.shown.closing
        given = closing.get("given") if closing is not None and last not in self.shown.withheld else None
        if given is None or not has_shape("given", given, last):
            self.findings.add("EXPORT_WITHHOLDS" if last in self.shown.withheld else "EXPORT_NOT_LAST", last)
            return
        outside = (ENTRIES, DISCLOSURES, CHECKPOINT, "data/records/%d.json" % last)
        files = hashlib.sha256()
        for path in sorted(self.hashes):
            if path.startswith("data/") and not path.startswith("data/later/") and path not in outside:
                files.update(("%s  %s\n" % (self.hashes[path], path)).encode())
        for code, stated, computed in (
                ("GIVEN_ENTRIES", given["entries"], self.chain.hash_before_last()),
                ("GIVEN_DISCLOSURES", given["disclosures"], self.shown.before_closing.hexdigest()),
                ("GIVEN_FILES", given["files"], files.hexdigest())):
            if stated != computed:
                self.findings.add(code, last)

    # The report -------------------------------------------------------------

    def _report(self):
        chain, shown, vouching, findings = self.chain, self.shown, self.vouching, self.findings
        size = chain.size
        touched = findings.touched(size)
        outcomes = [code for code, _detail in vouching.brought]
        diverged = "NOTE_DIVERGES" in outcomes
        against = any(code in AGAINST for code in outcomes)

        def state(seq):
            if touched[seq]:
                return "INVALID"
            if seq < vouching.witnessed_below:
                return "WITNESSED"
            if seq < vouching.consistent_below:
                return "CONSISTENT"
            return "DIVERGED" if diverged else "UNANCHORED"
        judged = [seq for seq in range(size - 1) if shown.is_shown(seq)] or range(size)
        verdict = min((state(seq) for seq in judged), key=VERDICTS.index, default="INVALID")
        if "NOTE_CONTRADICTS" in outcomes or "CODE_UNMATCHED" in outcomes:
            verdict = min(verdict, "UNANCHORED", key=VERDICTS.index)
        if diverged:
            verdict = min(verdict, "DIVERGED", key=VERDICTS.index)
        if findings.total() > 0:
            verdict = "INVALID"
        notices = [{"code": code, "seq": None, "path": None, "detail": ("#%d %s" % (number + 1, detail)).strip()}
                   for number, (code, detail) in enumerate(vouching.brought) if code != "MATCHES"]
        if chain.first_newer is not None and findings.total() == 0:
            return {**could_not_run("newer verifier needed"), "ledger": chain.ledger, "entries": size,
                    "findings": notices if against else [], "findingsTotal": len(notices) if against else 0,
                    "warnings": [] if against else notices}
        bad = verdict in ("INVALID", "DIVERGED")
        met = self._required is None or VERDICTS.index(verdict) >= VERDICTS.index(self._required.upper())
        headline = next((line for code, line in HEADLINES.items() if code in outcomes), None if met else "too little vouches")
        stated = {(s["seq"], name) for s in self.statements for name in s.get("fields", ())
                  if name in shown.withheld.get(s["seq"], ())}
        stated |= {(s["seq"], None) for s in self.statements if "kind" in s and s["seq"] < size and not shown.is_shown(s["seq"])}
        fields = sum(map(len, shown.withheld.values()))
        return {
            "verdict": verdict,
            "exitStatus": 1 if bad or against or not met else 0,
            "headline": None if bad else headline,
            "subject": "bundle",
            "encrypted": False,
            "ledger": chain.ledger,
            "entries": size,
            "root": None if chain.ledger is None or size == 0 else chain.root(size).hex(),
            "spoken": None if chain.ledger is None or size == 0 else
            "-".join(re.findall("....", spoken_code(checkpoint_text(chain.ledger, size, chain.root(size))))),
            "vouched": max(vouching.witnessed_below, vouching.consistent_below),
            "required": None if self._required is None else {"level": self._required, "met": met},
            "shown": shown.count,
            "withheldFields": fields,
            "withheldEntries": size - shown.count,
            "unexplained": fields + size - shown.count - len(stated),
            "correctableBelow": max(0, shown.last_withheld()) if any(map(shown.is_shown, range(shown.last_withheld()))) else 0,
            "stated": self._stated(),
            "exhibits": self._exhibits(state),
            "findings": (findings.list + (notices if against else []))[:Findings.LISTED],
            "findingsTotal": findings.total() + (len(notices) if against else 0),
            "warnings": (([] if against else notices) + findings.warnings)[:Findings.LISTED],
            **self._closing_fields(),
        }

    def _stated(self):
        """What the exporter states of what really is withheld. A review is overdue as of the export's own day."""
        day, lines = (self._closing_fields()["exportedAt"] or "")[:10], []
        for statement in self.statements[:1_000_000]:
            seq, names = statement["seq"], None
            if "kind" in statement:
                if seq >= self.chain.size or self.shown.is_shown(seq):
                    continue
            else:
                names = [name for name in statement["fields"] if name in self.shown.withheld.get(seq, ())]
                if not names:
                    continue
            review = statement.get("review")
            lines.append({"seq": seq, "fields": names, "kind": statement.get("kind"), "ground": statement["ground"],
                          "authority": statement.get("authority"), "by": statement["by"], "review": review,
                          "overdue": review is not None and review < day})
        return lines[:1000]

    def _exhibits(self, state):
        exhibits, last_withheld = [], self.shown.last_withheld()
        for file in self.shown.files.values():
            path = object_path(file)
            if path not in self.container.files:
                own = "absent"
            else:
                own = "intact" if self.hashes.get(path) == file["sha256"] else "damaged"
            for seq in file["entries"]:
                entry = state(seq)
                exhibits.append({
                    "seq": seq, "sha256": file["sha256"], "size": file["size"], "type": file["type"],
                    "state": "touched" if own == "intact" and entry == "INVALID" else own,
                    "verdict": "INVALID" if own == "damaged" else entry,
                    "mayBeCorrected": seq < last_withheld})
        return sorted(exhibits, key=lambda exhibit: exhibit["seq"])

    def _closing_fields(self):
        closing = self.shown.closing or {}
        recipient, at = closing.get("recipient"), closing.get("at")
        return {"recipient": recipient if isinstance(recipient, str) else None, "exportedAt": at["wall"] if is_at(at) else None}


def could_not_run(why):
    return {"verdict": "COULD_NOT_RUN", "exitStatus": 2, "headline": why, "subject": "bundle", "encrypted": why == "encrypted",
            "ledger": None, "entries": 0, "root": None, "spoken": None, "vouched": 0, "required": None, "shown": 0, "withheldFields": 0,
            "withheldEntries": 0, "unexplained": 0, "correctableBelow": 0, "stated": [], "exhibits": [], "findings": [], "findingsTotal": 0, "warnings": [],
            "recipient": None, "exportedAt": None}


def verify(path, brought=(), witnesses=(), quorum=1, required=None):
    """The report on one bundle. `brought`: bytes of notes, or of spoken codes with or without their size before. `quorum`: how many
    of the witnesses must have cosigned."""
    try:
        container = Container(path)
        if "bagit.txt" not in container.files and ENTRIES not in container.files:
            raise CouldNotRun("not a bundle")
        return Verification(container, list(witnesses), quorum, required).run(list(brought))
    except CouldNotRun as error:
        return could_not_run(str(error))


# ---------------------------------------------------------------- For people

SENTENCES = {
    "WITNESSED": "Countersigned: it fits together, and a witness whom you trust has countersigned it.",
    "CONSISTENT": "It fits together, and agrees with the checkpoint that you brought.",
    "UNANCHORED": "It fits together. Nothing from outside vouches for it: whoever has the key could have made all of it later.",
    "DIVERGED": "You hold a signed checkpoint of another history of this ledger. It does not say which is the true one.",
    "INVALID": "Something does not fit. What it touches is named below.",
    "not a bundle": "This is not a bundle.",
    "cut short": "The file was cut short.",
    "too large": "It is larger than the format allows.",
    "unreadable": "It cannot be read.",
    "encrypted": "It is encrypted with age. Decrypt it first.",
    "newer verifier needed": "It is of a newer version of the format: a newer verifier is needed.",
    "note contradicts": "You hold a note that this bundle contradicts, signed by a key it does not name: the note is false, or this "
                        "is a fork made with an old key.",
    "older note contradicts": "You hold a note of the ledger that this one says it continues, and they disagree.",
    "note altered": "A note that you brought has been altered. It vouches for nothing.",
    "code unmatched": "The code that you brought fits no state of this ledger: it is of a later one, of another ledger, or of a fork.",
    "note unreadable": "A note or code that you brought cannot be read.",
    "too little vouches": "Less vouches for it than you required.",
    "larger note": "A note that you brought is larger than this bundle: ask for a newer bundle.",
}
PROVES = [
    "What this shows:",
    "  - Since it was entered, no entry of the ledger was changed, moved, added or dropped, as far back as something outside",
    "    vouches for it.",
    "  - Each file handed over is, bit for bit, the one that its entry names.",
    "  - What is withheld is named or counted, and cannot be shown in two versions later.",
]
LIMITS = [
    "What it does not show:",
    "  - That what was entered was true, or that everything was entered.",
    "  - That the times are right: they are what the computer's clock said.",
]


def print_report(report, judge):
    print("%s%s" % (report["verdict"], "" if report["headline"] is None else ": " + report["headline"]))
    for key in (report["headline"], report["verdict"]):
        if key in SENTENCES:
            print(SENTENCES[key])
    if report["verdict"] == "COULD_NOT_RUN":
        for finding in report["findings"] + report["warnings"]:
            print(finding_text(finding))
        print("Nothing was verified, and nothing is said about the evidence.")
        return
    intact = sum(exhibit["state"] == "intact" for exhibit in report["exhibits"])
    print("\nLedger  %s\nRoot    %s\nSpoken  %s" % (report["ledger"], report["root"], report["spoken"]))
    print("%d entries, %d of them show something; %d fields and %d entries are withheld, %d of these without a stated ground."
          % (report["entries"], report["shown"], report["withheldFields"], report["withheldEntries"], report["unexplained"]))
    print("%d files named, %d of them bit for bit what was entered." % (len(report["exhibits"]), intact))
    tail = report["entries"] - report["vouched"]
    print("Nobody outside vouches for the last %d entries." % tail if 0 < report["vouched"] and tail > 0 else
          "Nobody outside vouches for any entry." if report["vouched"] == 0 else "Somebody outside vouches for every entry.")
    if report["recipient"] is not None:
        print("Handed to \u2068%s\u2069 at %s (a claim of the exporter)." % (display(report["recipient"]), report["exportedAt"]))
    print()
    for exhibit in report["exhibits"]:
        if exhibit["state"] != "intact":
            print("File of entry %d, %s: %s" % (exhibit["seq"], exhibit["sha256"], exhibit["state"]))
    for finding in report["findings"][:20]:
        print("FAILURE " + finding_text(finding))
    if report["findingsTotal"] > 20:
        print("... %d failures in all (--json lists more)" % report["findingsTotal"])
    for warning in report["warnings"][:20]:
        print("note    " + finding_text(warning))
    print()
    if report["exitStatus"] == 0:
        print("\n".join(PROVES))
    print("\n".join(LIMITS))
    print("Signatures were checked %s." % ("by openssl" if judge == "openssl" else "by this program's own code"))
    print("If this program came with the bundle, it shows nothing: get one from elsewhere.")


def finding_text(finding):
    where = ["entry %d" % finding["seq"]] if finding["seq"] is not None else []
    where += [display(finding["path"])] if finding["path"] else []
    detail = " (\u2068%s\u2069)" % display(finding["detail"]) if finding["detail"] else ""
    return "%s %s%s" % (finding["code"], ", ".join(where), detail)


def main(arguments=None):
    global ed25519
    parser = argparse.ArgumentParser(description="Verifies a Sanad bundle, and says what that shows.")
    parser.add_argument("bundle", help="the zip file, or the folder that it was unpacked to")
    parser.add_argument("--note", action="append", default=[], metavar="FILE", help="a checkpoint of this ledger that you hold")
    parser.add_argument("--code", action="append", default=[], metavar="CODE",
                        help="a spoken code that you were given, with the number of entries before it if you have that")
    parser.add_argument("--witness", action="append", default=[], metavar="KEY", help="the verifier key of a witness whom you trust")
    parser.add_argument("--quorum", type=int, default=1, metavar="N", help="how many of the witnesses must have cosigned; 1 by itself")
    parser.add_argument("--require", choices=("consistent", "witnessed"), help="exit with 1 if the verdict is below")
    parser.add_argument("--json", action="store_true", help="the report as JSON")
    parser.add_argument("--without-openssl", action="store_true", help="check signatures by this program's own code")
    options = parser.parse_args(arguments)
    if sys.version_info < (3, 9):
        parser.error("Python 3.9 or newer is needed")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        witnesses = [read_verifier_key(text.strip()) for text in options.witness]
        if len({key.public_key for key in witnesses}) < len(witnesses) or not 1 <= options.quorum <= max(1, len(witnesses)):
            raise Refused("a witness twice, or a quorum of more than there are")
        brought = []
        for name in options.note:
            with open(name, "rb") as file:
                brought.append(file.read(16 * MAX_NOTE))
    except (OSError, Refused) as error:
        parser.error(display(error))
    brought += [code.encode("utf-8", "replace") for code in options.code]
    if not os.path.exists(options.bundle):
        parser.error("there is no such file")
    ed25519, judge = choose_ed25519(options.without_openssl)
    report = verify(options.bundle, brought, witnesses, options.quorum, options.require)
    if options.json:
        json.dump(report, sys.stdout, ensure_ascii=True)
        print()
    else:
        print_report(report, judge)
    return report["exitStatus"]


if __name__ == "__main__":
    sys.exit(main())
