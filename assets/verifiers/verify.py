#!/usr/bin/env python3
"""Verifies a Sanad bundle, and says what that shows and what it does not.

    python3 verify.py BUNDLE [--note FILE] [--code CODE] [--witness KEY]

It was written from FORMAT.md alone, "The Sanad ledger and bundle format, version 1", and follows it section by
section: the numbers below are that page's. It needs Python 3.9 and nothing besides; signatures are checked by OpenSSL 3
where that is installed. It goes to no network, changes nothing, and believes nothing that a bundle says of itself.

How to read it: sections 1 to 9 are the format, in small functions. The first half of 10 is about what a zip can hide:
whoever gives it an unpacked folder may pass over the class `Zip`. 11 is the verification, `judge` its list of contents.
"""

import argparse
import base64
import bisect
import datetime
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

# ---- 1. Notation ----------------------------------------------------------------------------------------------------

LARGEST = 2**53 - 1
CHUNK = 1 << 20


class Wrong(Exception):
    """Something has not the form that FORMAT.md gives it; the text says what."""


class CouldNotRun(Exception):
    """There is no verdict, and this is why: one of the headlines below."""


def sha256(data):
    return hashlib.sha256(data).digest()


def unbase64(text, size=None, url=False):
    """Strict: what is decoded must encode to the same string again."""
    altchars = b"-_" if url else None
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4) if url else text, altchars)
        again = base64.b64encode(data, altchars).decode()
        if text == (again.rstrip("=") if url else again) and size in (None, len(data)):
            return data
    except ValueError:
        pass
    raise Wrong("no strict base64 of the right length")


def is_hex(value):
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{64}", value) is not None


def is_int(value, least=0):
    return type(value) is int and value >= least


def is_digest(value):
    """43 characters of base64url; the last has no stray bits."""
    return isinstance(value, str) and re.fullmatch("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]", value) is not None


def is_text(value, longest):
    return isinstance(value, str) and 1 <= len(value.encode()) <= longest


def ascending(values):
    return all(one < two for one, two in zip(values, values[1:]))


# ---- 2. Canonical JSON ----------------------------------------------------------------------------------------------


def read_integer(digits):
    if len(digits) > 17 or digits == "-0" or abs(int(digits)) > LARGEST:
        raise Wrong("a number that is not allowed")
    return int(digits)


def refuse(_):
    raise Wrong("a number that is no integer")


def read_members(pairs):
    names = [name for name, _ in pairs]
    if not ascending(names if all(map(str.isascii, names)) else [name.encode("utf-16-be") for name in names]):
        raise Wrong("keys that are not sorted, or twice")
    return dict(pairs)


DECODER = json.JSONDecoder(
    parse_int=read_integer, parse_float=refuse, parse_constant=refuse, object_pairs_hook=read_members)
ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def canonical(value):
    """The bytes of a value whose keys are sorted already."""
    return ENCODER.encode(value).encode()


def parse(data):
    """A value from its canonical bytes. None stands for a line that is too long."""
    try:
        if data is None:
            raise Wrong("too long")
        value = DECODER.decode(data.decode())
        if canonical(value) != data:
            raise Wrong("not canonical")
        if data.count(b"[") + data.count(b"{") > 32:
            check_depth(value, 32)
        return value
    except (ValueError, RecursionError):
        raise Wrong("no canonical JSON") from None


def check_depth(value, left):
    if isinstance(value, (list, dict)):
        if left == 0:
            raise Wrong("nested too deep")
        for inner in value.values() if isinstance(value, dict) else value:
            check_depth(inner, left - 1)


def has_members(value, names):
    return isinstance(value, dict) and " ".join(value) == names


# ---- 3. Disclosures -------------------------------------------------------------------------------------------------

NAME = re.compile(r"(?=.{1,64}\Z)(?!body\Z)[a-z][a-z0-9]*(\.[a-z0-9]+)*")


def open_disclosure(text):
    """Name and value."""
    if len(text) > 1_048_576:
        raise Wrong("a disclosure that is too long")
    opened = parse(unbase64(text, url=True))
    if not (isinstance(opened, list) and len(opened) == 3 and is_digest(opened[0]) and isinstance(opened[1], str)):
        raise Wrong("not salt, name and value")
    if opened[1] != "body" and not NAME.fullmatch(opened[1]):
        raise Wrong("a name that is not allowed")
    return opened[1], opened[2]


def digest_of(ledger, seq, disclosure):
    digest = sha256(f"sanad-disclosure/v1\n{ledger}\n{seq}\n{disclosure}".encode())
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


# ---- 4. Entries -----------------------------------------------------------------------------------------------------

# Under version 1 an entry has one form only.
ENTRY = re.compile(
    rb'\{"body":"([A-Za-z0-9_-]{42}[AEIMQUYcgkosw048])",(?:"key":"([A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)",)?'
    rb'"ledger":"([0-9a-f]{64})","prev":"([0-9a-f]{64})","seq":(0|[1-9][0-9]{0,15}),"v":1\}')


def read_entry(line):
    """Digest of the body (None in later versions), key or None, ledger, prev, seq."""
    form = ENTRY.fullmatch(line or b"")
    if form and int(form[5]) <= LARGEST:
        return form[1], form[2] and base64.b64decode(form[2]), form[3].decode(), form[4].decode(), int(form[5])
    entry = parse(line)
    if not isinstance(entry, dict) or not is_int(entry.get("v"), 2):
        raise Wrong("not the members of an entry")
    key, ledger, prev, seq = (entry.get(name) for name in ("key", "ledger", "prev", "seq"))
    if not (is_hex(ledger) and is_hex(prev) and is_int(seq) and isinstance(entry.get("key", ""), str)):
        raise Wrong("not the members of an entry")
    return None, None if key is None else unbase64(key, 32), ledger, prev, seq


def ledger_id(key):
    return hashlib.sha256(b"sanad-ledger/v1\n" + key).hexdigest()


# ---- 5. Fields ------------------------------------------------------------------------------------------------------

TYPES = "genesis key acquisition item record link custody export anchor erase".split()
TYPE = re.compile(r"(?=.{1,64}\Z)[a-z][a-z0-9]*([.-][a-z0-9]+)*")
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")
WALL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z")


def is_body(value):
    if not (isinstance(value, dict) and 1 <= len(value) <= 1024):
        return False
    for name, digest in value.items():
        parts = name.split(".")
        above = (".".join(parts[:count]) in value for count in range(1, len(parts)))
        if not (NAME.fullmatch(name) and is_digest(digest)) or any(above):
            return False
    return True


def is_wall(value):
    try:
        real = isinstance(value, str) and WALL.fullmatch(value) and datetime.date.fromisoformat(value[:10])
        return bool(real) and real.year >= 1970
    except ValueError:
        return False


def is_at(value):
    return (has_members(value, "boot clock mono wall") and isinstance(value["boot"], str)
            and re.fullmatch("[0-9a-f]{8}", value["boot"]) is not None and is_int(value["mono"])
            and value["clock"] in ("unknown", "manual", "network", "gnss") and is_wall(value["wall"]))


def is_file(value):
    return (has_members(value, "sha256 size type") and is_hex(value["sha256"]) and is_int(value["size"])
            and isinstance(value["type"], str) and MEDIA_TYPE.fullmatch(value["type"]) is not None)


def are_earlier(value, seq):
    return isinstance(value, list) and all(is_int(each) and each < seq for each in value) and ascending(value)


# The reserved fields: whether a value has the shape of the table. `seq` is the entry in which it stands.
SHAPES = {
    "at": lambda value, seq: is_at(value),
    "type": lambda value, seq: isinstance(value, str) and TYPE.fullmatch(value) is not None,
    "operator": lambda value, seq: is_text(value, 64),
    "file": lambda value, seq: is_file(value),
    "amends": are_earlier,
    "erases": are_earlier,
    "continues": lambda value, seq: seq == 0 and has_members(value, "ledger root size") and is_hex(value["ledger"])
    and is_hex(value["root"]) and is_int(value["size"], 1),
    "successor": lambda value, seq: is_hex(value),
    "given": lambda value, seq: has_members(value, "disclosures entries files") and all(map(is_hex, value.values())),
}


def has_shape(name, value, seq):
    return name not in SHAPES or SHAPES[name](value, seq)


# ---- 6. The tree ----------------------------------------------------------------------------------------------------


class Tree:
    """The Merkle tree in one pass: the roots of the complete subtrees, the largest first."""

    def __init__(self):
        self.size, self.subtrees = 0, []

    def append(self, leaf):
        size, subtrees = self.size, self.subtrees
        subtrees.append(leaf)
        while size & 1:
            right = subtrees.pop()
            subtrees[-1] = sha256(b"\x01" + subtrees[-1] + right)
            size >>= 1
        self.size += 1

    def root(self):
        root = self.subtrees[-1] if self.subtrees else sha256(b"")
        for left in self.subtrees[-2::-1]:
            root = sha256(b"\x01" + left + root)
        return root


# ---- 7. Checkpoints, key changes, cosignatures ----------------------------------------------------------------------

SIGNATURE_LINE = re.compile(
    "— ([^+\t-\r \x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+) ([A-Za-z0-9+/]+={0,2})")
TEXT = re.compile("sanad/ledger/([0-9a-f]{64})\n([1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n")


class Note:
    """A checkpoint: its text, ledger, size and root, and its lines, each of name, key id and signature."""

    def __init__(self, data):
        try:
            whole = data.decode()
        except UnicodeDecodeError:
            raise Wrong("no UTF-8") from None
        head, empty, lines = whole.rpartition("\n\n")
        lines = [SIGNATURE_LINE.fullmatch(line) for line in lines.split("\n")[:-1]]
        if len(data) > 65_536 or not whole.endswith("\n") or re.search("[\x00-\x09\x0b-\x1f]", whole):
            raise Wrong("too long, without an end, or with control characters")
        if not (empty and 1 <= len(lines) <= 100 and all(lines)):
            raise Wrong("no signature lines, or not in their form")
        self.text, said = head + "\n", TEXT.fullmatch(head + "\n")
        signed = [(line[1], unbase64(line[2])) for line in lines]
        if not said or int(said[2]) > LARGEST or any(len(data) < 5 for _, data in signed):
            raise Wrong("no checkpoint")
        self.ledger, self.size, self.root = said[1], int(said[2]), unbase64(said[3], 32)
        self.lines = [(name, data[:4], data[4:]) for name, data in signed]

    def judge(self, known, ed25519):
        """The keys with good lines, each with the first 8 bytes of these (the time of a cosignature), and those with a
        bad one. `known`: lists of keys by name and key id."""
        good, bad = {}, set()
        for name, ident in {line[:2] for line in self.lines}:
            for key in known.get((name, ident), ()):
                lines = [signature for *line, signature in self.lines if line == [name, ident]]
                if all(ed25519.good(key, *self.signed(name, signature)) for signature in lines):
                    good[name, key] = min(lines)[:8]
                else:
                    bad.add((name, key))
        return good, bad

    def signed(self, name, signature):
        """The message that a line signs, and the bare signature. Lines of others than the ledger are cosignatures."""
        if name == "sanad/ledger/" + self.ledger:
            return self.text.encode(), signature
        time = struct.unpack(">Q", signature[:8])[0] if len(signature) == 72 else LARGEST + 1
        return f"cosignature/v1\ntime {time}\n{self.text}".encode(), signature[8:] if time <= LARGEST else b""


def checkpoint_text(ledger, size, root):
    return f"sanad/ledger/{ledger}\n{size}\n{base64.b64encode(root).decode()}\n"


def key_id(name, kind, key):
    return sha256(name.encode() + b"\n" + bytes([kind]) + key)[:4]


def read_witness(vkey):
    """Name and key of a witness, from `name+hex(key id)+b64(0x04 ‖ public key)`."""
    name, _, rest = vkey.partition("+")
    ident, _, key = rest.partition("+")
    key = unbase64(key, 33)
    if not SIGNATURE_LINE.fullmatch(f"— {name} AAAA") or key[0] != 4 or ident != key_id(name, 4, key[1:]).hex():
        raise Wrong("not the verifier key of a witness")
    return name, key[1:]


def read_policy(lines):
    """WITNESS.md, section 4: what each name stands for (a witness, or how many of which), and the quorum's name."""
    named, quorum = {}, None
    for line in lines:
        word, *rest = line.partition("#")[0].split() or [""]
        name, members = rest[0] if rest else "", rest[2:]
        if word == "quorum" and quorum is None and len(rest) == 1 and (name in named or name == "none"):
            quorum = name
        elif word and (quorum is not None or len(rest) < 2 or name in named or name == "none"):
            raise Wrong(f"a line that does not belong into a policy: {line}")
        elif word == "witness" and not members:
            named[name] = read_witness(rest[1])
        elif word == "group" and set(members) <= named.keys() and len(set(members)) == len(members):
            digits = rest[1] if re.fullmatch("[1-9][0-9]{0,2}", rest[1]) else "0"
            least = {"any": 1, "all": len(members)}.get(rest[1], int(digits))
            if not 1 <= least <= len(members):
                raise Wrong(f"a number that the group cannot reach: {line}")
            named[name] = (least, members)
        elif word:
            raise Wrong(f"a line that no policy has: {line}")
    keys = [each[1] for each in named.values() if isinstance(each[1], bytes)]
    if quorum is None or len(set(keys)) < len(keys):
        raise Wrong("a policy without a quorum, or with one key twice")
    return named, quorum


def quorum_size(policy, signed):
    """The size that the quorum reaches. `signed`: sizes of checkpoints, each with those whose lines on it are good."""
    named, quorum = policy
    sizes = {"none": 0}
    for name, (one, two) in named.items():
        if isinstance(two, bytes):
            sizes[name] = max((size for size, by in signed if (one, two) in by), default=0)
        else:
            sizes[name] = sorted((sizes[member] for member in two), reverse=True)[one - 1]
    return sizes[quorum]


# ---- 8. Ed25519 -----------------------------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SMALL = {0, 1, P - 1} | {int.from_bytes(bytes.fromhex(point), "little") for point in (
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")}


def bytes_are_sound(key, signature):
    """Checks 1 to 3. The points with x = 0 are two of small order: "−0" is refused with them."""
    if len(key) != 32 or len(signature) != 64 or int.from_bytes(signature[32:], "little") >= L:
        return False
    ys = [int.from_bytes(point, "little") & (2**255 - 1) for point in (key, signature[:32])]
    return all(y < P and y not in SMALL for y in ys)


class Ed25519:
    """Check 4 by OpenSSL, one process for a signature; by the arithmetic of RFC 8032 where there is no OpenSSL 3."""

    # RFC 8032, section 7.1, test 2: key, message, signature.
    KNOWN = [bytes.fromhex(part) for part in (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]

    def __init__(self, use_openssl):
        self.program, self.seen = shutil.which("openssl") if use_openssl else None, {}

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="verify-")
        key, message, signature = self.KNOWN
        # Older programs of this name cannot do it, and one that says yes to everything is none.
        if self.program and (not self.openssl(*self.KNOWN) or self.openssl(key, message + b"x", signature)):
            self.program = None
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def good(self, key, message, signature):
        which = (key, sha256(message), signature)
        if which not in self.seen:
            check = self.openssl if self.program else check_signature
            self.seen[which] = bytes_are_sound(key, signature) and check(key, message, signature)
        return self.seen[which]

    def openssl(self, key, message, signature):
        # RFC 8410: these twelve bytes and the key are a public key in DER.
        parts = {"key": bytes.fromhex("302a300506032b6570032100") + key, "text": message, "signature": signature}
        paths = {part: os.path.join(self.folder.name, part) for part in parts}
        for part, content in parts.items():
            with open(paths[part], "wb") as file:
                file.write(content)
        call = [self.program, "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths["key"], "-rawin",
                "-in", paths["text"], "-sigfile", paths["signature"]]
        quiet = subprocess.DEVNULL
        return subprocess.run(call, stdin=quiet, stdout=quiet, stderr=quiet, check=False).returncode == 0


def unpack_point(data):
    """RFC 8032, section 5.1.3, in the coordinates of section 5.1.4."""
    sign, y = data[31] >> 7, int.from_bytes(data, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P:
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def add(one, two):
    a, b = (one[1] - one[0]) * (two[1] - two[0]), (one[1] + one[0]) * (two[1] + two[0])
    c, d = 2 * one[3] * two[3] * D, 2 * one[2] * two[2]
    e, f, g, h = (b - a) % P, (d - c) % P, (d + c) % P, (b + a) % P
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar, point):
    result = (0, 1, 1, 0)
    for bit in bin(scalar)[2:]:
        result = add(result, result)
        if bit == "1":
            result = add(result, point)
    return result


BASE = unpack_point(bytes.fromhex("58" + "66" * 31))


def check_signature(key, message, signature):
    point = unpack_point(key)
    if point is None:
        return False
    x, y, z, t = point
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    x, y, z, t = add(times(int.from_bytes(signature[32:], "little"), BASE), times(k, (-x, y, z, -t)))
    x, y = x * pow(z, P - 2, P) % P, y * pow(z, P - 2, P) % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


# ---- 9. Spoken codes. Anchors bound entries in time; they change no verdict, and this program does not judge them ----

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def spoken_code(ledger, size, root):
    number = int.from_bytes(sha256(b"sanad-code/v1\n" + checkpoint_text(ledger, size, root).encode()), "big") >> 126
    number = number << 10 | number % 1021
    return "".join(CROCKFORD[number >> 5 * place & 31] for place in range(27, -1, -1))


def read_code(said):
    """The size, if it stands before, and the code."""
    sized = re.fullmatch(r"([0-9]{1,15})[\s,:;/]+(.+)", said.strip(), re.S)
    for size, code in [(None, said)] + ([(int(sized[1]), sized[2])] if sized else []):
        plain = re.sub(r"[\s-]", "", code).upper().translate(str.maketrans("OIL", "011"))
        if len(plain) == 28 and all(digit in CROCKFORD for digit in plain):
            number = sum(CROCKFORD.index(digit) << 5 * place for place, digit in enumerate(reversed(plain)))
            if (number >> 10) % 1021 == number & 1023:
                return size, plain
    raise Wrong("no spoken code")


# ---- 10. Bundles: the container -------------------------------------------------------------------------------------


def is_name(name):
    return (re.fullmatch("[ -~]{1,400}", name) is not None and not set(name) & set('\\:*?"<>|')
            and not {"", ".", ".."} & set(name.split("/")))


def is_litter(name):
    *folders, last = name.split("/")
    return (folders + [last])[0] == "__MACOSX" or "data" not in folders and (last.startswith("._") or last.lower() in (
        ".ds_store", "thumbs.db", "desktop.ini", ".directory", ".localized"))


class Container:
    """The files of a bundle by path: where they are, their stated sizes, and the hashes of those that can be read."""

    def __init__(self, findings):
        self.findings, self.listed, self.files, self.sizes, self.hashes = findings, [], {}, {}, {}

    def found(self, name, size, where):
        self.listed.append((name, size, where))
        if len(self.listed) > 3_100_000:
            raise CouldNotRun("too large")

    def place(self):
        """Takes off litter and the folder around, lets the first of each name count, and hashes every file once."""
        own = [file for file in self.listed if not is_litter(file[0])]
        for name in {file[0] for file in self.listed if is_litter(file[0])}:
            self.findings.warn("LITTER_IGNORED", "left by an operating system", path=name)
        tops, names, cases = {name.partition("/")[0] for name, _, _ in own}, {name for name, _, _ in own}, set()
        top = min(tops) + "/" if len(tops) == 1 else ""
        if top == "data/" or not is_name(top[:-1]) or not {top + "bagit.txt", top + ENTRIES} & names:
            top = ""
        for name, size, where in own:
            path = name[len(top):]
            if not is_name(path):
                self.findings.add("container.name", "a name that is not allowed", path=path)
            elif path in self.files:
                self.findings.add("container.duplicate", "a second file of this name", path=path)
            elif path.lower() in cases:
                self.findings.add("container.case-clash", "the name differs from another in case alone", path=path)
            else:
                cases.add(path.lower())
                self.files[path], self.sizes[path] = where, size
        self.listed = None
        if not {"bagit.txt", ENTRIES} & self.files.keys():
            raise CouldNotRun("not a bundle")
        for path in self.files:
            hasher = hashlib.sha256()
            try:
                for chunk in self.chunks(path):
                    hasher.update(chunk)
                self.hashes[path] = hasher.digest()
            except (Wrong, OSError, zlib.error):
                pass

    def pieces(self, path):
        """What can be had of a file. Where that is not all of it, it has no hash, and that is reported as FILE_HASH."""
        try:
            yield from self.chunks(path) if path in self.files else ()
        except (Wrong, OSError, zlib.error):
            pass

    def hash(self, path, first):
        """Of the first bytes of a file."""
        hasher = hashlib.sha256()
        for chunk in self.pieces(path):
            hasher.update(chunk[:first])
            first -= min(first, len(chunk))
        return hasher.hexdigest()

    def read(self, path, limit):
        """A small file; what is longer is cut off one byte beyond the limit."""
        data = b""
        for chunk in self.pieces(path):
            data += chunk[: limit + 1 - len(data)]
            if len(data) > limit:
                break
        return data

    def lines(self, path, limit, code="LINES_SYNTAX"):
        """Each line without its LF and where it begins; None in place of one that is too long."""
        rest, begins, at = b"", 0, 0
        for chunk in self.pieces(path):
            *pieces, last = chunk.split(b"\n")
            for piece in pieces:
                line = rest + piece
                yield (line if len(line) <= limit else None), begins
                at += len(piece) + 1
                rest, begins = b"", at
            rest, at = (rest + last)[: limit + 1], at + len(last)
        if rest:
            self.findings.add(code, "the last line has no end", path=path)
            yield (rest if len(rest) <= limit else None), begins


class Folder(Container):
    def __init__(self, root, findings):
        super().__init__(findings)
        self.walk(root, "", 0)
        self.listed.sort()

    def walk(self, folder, above, depth):
        for name in os.listdir(folder):
            place, path = os.path.join(folder, name), above + name
            found = os.lstat(place)
            if stat.S_ISLNK(found.st_mode):
                self.findings.add("container.link", "a link", path=path)
            elif stat.S_ISDIR(found.st_mode) and depth < 12:
                self.walk(place, path + "/", depth + 1)
            elif stat.S_ISDIR(found.st_mode):
                self.findings.add("container.name", "deeper than 12 folders", path=path)
            elif not stat.S_ISREG(found.st_mode):
                self.findings.add("container.special", "no regular file", path=path)
            else:
                self.found(path, found.st_size, place)

    def chunks(self, path):
        left = self.sizes[path]
        with open(self.files[path], "rb") as file:
            for chunk in iter(lambda: file.read(CHUNK), b""):
                left -= len(chunk)
                yield chunk
        if left:
            raise Wrong("changed while it was read")


class Zip(Container):
    """A zip, read by its central directory (APPNOTE 6.3). Python's own reader passes over much that can be hidden."""

    def __init__(self, file, findings):
        super().__init__(findings)
        self.file, self.end = file, file.seek(0, os.SEEK_END)
        start, end, count = self.find_directory()
        members, covered = self.read_directory(start, end, count), 0
        for member in sorted(members, key=lambda each: each[-1]):
            covered = self.member(covered, *member)
        if covered != start:
            self.wrong("overlap" if covered > start else "uncovered", "between the last file and the directory")

    def at(self, offset, size):
        self.file.seek(min(offset, self.end))
        return self.file.read(size)

    def wrong(self, code, detail, path=None):
        self.findings.add("container." + code, detail, path=path)

    def find_directory(self):
        """Start, end and number of records of the central directory."""
        start = max(0, self.end - 65_633)
        tail = self.at(start, 65_633)
        at = len(tail) - 22
        while at >= 0 and (tail[at : at + 4] != b"PK\5\6" or at + 22 + tail[at + 20] + 256 * tail[at + 21] > len(tail)):
            at = tail.rfind(b"PK\5\6", 0, at + 3)
        if at < 0:
            raise CouldNotRun("cut short" if self.at(0, 4) == b"PK\3\4" else "not a bundle")
        if at + 22 < len(tail):
            self.wrong("uncovered", "a comment, or bytes after the end")
        *stated, size, offset = struct.unpack_from("<4H2I", tail, at + 4)
        part, first, here, count = stated
        end = start + at
        if tail[at - 20 : at - 16] == b"PK\6\7" and at >= 76:
            end -= 76
            kind, length, _, _, *wide = struct.unpack_from("<IQ2H2I4Q", tail, at - 76)
            if kind != 0x06064B50 or length != 44 or struct.unpack_from("<Q", tail, at - 12)[0] != end:
                raise CouldNotRun("not a bundle")
            small = zip(stated + [size, offset], [0xFFFF] * 4 + [0xFFFFFFFF] * 2, wide)
            if any(own not in (ones, truth) for own, ones, truth in small):
                self.wrong("header", "the two end records differ")
            part, first, here, count, size, offset = wide
            disk, parts = struct.unpack_from("<I8xI", tail, at - 16)
            part = part or disk or parts > 1
        if part or first or here != count:
            self.wrong("header", "a zip of several parts")
        if offset + size != end:
            self.wrong("header", "the directory does not end where it should")
        if count > 3_100_000:
            raise CouldNotRun("too large")
        return offset, end, count

    def read_directory(self, start, end, count):
        """Of each member: raw name, kind, flags, method, checksum, both sizes, whether it has a second name, offset."""
        members, at = [], start
        self.file.seek(min(start, self.end))
        try:
            for _ in range(count):
                head = self.file.read(46)
                kind, _, system, _, flags, method, *_, mode, offset = record = struct.unpack("<I2B5H3I5H2I", head)
                crc, packed, size, *lengths = record[8:14]
                raw = self.file.read(sum(lengths))
                if kind != 0x02014B50 or len(raw) != sum(lengths):
                    raise Wrong("no record")
                extras = dict(reversed(list(read_extras(raw[lengths[0] : lengths[0] + lengths[1]]))))
                values, wide = [], extras.get(1, b"")
                for value in (size, packed, offset):
                    if value == 0xFFFFFFFF:
                        value, wide = struct.unpack_from("<Q", wide)[0], wide[8:]
                    values.append(value)
                size, packed, offset = values
                if max(values) > LARGEST:
                    raise Wrong("no size")
                unix = stat.S_IFMT(mode >> 16) if system == 3 else 0
                members.append((raw[: lengths[0]], unix, flags, method, crc, packed, size, 0x7075 in extras, offset))
                at += 46 + len(raw)
        except (Wrong, struct.error):
            self.wrong("damaged", f"the directory cannot be read after {len(members)} files")
        else:
            if at != end:
                self.wrong("uncovered", "bytes in or after the directory")
        return members

    def member(self, covered, raw, unix, flags, method, crc, packed, size, second, offset):
        """Takes in one member, and gives the end of the bytes that are covered."""
        try:
            name = raw.decode()
        except UnicodeDecodeError:
            name = raw.decode("latin-1")
        is_folder = name.endswith("/")
        # A member of which one of these is true counts as unreadable.
        fault = next((fault for true, *fault in (
            (unix == stat.S_IFLNK, "link", "a link"),
            (unix not in (0, stat.S_IFREG, is_folder and stat.S_IFDIR), "special", "no file or folder"),
            (flags & 1, "encrypted", "encrypted"),
            (method not in (0, 8), "method", "packed in a way that is not allowed"),
            (method == 0 and packed != size, "header", "stored with two sizes"),
            (size > 16 << 20 and size > 200 * packed, "ratio", "unpacks to more than 200 times its size"),
            (is_folder and size, "special", "a folder with content"),
            (second, "header", "a second name"),
        ) if true), None)
        if fault:
            self.wrong(*fault, name)
        if offset != covered:
            self.wrong("uncovered" if offset > covered else "overlap", "does not begin where another ends", name)
        local = self.read_local(offset, raw, flags, method, crc, packed, size)
        if local is None:
            self.wrong("header", "no local header", name)
        else:
            start, same = local
            covered = max(covered, start + packed + self.descriptor(start + packed, flags, crc, packed, size))
            if not same:
                self.wrong("header", "the local header says otherwise than the directory", name)
        if not is_folder:
            self.found(name, size, None if fault or not local else (method, crc, packed, start))
        return covered

    def read_local(self, offset, raw, flags, method, crc, packed, size):
        """Where the data begin, and whether header and directory agree. None: there is no header, or no room."""
        head = self.at(offset, 30)
        if head[:4] != b"PK\3\4" or len(head) < 30:
            return None
        flags2, method2, _, _, crc2, packed2, size2, names, extras = struct.unpack("<4H3I2H", head[6:])
        rest = self.file.read(names + extras)
        start = offset + 30 + names + extras
        if len(rest) < names + extras or start + packed > self.end:
            return None
        try:
            wide = dict(reversed(list(read_extras(rest[names:])))).get(1, b"")
        except Wrong:
            wide = b""
        sizes = struct.unpack_from("<2Q", wide) if len(wide) >= 16 else (None, None)
        size2, packed2 = (own if own != 0xFFFFFFFF else real for own, real in zip((size2, packed2), sizes))
        # With flag 3 these stand behind the data, and may be 0 here.
        pairs = (crc, crc2), (packed, packed2), (size, size2)
        agree = all(two == one or flags & 8 and two == 0 for one, two in pairs)
        return start, agree and rest[:names] == raw and method2 == method and not (flags ^ flags2) & 9

    def descriptor(self, at, flags, crc, packed, size):
        """The length of the longest data descriptor that stands there, with its signature or without."""
        found = self.at(at, 24) if flags & 8 else b""
        forms = [struct.pack("<I2Q", crc, packed, size)]
        if max(packed, size) <= 0xFFFFFFFF:
            forms.append(struct.pack("<3I", crc, packed, size))
        forms = [b"PK\7\x08" + form for form in forms] + forms
        return next((len(form) for form in forms if found.startswith(form)), 0)

    def chunks(self, path):
        if self.files[path] is None:
            raise Wrong("not readable")
        method, crc, packed, at = self.files[path]
        inflate = zlib.decompressobj(-15) if method == 8 else None
        made = check = 0
        while packed:
            data = self.at(at, min(CHUNK, packed))
            at, packed = at + len(data), packed - len(data)
            if not data or inflate and inflate.eof:
                raise Wrong("cut short, or going on after its end")
            while data:
                chunk = inflate.decompress(data, CHUNK) if inflate else data
                data = inflate.unconsumed_tail if inflate else b""
                made, check = made + len(chunk), zlib.crc32(chunk, check)
                if made > self.sizes[path] or inflate and inflate.unused_data:
                    raise Wrong("longer than stated")
                yield chunk
        if made != self.sizes[path] or check != crc or inflate and not inflate.eof:
            raise Wrong("other bytes than stated")


def read_extras(data):
    """APPNOTE 4.5.1: fields of a kind and a length."""
    while len(data) >= 4:
        kind, length = struct.unpack_from("<2H", data)
        if len(data) < 4 + length:
            raise Wrong("a field that is longer than its place")
        yield kind, data[4 : 4 + length]
        data = data[4 + length :]


# ---- 10. Bundles: paths and tag files -------------------------------------------------------------------------------

ENTRIES, DISCLOSURES = "data/ledger/entries.jsonl", "data/ledger/disclosures.jsonl"
CHECKPOINT = "data/ledger/checkpoint.txt"
ABSENT, WITHHELD = "data/absent.txt", "data/withheld.jsonl"
MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
ONE = "[a-z0-9][a-z0-9._-]{0,99}"
PATH = re.compile(
    r"bagit\.txt|bag-info\.txt|manifest-sha256\.txt|tagmanifest-sha256\.txt|README\.txt|verify\.html|verify\.py"
    r"|data/ledger/(entries\.jsonl|disclosures\.jsonl|checkpoint\.txt)|data/(absent\.txt|withheld\.jsonl)"
    rf"|data/ledger/checkpoints/(?=[^/]*\.txt\Z){ONE}|data/(ledger/anchors|later)/{ONE}"
    r"|data/objects/[0-9a-f]{64}\.[a-z0-9]{1,5}|data/records/(0|[1-9][0-9]{0,15})\.json")
EXTENSION = re.compile(rf"data/ext/{ONE}(/{ONE}){{0,7}}")
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
NAME_ENDS = dict(pair.split(" ") for pair in (
    "image/jpeg jpg,video/mp4 mp4,audio/mpeg mp3,image/png png,video/quicktime mov,audio/mp4 m4a,image/gif gif,"
    "video/webm webm,audio/aac aac,image/tiff tif,video/3gpp 3gp,audio/amr amr,image/webp webp,video/x-matroska mkv,"
    "audio/ogg ogg,image/avif avif,video/x-msvideo avi,audio/opus opus,image/heic heic,application/pdf pdf,"
    "audio/flac flac,image/heif heif,application/json json,audio/wav wav,text/plain txt,text/csv csv").split(","))


def check_tag_files(bundle, findings):
    """The declaration, both lists, and every hash. Gives failures by path: what they touch is known later."""
    misfits = {}
    if bundle.hashes.get("bagit.txt") == sha256(BAGIT):
        misfits = {**check_list(bundle, TAGS, findings), **check_list(bundle, MANIFEST, findings)}
    else:
        findings.add("BAG_DECLARATION", "not the declaration of BagIt 1.0 in UTF-8", path="bagit.txt")
    major, minor = read_bag_info(bundle, findings)
    if major > 1 and not findings.failures and not misfits:
        raise CouldNotRun("newer verifier needed")
    if major != 1:
        findings.add("BAG_DECLARATION", "of another version of this format, or of none", path="bag-info.txt")
    for path in bundle.files:
        if not (PATH.fullmatch(path) or minor > 0 and EXTENSION.fullmatch(path)):
            findings.add("CONTAINER_PATH", "the format has no such file", path=path)
        elif path.startswith("data/ext/"):
            findings.warn("EXTENSION_NOT_UNDERSTOOD", "of a later version", path=path)
        elif path.startswith("data/ledger/anchors/") or path.startswith("data/later/") and not path.endswith(".txt"):
            findings.warn("ANCHOR_NOT_CHECKED", "this program does not judge anchors", path=path)
        elif path.startswith("verify."):
            findings.warn("VERIFIER_INCLUDED", "from whoever made the bundle", path=path)
    return misfits


def check_list(bundle, manifest, findings):
    """The files of a manifest: all that it must list, each once, in order, with their hashes."""
    everything = [path for path in bundle.files if path.startswith("data/") == (manifest == MANIFEST) and path != TAGS]
    mine = set(everything)
    last, misfits, sound = "", {}, True
    if manifest not in bundle.hashes:
        misfits[manifest] = ("FILE_HASH", "cannot be read") if manifest in bundle.files else (
            "FILE_MISSING", "a list that every bundle has")
    for line, _ in bundle.lines(manifest, 500, "MANIFEST_SYNTAX") if manifest in bundle.hashes else ():
        try:
            form = re.fullmatch("([0-9a-f]{64})  ([ -~]+)", (line or b"").decode())
        except UnicodeDecodeError:
            return {path: ("FILE_UNLISTED", f"not in {manifest}, which is no text") for path in everything}
        if not form or form[2].startswith("data/") != (manifest == MANIFEST):
            sound = False
            continue
        sound, last = sound and last < form[2], form[2]
        mine.discard(last)
        misfits.pop(last, None)
        if last not in bundle.files:
            misfits[last] = ("FILE_MISSING", "listed, and not there")
        elif bundle.hashes.get(last) != bytes.fromhex(form[1]):
            misfits[last] = ("FILE_HASH", f"not what {manifest} says" if last in bundle.hashes else "cannot be read")
    if not sound:
        findings.add("MANIFEST_SYNTAX", "a list that is not in its form", path=manifest)
    return {**misfits, **{path: ("FILE_UNLISTED", f"not in {manifest}") for path in mine}}


def read_bag_info(bundle, findings):
    """The version of the bundle's format, major and minor; 0 where none can be read."""
    text = bundle.read("bag-info.txt", 1 << 20).decode("latin-1") if "bag-info.txt" in bundle.hashes else ""
    labels = re.findall("([A-Za-z][A-Za-z0-9-]*): ([!-~](?:[ -~]*[!-~])?)\n", text)
    if "".join(f"{label}: {value}\n" for label, value in labels) != text:
        findings.add("MANIFEST_SYNTAX", "not in its form", path="bag-info.txt")
    payload = [size for path, size in bundle.sizes.items() if path.startswith("data/")]
    if any(label == "Payload-Oxum" and value != f"{sum(payload)}.{len(payload)}" for label, value in labels):
        findings.add("MANIFEST_SYNTAX", "Payload-Oxum is not the bytes and the number of the files")
    versions = [value for label, value in labels if label == "Sanad-Bundle"]
    if len(versions) != 1 or not re.fullmatch(r"[0-9]{1,4}\.[0-9]{1,4}", versions[0]):
        return 0, 0
    return tuple(int(part) for part in versions[0].split("."))


# ---- 11. Verification -----------------------------------------------------------------------------------------------


class Findings:
    """What failed, with the entries that each failure touches, and what is worth saying beside."""

    def __init__(self):
        self.failures, self.remarks, self.touched, self.counts = [], [], [], {}

    def add(self, code, detail, seq=None, path=None, touches=None):
        """A failure. It touches the entry `seq`, unless `touches` gives the first entry and the end of a range."""
        self.keep(self.failures, code, detail, seq, path)
        if touches or seq is not None:
            self.touched.append(touches or (seq, seq + 1))

    def warn(self, code, detail, seq=None, path=None):
        self.keep(self.remarks, code, detail, seq, path)

    def keep(self, kept, code, detail, seq, path):
        self.counts[code] = self.counts.get(code, 0) + 1
        if self.counts[code] <= 1000:
            kept.append({"code": code, "seq": seq, "path": path and plain(path), "detail": plain(detail)})


NOTHING = (0, 0)


class Ledger:
    """Step 2: the entries. Keeps what each commits to, the keys, and the roots of the sizes that somebody asks for."""

    def __init__(self, bundle, findings, sizes, codes):
        self.id, self.size, self.newer, self.keys, self.known = None, 0, False, [], {}
        self.bodies, self.roots, self.sizes_of_codes, self.last_begins, self.findings = bytearray(), {}, {}, 0, findings
        tree, last = Tree(), b""
        for line, begins in bundle.lines(ENTRIES, 1024):
            if self.size == 1_000_000:
                findings.add("ENTRIES_TOO_MANY", "more than 1,000,000 entries")
                break
            self.entry(line, self.size, last.hex() or "0" * 64)
            last = sha256(b"\0" + (line or b""))
            tree.append(last)
            self.last_begins, self.size = begins, self.size + 1
            if self.size in sizes:
                self.roots[self.size] = tree.root()
            if codes and self.id:
                code = spoken_code(self.id, self.size, tree.root())
                if code in codes:
                    self.sizes_of_codes.setdefault(code, self.size)
        if not self.size:
            findings.add("ENTRIES_NONE", "no entries")
        self.roots[self.size] = tree.root()

    def entry(self, line, seq, last):
        add = self.findings.add
        try:
            body, key, ledger, prev, said = read_entry(line)
        except Wrong as error:
            self.bodies += b"\0" * 43
            return add("ENTRY_UNREADABLE", str(error), seq)
        self.newer |= body is None
        self.bodies += body or b"\0" * 43
        if said != seq:
            add("ENTRY_SEQ", f"says that it is entry {said}", seq)
        if prev != last:
            add("ENTRY_PREV", "does not follow the entry before it", seq, touches=(max(0, seq - 1), seq + 1))
        self.id = self.id or ledger
        if ledger != self.id or seq == 0 and key and ledger_id(key) != ledger:
            add("ENTRY_LEDGER", "of another ledger", seq)
        if key:
            lines = self.known.setdefault((f"sanad/ledger/{ledger}", key_id(f"sanad/ledger/{ledger}", 1, key)), [])
            if key in lines:
                return add("ENTRY_KEY", "a key that was named before", seq)
            lines.append(key)
            self.keys.append((seq, key))
        elif seq == 0:
            add("ENTRY_KEY", "no key", seq)

    def body(self, seq):
        """The digest of its body; None of an entry that could not be read or is of a later version."""
        digest = self.bodies[43 * seq : 43 * seq + 43]
        return digest.decode() if digest[0] else None

    def signers(self, size):
        """Who must sign a checkpoint: the last key below its size, and the key before if the last entry changes it."""
        count = bisect.bisect_left(self.keys, (size,))
        changes = count > 1 and self.keys[count - 1][0] == size - 1
        return {(f"sanad/ledger/{self.id}", key) for _, key in self.keys[max(0, count - 1 - changes) : count]}


def read_notes(bundle, findings):
    """The checkpoints of the bundle by path."""
    notes, count = {}, 0
    for path in bundle.files:
        if path == CHECKPOINT or path.endswith(".txt") and path.startswith(("data/ledger/checkpoints/", "data/later/")):
            count += 1
            if count > 10_000:
                findings.add("CHECKPOINTS_TOO_MANY", "more than 10,000 notes")
                break
            try:
                notes[path] = Note(bundle.read(path, 65_536))
            except Wrong as error:
                findings.add("CHECKPOINT_UNREADABLE", str(error), path=path)
    return notes


def check_checkpoints(bundle, ledger, notes, judge, findings):
    """Step 3. Gives the size of each checkpoint that is good and counts, and the witnesses with good lines on it."""
    good, bad, confirmed = [], [], set()
    for path, note in notes.items():
        later = path.startswith("data/later/")
        if note.ledger != ledger.id:
            findings.add("CHECKPOINT_LEDGER", "of another ledger", path=path)
        elif note.size > ledger.size and later:
            findings.warn("LATER_NOT_COMPARABLE", "larger than the bundle", path=path)
        elif note.size > ledger.size or path == CHECKPOINT and note.size < ledger.size:
            findings.add("CHECKPOINT_SIZE", "of another size than the bundle", path=path)
        else:
            signed, altered = judge(note)
            needed = ledger.signers(note.size)
            if note.root != ledger.roots[note.size]:
                bad.append(("CHECKPOINT_ROOT", "of other entries", path, note.size))
            elif any(name == "sanad/ledger/" + ledger.id for name, _ in altered):
                bad.append(("CHECKPOINT_SIGNATURE", "a signature is bad", path, note.size))
            elif not needed or needed - signed.keys():
                bad.append(("CHECKPOINT_UNSIGNED", "a signature that it must have is missing", path, note.size))
            else:
                confirmed |= set() if later else {note.size}
                good.append((note.size, {} if altered else signed))
                if altered:
                    findings.add("CHECKPOINT_COSIGNATURE", "a bad line of a witness whom you trust", path=path)
    unconfirmed = [seq for seq, _ in ledger.keys if seq > 0 and seq + 1 not in confirmed]
    counting = [(size, signed) for size, signed in good if not unconfirmed or size <= unconfirmed[0]]
    largest = max((size for size, _ in counting), default=0)
    for code, detail, path, size in bad:
        findings.add(code, detail, path=path, touches=(largest, size))
    if CHECKPOINT not in bundle.files:
        findings.add("CHECKPOINT_MISSING", "no checkpoint of the whole", touches=(largest, ledger.size))
    for seq in unconfirmed:
        findings.add("KEY_CHANGE_UNCONFIRMED", "a new key that the old one did not sign", seq,
                     touches=(largest, ledger.size))
    return counting


class Shown:
    """Step 4: the disclosures, entry by entry: of each no more is kept than is compared with something else later."""

    def __init__(self, bundle, ledger, statement, findings):
        self.bundle, self.ledger, self.statement, self.findings = bundle, ledger, statement, findings
        self.bodies, self.records, self.files, self.exhibits = bytearray(ledger.size), bytearray(ledger.size), {}, []
        self.fields_withheld = self.unexplained = self.correctable_below = 0
        self.clocks, self.types, self.successor, self.continues = {}, set(), None, None
        self.export, self.export_withholds, self.export_begins = {}, False, bundle.sizes.get(DISCLOSURES, 0)
        self.seq, self.begun, self.body = -1, False, None
        for line, begins in bundle.lines(DISCLOSURES, 1_048_576 + 64):
            self.line(line, begins)
        self.close()
        if self.successor not in (None, ledger.size - 1):
            findings.add("SUCCESSOR_NOT_LAST", "entries follow the end of the ledger", self.successor)

    def line(self, line, begins):
        try:
            opened = parse(line)
        except Wrong:
            opened = None
        if not (has_members(opened, "d seq") and is_int(opened["seq"]) and isinstance(opened["d"], str)):
            return self.findings.add("DISCLOSURE_UNREADABLE", "a line that is no disclosure")
        seq, last = opened["seq"], self.ledger.size - 1
        if seq > last:
            return self.findings.add("DISCLOSURE_ENTRY", f"of entry {seq}, which there is not")
        if seq == last:
            self.export_begins = min(self.export_begins, begins)
        if seq < self.seq:
            return self.findings.add("DISCLOSURE_ORDER", "too late", seq)
        if seq > self.seq:
            self.close()
            self.seq, self.begun, self.body, self.fields, self.last = seq, False, None, {}, None
        try:
            name, value = open_disclosure(opened["d"])
        except Wrong as error:
            return self.findings.add("DISCLOSURE_UNREADABLE", str(error), seq)
        self.disclosure(seq, name, value, opened["d"])

    def disclosure(self, seq, name, value, text):
        committed, wrong = self.ledger.body(seq), lambda code, detail: self.findings.add(code, detail, seq)
        if name == "body" and self.begun:
            return wrong("DISCLOSURE_DUPLICATE", "a second body, or one that is not first")
        if name == "body":
            if committed and digest_of(self.ledger.id, seq, text) != committed:
                wrong("BODY_MISMATCH", "not the body that the entry names")
            elif not is_body(value):
                wrong("BODY_UNREADABLE", "not a body")
            elif committed:
                self.body = value
            self.begun = True
            return
        if not self.begun and committed:
            wrong("BODY_MISSING", f"{name} without the body of its entry")
        self.begun = True
        if name == self.last:
            wrong("DISCLOSURE_DUPLICATE", f"{name} twice")
        elif self.last and name < self.last:
            wrong("DISCLOSURE_ORDER", f"{name} too late")
        self.last = name
        # Without its body there is nothing to hold a field against, and that has been said.
        if self.body is None:
            return
        if name not in self.body:
            wrong("FIELD_UNNAMED", f"the body has no {name}")
        elif self.body[name] != digest_of(self.ledger.id, seq, text):
            wrong("FIELD_MISMATCH", f"not the {name} that the body names")
        else:
            self.fields[name] = value

    def close(self):
        """The end of an entry's disclosures."""
        if self.body is None:
            return
        seq, fields, findings = self.seq, self.fields, self.findings
        withheld = [name for name in self.body if name not in fields]
        self.bodies[seq] = 1
        self.fields_withheld += len(withheld)
        self.unexplained += self.statement.compare(seq, withheld)
        if "amends" in withheld or "erases" in withheld:
            self.correctable_below = seq
        for name in ("at", "operator", "type"):
            if name not in self.body:
                findings.add("FIELD_REQUIRED", f"no {name}", seq)
        self.named = {}
        for name in sorted(fields):
            if has_shape(name, fields[name], seq):
                self.note(seq, name, fields[name])
            else:
                findings.add("FIELD_SHAPE", f"{name} has not its shape", seq)
        self.exhibits += ((seq, sha) for sha in self.named)
        if fields:
            path = f"data/records/{seq}.json"
            self.records[seq] = 1
            if path not in self.bundle.files:
                findings.add("RECORD_MISSING", "the shown fields of an entry", seq, path, NOTHING)
            elif self.bundle.hashes.get(path) != sha256(canonical({name: fields[name] for name in sorted(fields)})):
                findings.add("RECORD_DIFFERS", "not what the disclosures say", seq, path, NOTHING)
        if seq == self.ledger.size - 1:
            self.export, self.export_withholds = fields, bool(withheld)
        self.body = None

    def note(self, seq, name, value):
        """What a well-formed field says about other entries, files and ledgers."""
        if name == "at":
            if value["mono"] < self.clocks.get(value["boot"], 0):
                self.findings.warn("CLOCK_WENT_BACK", "earlier than what was shown before of the same boot", seq)
            self.clocks[value["boot"]] = max(value["mono"], self.clocks.get(value["boot"], 0))
        elif name == "type" and value not in TYPES and value not in self.types:
            self.types.add(value)
            self.findings.warn("TYPE_NOT_UNDERSTOOD", value)
        elif name == "continues":
            self.continues = value
            self.findings.warn("SAYS_IT_CONTINUES", f"{value['ledger']} {value['size']}")
        elif name == "successor" and self.successor is None:
            self.successor = seq
            self.findings.warn("SUCCESSOR_NAMED", value)
        elif is_file(value):
            sha = value["sha256"]
            size, first, _ = self.files.setdefault(sha, (value["size"], seq, value["type"]))
            if size != value["size"]:
                self.findings.add("FILE_SIZES_DIFFER", f"{name} states another size than entry {first}", seq)
            self.named[sha] = seq


class Statement:
    """What the exporter states in withheld.jsonl. What really is withheld follows from the commitments."""

    MEMBERS = ("authority by fields ground review seq", "authority by ground kind review seq", "by fields ground seq",
               "by ground kind seq")

    def __init__(self, bundle, findings):
        self.bundle, self.findings, self.fields, self.whole = bundle, findings, {}, set()
        for said in self.lines():
            if said is None:
                findings.add("WITHHELD_SYNTAX", "a line that is no statement", path=WITHHELD)
            elif "kind" in said:
                self.whole.add(said["seq"])
            else:
                self.fields.setdefault(said["seq"], {}).update(dict.fromkeys(said["fields"], False))

    def lines(self):
        for line, _ in self.bundle.lines(WITHHELD, 131_072, "WITHHELD_SYNTAX"):
            try:
                said = parse(line)
                yield said if self.is_sound(said) else None
            except Wrong:
                yield None

    def is_sound(self, said):
        if not any(has_members(said, names) for names in self.MEMBERS) or not is_int(said["seq"]):
            return False
        review, names = said.get("review"), said.get("fields", ["none"])
        limits = {"authority": 1024, "by": 64, "ground": 256, "kind": 64}
        return (all(is_text(said[name], limits[name]) for name in said if name in limits)
                and (review is None or isinstance(review, str) and is_wall(review + "T00:00:00.000Z"))
                and isinstance(names, list) and 1 <= len(names) <= 1024
                and all(isinstance(name, str) and NAME.fullmatch(name) for name in names) and ascending(names))

    def compare(self, seq, withheld):
        """Remarks on differences of a shown entry, and counts the fields that are withheld and not stated."""
        stated, unexplained = self.fields.get(seq, {}), 0
        for name in withheld:
            if name not in stated:
                unexplained += 1
                self.findings.warn("WITHHELD_UNSTATED", f"{name} is withheld, and the exporter does not say so", seq)
        for name in stated:
            stated[name] = name in withheld
            if not stated[name]:
                self.findings.warn("WITHHELD_BUT_SHOWN", f"{name} is stated to be withheld, and is not", seq)
        if seq in self.whole:
            self.findings.warn("WITHHELD_BUT_SHOWN", "stated to be withheld as a whole, and is not", seq)
        return unexplained

    def compare_entries(self, shown):
        """The same of entries as a whole. In a plain chain all are withheld by nature: counted, and not remarked on."""
        size, first = len(shown), None
        is_plain, unexplained = not any(shown[:-1]), 0
        for seq in range(size + 1):
            if seq < size and not shown[seq] and seq not in self.whole:
                first, unexplained = seq if first is None else first, unexplained + 1
            elif first is not None:
                if not is_plain:
                    self.findings.warn("WITHHELD_ENTRY_UNSTATED", f"{first}-{seq - 1}", first)
                first = None
        return unexplained

    def report(self, shown, today):
        """The lines, as far as what they state is withheld."""
        listed = []
        for said in self.lines():
            if said and len(listed) < 1000:
                seq, review = said["seq"], said.get("review")
                names = [name for name in said.get("fields", ()) if self.fields[seq][name]]
                if names or "kind" in said and seq < len(shown) and not shown[seq]:
                    listed.append({
                        "seq": seq, "fields": names or None, "kind": said.get("kind"), "ground": said["ground"],
                        "authority": said.get("authority"), "by": said["by"], "review": review,
                        "overdue": bool(review and today and review < today[:10])})
        return listed


def object_of(path):
    """The hash in an object's name; None for other paths."""
    return path[13:77] if path.startswith("data/objects/") and PATH.fullmatch(path) else None


def check_files(bundle, shown, misfits, findings):
    """Objects, absent.txt and records against the shown fields. Gives the state of each file that they name."""
    here = {sha: f"data/objects/{sha}.{NAME_ENDS.get(media, 'bin')}" for sha, (_, _, media) in shown.files.items()}
    for path, (code, detail) in sorted(misfits.items()):
        findings.add(code, detail, shown.files.get(object_of(path), (0, None))[1], path)
    for path in bundle.files:
        sha = object_of(path)
        if path.startswith("data/records/") and PATH.fullmatch(path):
            seq = int(path[13:-5])
            if seq >= len(shown.records) or not shown.records[seq]:
                findings.add("RECORD_UNCLAIMED", "of nothing that is shown", path=path)
        elif sha:
            seq = shown.files.get(sha, (0, None))[1]
            if seq is None:
                findings.add("OBJECT_UNCLAIMED", "named by no shown field", path=path)
            elif path != here[sha]:
                findings.add("OBJECT_PATH", "not where a file of its media type stands", seq, path, NOTHING)
            else:
                if bundle.sizes[path] != shown.files[sha][0]:
                    findings.add("OBJECT_SIZE", "of another size than the entry says", seq, path)
                if path not in misfits and bundle.hashes.get(path, bytes.fromhex(sha)).hex() != sha:
                    findings.add("FILE_HASH", "not what the entry says", seq, path)
    absent = bundle.read(ABSENT, 68_000_000).decode("latin-1")
    missing = sorted(sha for sha in here if here[sha] not in bundle.files)
    if absent != "".join(f"{sha}\n" for sha in missing):
        findings.add("ABSENT_DIFFERS", "not the files that are named and not here", path=ABSENT)
    for sha in set(missing) - set(absent.split("\n")):
        findings.add("OBJECT_MISSING", "neither here nor in absent.txt", shown.files[sha][1], here[sha], NOTHING)
    return {sha: "absent" if path not in bundle.files else
            "intact" if bundle.hashes.get(path, b"").hex() == sha else "damaged" for sha, path in here.items()}


def check_export(bundle, ledger, shown, findings):
    """The last entry is the export itself, and commits to everything that is shown."""
    last, given = ledger.size - 1, shown.export.get("given")
    if last < 0 or ledger.newer and ledger.body(last) is None:
        return
    if shown.export_withholds:
        return findings.add("EXPORT_WITHHOLDS", "the export withholds fields of its own", last)
    if shown.export.get("type") != "export" or not SHAPES["given"](given, last):
        return findings.add("EXPORT_NOT_LAST", "the last entry is not the export", last)
    if bundle.hash(DISCLOSURES, shown.export_begins) != given["disclosures"]:
        findings.add("GIVEN_DISCLOSURES", "other disclosures than were handed over", last)
    if bundle.hash(ENTRIES, ledger.last_begins) != given["entries"]:
        findings.add("GIVEN_ENTRIES", "other entries than were handed over", last)
    files, left_out = hashlib.sha256(), (ENTRIES, DISCLOSURES, CHECKPOINT, f"data/records/{last}.json")
    for path in sorted(bundle.hashes):
        if path.startswith("data/") and path not in left_out and not path.startswith("data/later/"):
            files.update(f"{bundle.hashes[path].hex()}  {path}\n".encode())
    if files.hexdigest() != given["files"]:
        findings.add("GIVEN_FILES", "other files than were handed over", last)


class Brought:
    """Step 5: the notes and codes that the reviewer holds, and what each says of the bundle."""

    # What speaks against a bundle, with the headline of the report; the worst first.
    AGAINST = {"NOTE_DIVERGES": None, "NOTE_CONTRADICTS": "note contradicts",
               "NOTE_OLDER_LEDGER_CONTRADICTS": "older note contradicts", "NOTE_ALTERED": "note altered",
               "CODE_UNMATCHED": "code unmatched", "NOTE_UNREADABLE": "note unreadable",
               "CODE_UNREADABLE": "note unreadable"}

    def __init__(self, notes, codes):
        self.notes, self.codes, self.remarks, self.consistent_below, self.signed = [], [], [], 0, []
        for data in notes:
            data = data.replace(b"\r\n", b"\n")
            if data.startswith(b"sanad/witness-request/v1\n"):
                # A proof (WITNESS.md, section 5) ends in a checkpoint. This program holds that against the bundle, no more.
                data = b"\n\n".join(data.split(b"\n\n")[-2:])
            self.read(lambda: self.notes.append(Note(data)), "NOTE_UNREADABLE")
        for said in codes:
            self.read(lambda: self.codes.append(read_code(said)), "CODE_UNREADABLE")

    def read(self, take, code):
        try:
            take()
        except Wrong as error:
            self.say(code, str(error))

    def say(self, code, detail):
        self.remarks.append({"code": code, "seq": None, "path": None, "detail": detail})

    def said(self, *codes):
        return any(remark["code"] in codes for remark in self.remarks)

    def compare(self, ledger, continues, judge):
        for note in self.notes:
            if note.ledger != ledger.id:
                self.of_another_ledger(note, continues)
            elif note.size > ledger.size:
                self.say("NOTE_NOT_COMPARABLE", f"{note.size} entries: ask for a newer bundle")
            else:
                signed, altered = judge(note)
                if note.root != ledger.roots[note.size]:
                    self.say("NOTE_DIVERGES" if signed else "NOTE_CONTRADICTS", f"{note.size} entries, and other ones")
                elif altered:
                    self.say("NOTE_ALTERED", f"{note.size} entries: a signature is bad")
                else:
                    self.consistent_below = max(self.consistent_below, note.size)
                    self.signed.append((note.size, signed))
        for size, code in self.codes:
            if size is None and code not in ledger.sizes_of_codes:
                self.say("CODE_UNMATCHED", "of a later state, of another ledger, or of a fork")
            elif size is not None and size > ledger.size:
                self.say("NOTE_NOT_COMPARABLE", f"a code of {size} entries: ask for a newer bundle")
            elif size is not None and not (
                    ledger.id and size and spoken_code(ledger.id, size, ledger.roots[size]) == code):
                self.say("NOTE_CONTRADICTS", f"a code of {size} entries, and other ones")
            else:
                self.consistent_below = max(self.consistent_below, size or ledger.sizes_of_codes[code])

    def of_another_ledger(self, note, continues):
        if not continues or note.ledger != continues["ledger"]:
            self.say("NOTE_OTHER_LEDGER", note.ledger)
        elif note.size == continues["size"] and note.root.hex() != continues["root"]:
            self.say("NOTE_OLDER_LEDGER_CONTRADICTS", "the older ledger was another than this one says")
        elif note.size > continues["size"]:
            self.say("NOTE_OLDER_LEDGER_BEYOND", "the older ledger went on further than this one says")
        else:
            self.say("NOTE_OLDER_LEDGER", "of the ledger that this one says it continues")


VERDICTS = ("INVALID", "DIVERGED", "UNANCHORED", "CONSISTENT", "WITNESSED")


def verify(path, notes=(), codes=(), policy=({}, "none"), require=None, use_openssl=True):
    """The report on the bundle at `path`, and how signatures were checked."""
    brought, findings, checked = Brought(notes, codes), Findings(), ""
    try:
        with Ed25519(use_openssl) as ed25519:
            checked = ed25519.program
            if os.path.isdir(path):
                return judge(Folder(path, findings), brought, policy, require, ed25519), checked
            with open(path, "rb") as file:
                if file.read(22) == b"age-encryption.org/v1\n":
                    raise CouldNotRun("encrypted")
                return judge(Zip(file, findings), brought, policy, require, ed25519), checked
    except CouldNotRun as error:
        return could_not_run(str(error)), checked


def could_not_run(headline):
    return {"verdict": "COULD_NOT_RUN", "exitStatus": 2, "headline": headline, "entries": 0, "ledger": None,
            "root": None, "spoken": None, "vouched": 0, "shown": 0, "withheldFields": 0, "withheldEntries": 0,
            "unexplained": 0, "correctableBelow": 0, "recipient": None, "exportedAt": None, "findings": [], "warnings": [],
            "stated": [], "exhibits": []}


def judge(bundle, brought, policy, require, ed25519):
    findings = bundle.findings
    bundle.place()
    misfits = check_tag_files(bundle, findings)
    notes = read_notes(bundle, findings)
    sizes = {note.size for note in [*notes.values(), *brought.notes]} | {size for size, _ in brought.codes}
    ledger = Ledger(bundle, findings, sizes, {code for size, code in brought.codes if size is None})
    known = dict(ledger.known)
    for name, key in policy[0].values():
        if isinstance(key, bytes):
            known.setdefault((name, key_id(name, 4, key)), []).append(key)
    counting = check_checkpoints(bundle, ledger, notes, lambda note: note.judge(known, ed25519), findings)
    statement = Statement(bundle, findings)
    shown = Shown(bundle, ledger, statement, findings)
    states = check_files(bundle, shown, misfits, findings)
    check_export(bundle, ledger, shown, findings)
    shown.unexplained += statement.compare_entries(shown.bodies)
    # The last entry that may correct others unseen, if any shown one stands before it.
    unseen = max(shown.correctable_below, shown.bodies.rfind(0))
    shown.correctable_below = unseen if any(shown.bodies[: max(unseen, 0)]) else 0
    brought.compare(ledger, shown.continues, lambda note: note.judge(known, ed25519))
    counting += brought.signed
    report = sum_up(ledger, shown, states, brought, quorum_size(policy, counting), require)
    # Of each witness the largest size, and when it was first signed: for people alone.
    report["witnesses"] = [(key[0], *min(((-size, by[key]) for size, by in counting if key in by), default=(0, b"")))
                           for key in policy[0].values() if isinstance(key[1], bytes)]
    return report


def sum_up(ledger, shown, states, brought, witnessed_below, require):
    """The state of each entry, the lowest of them, and the report."""
    findings, size, diverges = shown.findings, ledger.size, brought.said("NOTE_DIVERGES")
    touched = bytearray(size)
    for first, end in findings.touched:
        touched[first:end] = b"\1" * len(touched[first:end])

    def state(seq):
        if touched[seq]:
            return "INVALID"
        if seq < witnessed_below:
            return "WITNESSED"
        return "CONSISTENT" if seq < brought.consistent_below else "DIVERGED" if diverges else "UNANCHORED"

    judged = [seq for seq in range(size - 1) if shown.bodies[seq]] or range(size)
    caps = [code for code, true in (
        ("INVALID", findings.failures), ("DIVERGED", diverges),
        ("UNANCHORED", brought.said("NOTE_CONTRADICTS", "CODE_UNMATCHED"))) if true]
    verdict = min([*{state(seq) for seq in judged}, *caps], key=VERDICTS.index)
    against = [headline for code, headline in brought.AGAINST.items() if brought.said(code)]
    failures, remarks = ([], brought.remarks) if not against else (brought.remarks, [])
    if ledger.newer and not findings.failures:
        return {**could_not_run("newer verifier needed"), "entries": size, "ledger": ledger.id, "findings": failures,
                "warnings": remarks}
    lacking = require and VERDICTS.index(verdict) < VERDICTS.index(require.upper())
    wrong = verdict in ("INVALID", "DIVERGED")
    headlines = against + ["larger note"] * brought.said("NOTE_NOT_COMPARABLE") + ["too little vouches"] * bool(lacking)
    exhibits = []
    for seq, sha in shown.exhibits:
        length, _, media = shown.files[sha]
        found = "touched" if states[sha] == "intact" and touched[seq] else states[sha]
        exhibits.append({
            "seq": seq, "sha256": sha, "size": length, "type": media, "state": found,
            "verdict": "INVALID" if found == "damaged" else state(seq),
            "mayBeCorrected": seq < shown.correctable_below})
    is_export = shown.export.get("type") == "export"
    at, recipient = (shown.export.get(name) if is_export else None for name in ("at", "recipient"))
    today = at["wall"] if is_at(at) else None
    return {
        "verdict": verdict, "exitStatus": 1 if wrong or against or lacking else 0,
        "headline": headlines[0] if headlines and not wrong else None,
        "entries": size, "ledger": ledger.id, "root": ledger.roots[size].hex() if ledger.id else None,
        "spoken": "-".join(re.findall("....", spoken_code(ledger.id, size, ledger.roots[size]))) if ledger.id else None,
        "vouched": max(witnessed_below, brought.consistent_below), "shown": sum(shown.bodies),
        "withheldFields": shown.fields_withheld, "withheldEntries": size - sum(shown.bodies),
        "unexplained": shown.unexplained, "correctableBelow": shown.correctable_below,
        "recipient": recipient if isinstance(recipient, str) else None, "exportedAt": today,
        "findings": findings.failures + failures, "warnings": remarks + findings.remarks,
        "stated": shown.statement.report(shown.bodies, today), "exhibits": exhibits,
    }


# ---- 11.2 The report ------------------------------------------------------------------------------------------------

SENTENCES = {
    "WITNESSED": "It fits together, and as many witnesses as you ask for countersigned what is shown.",
    "CONSISTENT": "It fits together, and agrees with what you hold.",
    "UNANCHORED": "It fits together. Not all that is shown is vouched for from outside: what is not, whoever has the "
                  "key could have made later.",
    "DIVERGED": "There are two histories of this ledger: you hold a checkpoint that its key signed, of other entries. "
                "That does not say which of them is the true one.",
    "INVALID": "Something in it was changed, is missing or does not belong. What that touches stands below.",
    "COULD_NOT_RUN": "There is no verdict.",
    "note contradicts": "You hold a note that this bundle contradicts, signed by a key it does not name: the note is "
                        "false, or this is a fork made with an old key.",
    "older note contradicts": "You hold a note of the older ledger that contradicts what this one says of it.",
    "note altered": "A note that you hold has been altered, and vouches for nothing.",
    "code unmatched": "The code that you hold is of a later state than this bundle, of another ledger, or of a fork.",
    "note unreadable": "What you brought cannot be read as a note or a code.",
    "larger note": "You hold a note of a larger state: ask for a newer bundle.",
    "too little vouches": "Less vouches for it than you asked for.",
    "not a bundle": "This is no Sanad bundle.",
    "cut short": "The file was cut short.",
    "too large": "It holds more files than any bundle may.",
    "encrypted": "It is encrypted: decrypt it first, with age.",
    "newer verifier needed": "It was made for a later version of the format: get a newer verifier.",
}
# What a finding is about, by the first word of its code; what it found about that is its detail.
ABOUT = {
    "container": "How it is packed", "CONTAINER": "A file", "BAG": "The bundle's declaration",
    "MANIFEST": "A list of files", "FILE": "A file", "LINES": "A file of lines", "ENTRIES": "The entries",
    "ENTRY": "An entry", "CHECKPOINT": "A checkpoint", "CHECKPOINTS": "The checkpoints", "KEY": "A change of the key",
    "DISCLOSURE": "What is shown of an entry", "BODY": "An entry's list of fields", "FIELD": "A shown field",
    "SUCCESSOR": "The ledger that follows this one", "EXPORT": "The entry of the hand-over", "GIVEN": "What is here",
    "OBJECT": "An exhibit's file", "ABSENT": "The list of absent files", "RECORD": "The readable copy of an entry",
    "WITHHELD": "The statement of what is withheld", "NOTE": "A note that you hold", "CODE": "A code that you hold",
    "CLOCK": "The computer's clock", "TYPE": "A type of entry that is not known here", "LATER": "A later note",
    "EXTENSION": "A file that is not understood here", "ANCHOR": "A time stamp from outside", "LITTER": "A file",
    "VERIFIER": "A verifier in the bundle", "SAYS": "This ledger says that it goes on from another",
}
STATES = {"intact": "intact", "touched": "what was entered, but a failure touches the entry",
          "damaged": "other bytes than were entered, or not readable", "absent": "not handed over"}
FILES = "Each file called intact is, bit for bit, the one that its entry names."
SHOWS = {
    "INVALID": ["The entries that no failure touches still fit together.", FILES],
    "DIVERGED": ["That somebody with the ledger's key wrote two histories of it.", FILES],
}
FITS = ["It fits together and carries the signature of the ledger's key.", FILES,
        "What is withheld is named or counted, and cannot be shown in two versions later."]
SHOWS_NOT = ["That what was entered was true, or that everything was entered.",
             "That the times are right: they are what a computer's clock said. Time stamps are not judged here."]


def plain(text):
    """Text from a bundle for the eye: at most 200 characters, and nothing in them that acts on its surroundings."""
    shown = "".join(each if " " <= each <= "~" else f"\\u{{{ord(each):x}}}" for each in text[:201])
    return shown if len(shown) <= 200 else shown[:199] + "…"


def isolated(text):
    """The same, but letters stay what they are, and right-to-left ones move nothing else (U+2068, U+2069)."""
    acts = {each for each in text if unicodedata.category(each)[0] in "CZ" and each != " "}
    text = "".join(f"\\u{{{ord(each):x}}}" if each in acts else each for each in text[:500])
    return f"\u2068{text}\u2069"


def listed(title, lines):
    lines = list(lines)
    more = [f"  … and {len(lines) - 40} more"] * (len(lines) > 40)
    return ["", title] + ["  " + line for line in lines[:40]] + more if lines else []


def several(count, one, many):
    return f"{count} {one if count == 1 else many}"


def finding_line(finding):
    code, seq, path, detail = (finding[name] for name in ("code", "seq", "path", "detail"))
    if code == "WITHHELD_ENTRY_UNSTATED":
        seq, detail = None, f"entries {detail} are withheld as a whole, and the exporter does not say so"
    where = "".join([code, "" if seq is None else f", entry {seq}", f", {path}" if path else ""])
    return f"{ABOUT[re.split('[._]', code)[0]]} ({where}): {detail}"


def witness_line(name, size, time):
    if not size:
        return f"{isolated(name)}: no countersignature here"
    # Beyond the year 9999 no calendar here goes.
    seconds = min(int.from_bytes(time, "big"), 253_402_300_799)
    at = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    return f"{isolated(name)}: countersigned {several(-size, 'entry', 'entries')} at {at} UTC, by its own clock"


def stated_line(line):
    what = "the whole entry, " + isolated(line["kind"]) if line["kind"] else ", ".join(line["fields"])
    parts = [f"entry {line['seq']}: {what}", isolated(line["ground"])]
    parts += [f"on the authority of {isolated(line['authority'])}"] if line["authority"] else []
    parts += [f"decided by {isolated(line['by'])}"]
    parts += [f"to be reviewed {line['review']}" + ", overdue" * line["overdue"]] if line["review"] else []
    return "; ".join(parts)


def words(report, witnesses, checked_by):
    """The report for people."""
    verdict, entries, vouched = report["verdict"], report["entries"], report["vouched"]
    name = "COUNTERSIGNED (verdict WITNESSED)" if verdict == "WITNESSED" else verdict.replace("_", " ")
    text = ["If this program came with the bundle, it shows nothing: get one from elsewhere.",
            "It has no list of published hashes: those of verifiers in the bundle are for you to compare.", ""]
    text += [SENTENCES[report["headline"]]] if report["headline"] else []
    text += [name, SENTENCES[verdict]]
    if verdict == "COULD_NOT_RUN":
        return text + listed("What you brought:", map(finding_line, report["findings"] + report["warnings"]))
    text += ["", f"Ledger  {report['ledger']}", f"Root    {report['root']}", f"Spoken  {report['spoken']}"]
    text += [f"{several(entries, 'entry', 'entries')}, {report['shown']} of them shown. Withheld: "
             f"{several(report['withheldFields'], 'field', 'fields')} of those, and "
             f"{several(report['withheldEntries'], 'entry', 'entries')} as a whole; unexplained of both: "
             f"{report['unexplained']}."]
    states = [exhibit["state"] for exhibit in report["exhibits"]]
    kinds = ", ".join(f"{states.count(state)} {state}" for state in STATES if state in states)
    text += [several(len(states), "file named", "files named") + (f": {kinds}." if kinds else ".")]
    countersigned = verdict != "CONSISTENT" and any(-size >= vouched for _, size, _ in witnesses)
    how = "countersigned" if countersigned else "those of what you hold"
    which = f"Entries below {vouched} are {how}, for the last {entries - vouched} nobody vouches."
    text += ["Nobody outside vouches for any entry." if not vouched else
             which if vouched < entries else f"All entries are {how}."]
    text += listed("Countersignatures:", (witness_line(*witness) for witness in witnesses))
    if report["correctableBelow"]:
        text += [f"What is shown of entries below {report['correctableBelow']} may be corrected by what is withheld."]
    if report["exportedAt"]:
        text += [f"Handed to {isolated(report['recipient'] or 'nobody named')} at {report['exportedAt']}: "
                 "stated by the exporter."]
    text += listed("What is wrong:", map(finding_line, report["findings"]))
    text += listed("Files that are not intact:", (f"entry {each['seq']}, {each['sha256']}: {STATES[each['state']]}"
                                                  for each in report["exhibits"] if each["state"] != "intact"))
    text += listed("Withheld, as stated by the exporter:", map(stated_line, report["stated"]))
    text += listed("Worth knowing:", map(finding_line, report["warnings"]))
    when = "it was countersigned" if countersigned else "what you hold was made"
    since = f"Since {when}, no entry below {vouched} was changed, moved, added or dropped."
    text += listed("What this shows:", SHOWS.get(verdict) or FITS + [since] * (vouched > 0))
    text += listed("What it does not show:", SHOWS_NOT)
    how = f"OpenSSL ({checked_by})" if checked_by else "this program's own code: no OpenSSL 3 was used"
    return text + ["", f"Signatures were checked by {how}."]


def main(argv=None):
    parser = argparse.ArgumentParser(description="Verifies a Sanad bundle, and says what that shows.")
    parser.add_argument("bundle", help="the zip file, or the folder that it was unpacked to")
    parser.add_argument("--note", action="append", default=[], metavar="FILE",
                        help="a checkpoint of this ledger that you hold")
    parser.add_argument("--code", action="append", default=[],
                        help="a spoken code that you were given, with the number of entries before it if you have that")
    parser.add_argument("--witness", action="append", default=[], metavar="KEY",
                        help="the verifier key of a witness whom you trust")
    parser.add_argument("--quorum", type=int, metavar="N",
                        help="how many of the witnesses must have countersigned; 1 by itself")
    parser.add_argument("--policy", metavar="FILE", help="whom you trust and how many it takes, in place of these two")
    parser.add_argument("--require", choices=["consistent", "witnessed"], help="exit with 1 if the verdict is below")
    parser.add_argument("--json", action="store_true", help="the report as JSON")
    parser.add_argument("--without-openssl", action="store_true", help="check signatures by this program's own code")
    asked = parser.parse_args(argv)
    try:
        notes, lines = [], []
        for path in asked.note:
            with open(path, "rb") as file:
                notes.append(file.read(1 << 20))
        if asked.policy:
            if asked.witness or asked.quorum is not None:
                raise Wrong("a policy, and keys beside it: say it in one way")
            with open(asked.policy, encoding="utf-8") as file:
                lines = file.read(65_536).split("\n")
        elif asked.witness or asked.quorum is not None:
            members = [f"w{number}" for number in range(len(asked.witness))]
            lines = [f"witness {name} {key}" for name, key in zip(members, asked.witness)]
            least = 1 if asked.quorum is None else asked.quorum
            lines += [f"group all-of-them {least} {' '.join(members)}", "quorum all-of-them"]
        policy = read_policy(lines or ["quorum none"])
        report, checked_by = verify(asked.bundle, notes, asked.code, policy, asked.require, not asked.without_openssl)
    except (OSError, Wrong) as error:
        parser.error(str(error))
    witnesses = report.pop("witnesses", [])
    lines = [json.dumps(report)] if asked.json else words(report, witnesses, checked_by)
    try:
        sys.stdout.buffer.write(("\n".join(lines) + "\n").encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return report["exitStatus"]


if __name__ == "__main__":
    sys.exit(main())
