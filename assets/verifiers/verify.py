#!/usr/bin/env python3
"""Verifies a Sanad bundle, and says what that shows and what it does not.

    python3 verify.py BUNDLE [--note FILE] [--code CODE] [--witness KEY]

It was written from FORMAT.md alone, "The Sanad ledger and bundle format, version 1", and follows it section by
section: the numbers below are that page's. It needs Python 3.9 and nothing besides; signatures are checked by OpenSSL 3
where that is installed. It goes to no network, changes nothing, and believes nothing that a bundle says of itself.

How to read it: 1 to 9 are the format, in small functions. In 10, whoever gives it an unpacked folder may pass over
`Zip`, which is about what a zip can hide. 11 is the verification; `judge` is its list of contents.
"""

import argparse
import base64
import bisect
import collections
import datetime
import functools
import hashlib
import itertools
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

LARGEST, CHUNK = 2**53 - 1, 1 << 20

class Wrong(Exception):
    """Something has not the form that FORMAT.md gives it; the text says what."""

class CouldNotRun(Exception):
    """There is no verdict; the text is the headline that says why."""

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

def ascending(values):
    return all(one < two for one, two in zip(values, values[1:]))

# Shapes: what a value may be is told by functions, which these four make.

def is_int(value, least=0):
    return type(value) is int and value >= least

def form(pattern):
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None

def text(longest):
    return lambda value: isinstance(value, str) and 1 <= len(value.encode()) <= longest

def members(**shapes):
    """An object of exactly these members, each of its shape."""
    return lambda value: (isinstance(value, dict) and value.keys() == shapes.keys()
                          and all(shapes[name](value[name]) for name in shapes))

is_hex, is_digest = form("[0-9a-f]{64}"), form("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")

# ---- 2. Canonical JSON ----------------------------------------------------------------------------------------------

def read_integer(digits):
    if len(digits) > 17 or abs(int(digits)) > LARGEST:
        raise Wrong("a number that is not allowed")
    return int(digits)

def refuse(_):
    raise Wrong("a number that is no integer")

def read_members(pairs):
    if not ascending([name.encode("utf-16-be") for name, _ in pairs]):
        raise Wrong("keys that are not sorted, or twice")
    return dict(pairs)

DECODER = json.JSONDecoder(
    parse_int=read_integer, parse_float=refuse, parse_constant=refuse, object_pairs_hook=read_members)
ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))

def canonical(value):
    """The bytes of a value whose keys are sorted already."""
    return ENCODER.encode(value).encode()

def depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)

def parse(data):
    """A value from its canonical bytes. None stands for a line that is too long."""
    try:
        value = DECODER.decode(data.decode()) if data is not None else None
        if data is None or canonical(value) != data or data.count(b"[") + data.count(b"{") > 32 < depth(value):
            raise Wrong("too long, not canonical, or nested too deep")
        return value
    except (ValueError, RecursionError):
        raise Wrong("no canonical JSON") from None

def parse_as(*shapes):
    """Reads a line that must have one of these shapes."""
    def read(line):
        value = parse(line)
        if not any(shape(value) for shape in shapes):
            raise Wrong("not the members that it must have")
        return value
    return read

# ---- 3. Disclosures -------------------------------------------------------------------------------------------------

is_name = form(r"(?=.{1,64}\Z)(?!body\Z)[a-z][a-z0-9]*(\.[a-z0-9]+)*")

def open_disclosure(disclosure):
    """Name and value."""
    if len(disclosure) > 1_048_576:
        raise Wrong("a disclosure that is too long")
    opened = parse(unbase64(disclosure, url=True))
    if not (isinstance(opened, list) and len(opened) == 3 and is_digest(opened[0])):
        raise Wrong("not salt, name and value")
    if opened[1] != "body" and not is_name(opened[1]):
        raise Wrong("a name that is not allowed")
    return opened[1], opened[2]

def digest_of(ledger, seq, disclosure):
    digest = sha256(f"sanad-disclosure/v1\n{ledger}\n{seq}\n{disclosure}".encode())
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")

# ---- 4. Entries -----------------------------------------------------------------------------------------------------

def read_entry(line):
    """Digest of the body (None in later versions), key or None, ledger, prev, seq."""
    entry = parse(line)
    version = entry.get("v") if isinstance(entry, dict) else None
    if not (is_int(version, 1) and is_hex(entry.get("ledger")) and is_hex(entry.get("prev"))
            and is_int(entry.get("seq")) and isinstance(entry.get("key", ""), str)):
        raise Wrong("not the members of an entry")
    if version == 1 and not (entry.keys() - {"key"} == {"body", "ledger", "prev", "seq", "v"}
                             and is_digest(entry["body"])):
        raise Wrong("not the members of an entry of version 1")
    key = unbase64(entry["key"], 32) if "key" in entry else None
    return entry["body"] if version == 1 else None, key, entry["ledger"], entry["prev"], entry["seq"]

def ledger_id(key):
    return hashlib.sha256(b"sanad-ledger/v1\n" + key).hexdigest()

# ---- 5. Fields ------------------------------------------------------------------------------------------------------

TYPES = "genesis key acquisition item record link custody export anchor erase".split()
WALL = form("[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][.][0-9]{3}Z")
PART = "[a-z0-9][a-z0-9!#$&^_.+-]{0,126}"

def is_body(value):
    """1 to 1,024 names, each with a digest, and none of them a dotted prefix of another."""
    return (isinstance(value, dict) and 1 <= len(value) <= 1024
            and all(is_name(name) and is_digest(digest) for name, digest in value.items())
            and not any(name[: dot.start()] in value for name in value for dot in re.finditer("[.]", name)))

def is_wall(value):
    try:
        return WALL(value) and datetime.date.fromisoformat(value[:10]).year >= 1970
    except ValueError:
        return False

def are_earlier(value, seq):
    return isinstance(value, list) and all(is_int(each) and each < seq for each in value) and ascending(value)

is_at = members(boot=form("[0-9a-f]{8}"), clock=form("unknown|manual|network|gnss"), mono=is_int, wall=is_wall)
is_file = members(sha256=is_hex, size=is_int, type=form(f"{PART}/{PART}"))
is_given = members(disclosures=is_hex, entries=is_hex, files=is_hex)
is_continues = members(ledger=is_hex, root=is_hex, size=lambda value: is_int(value, 1))
is_type = form(r"(?=.{1,64}\Z)[a-z][a-z0-9]*([.-][a-z0-9]+)*")

# The reserved fields: whether a value has the shape of the table. `seq` is the entry in which it stands.
SHAPES = {
    "at": lambda value, seq: is_at(value),
    "type": lambda value, seq: is_type(value),
    "operator": lambda value, seq: text(64)(value),
    "file": lambda value, seq: is_file(value),
    "amends": are_earlier,
    "erases": are_earlier,
    "continues": lambda value, seq: seq == 0 and is_continues(value),
    "successor": lambda value, seq: is_hex(value),
    "given": lambda value, seq: is_given(value),
}

# ---- 6. The tree ----------------------------------------------------------------------------------------------------

class Tree:
    """The Merkle tree in one pass: the roots of the complete subtrees, the largest first."""

    def __init__(self):
        self.size, self.subtrees = 0, []

    def append(self, leaf):
        size, self.size = self.size, self.size + 1
        self.subtrees.append(leaf)
        while size & 1:
            right = self.subtrees.pop()
            self.subtrees[-1] = sha256(b"\x01" + self.subtrees[-1] + right)
            size >>= 1

    def root(self):
        trees = self.subtrees or [sha256(b"")]
        return functools.reduce(lambda right, left: sha256(b"\x01" + left + right), reversed(trees))

# ---- 7. Checkpoints, key changes, cosignatures ----------------------------------------------------------------------

SIGNER = "[^+\0-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
NOTE = re.compile("(sanad/ledger/([0-9a-f]{64})\n([1-9][0-9]{0,15})\n([A-Za-z0-9+/]{43}=)\n)\n"
                  f"((?:— {SIGNER} [A-Za-z0-9+/]+={{0,2}}\n){{1,100}})")

class Note:
    """A checkpoint: its text, ledger, size and root, and its lines, each of name, key id and signature."""

    def __init__(self, data):
        form = len(data) <= 65_536 and NOTE.fullmatch(data.decode("utf-8", "replace"))
        if not form or form[0].encode() != data or int(form[3]) > LARGEST:
            raise Wrong("not text, size, root and signature lines in their form")
        self.text, self.ledger, self.size, self.root = form[1], form[2], int(form[3]), unbase64(form[4], 32)
        lines = [line.split(" ") for line in form[5].split("\n")[:-1]]
        self.lines = sorted(((name, unbase64(data)[:4], unbase64(data)[4:]) for _, name, data in lines), reverse=True)
        if not all(signature for _, _, signature in self.lines):
            raise Wrong("a signature line without a signature")

    def judge(self, known, is_good):
        """The keys with good lines, each with the first 8 bytes of these (the time of a cosignature), and those with a
        bad one. `known`: lists of keys by name and key id."""
        good, bad = {}, set()
        for name, ident, signature in self.lines:
            for key in known.get((name, ident), ()):
                if is_good(key, *self.signed(name, signature)):
                    good[name, key] = signature[:8]
                else:
                    bad.add((name, key))
        return {signer: first for signer, first in good.items() if signer not in bad}, bad

    def signed(self, name, signature):
        """The message that a line signs, and the bare signature. Lines of others than the ledger are cosignatures."""
        if name == "sanad/ledger/" + self.ledger:
            return self.text.encode(), signature
        time = int.from_bytes(signature[:8], "big")
        message = f"cosignature/v1\ntime {time}\n{self.text}".encode()
        return message, signature[8:] if len(signature) == 72 and time <= LARGEST else b""

def checkpoint_text(ledger, size, root):
    return f"sanad/ledger/{ledger}\n{size}\n{base64.b64encode(root).decode()}\n"

def key_id(name, kind, key):
    return sha256(name.encode() + b"\n" + bytes([kind]) + key)[:4]

def read_witness(vkey):
    """Name and key of a witness, from `name+hex(key id)+b64(0x04 ‖ public key)`."""
    name, ident, key = [*vkey.split("+", 2), "", ""][:3]
    key = unbase64(key, 33)
    if not re.fullmatch(SIGNER, name) or key[0] != 4 or ident != key_id(name, 4, key[1:]).hex():
        raise Wrong("not the verifier key of a witness")
    return name, key[1:]

def read_policy(lines):
    """WITNESS.md, section 4: what each name stands for (a witness, or how many of which), and the quorum's name."""
    named, quorum = {"none": (0, [])}, None
    for line in lines:
        words = line.partition("#")[0].split()
        if words and quorum is None and len(words) == 2 and words[0] == "quorum" and words[1] in named:
            quorum = words[1]
        elif words and quorum is None and len(words) == 3 and words[0] == "witness" and words[1] not in named:
            named[words[1]] = read_witness(words[2])
        elif words and quorum is None and len(words) > 3 and words[0] == "group" and words[1] not in named:
            _, name, how, *chosen = words
            least = {"any": "1", "all": str(len(chosen))}.get(how, how)
            if not (re.fullmatch("[1-9][0-9]{0,2}", least) and int(least) <= len(chosen) == len(set(chosen))
                    and set(chosen) <= named.keys() - {"none"}):
                raise Wrong(f"a group that there cannot be: {line}")
            named[name] = (int(least), chosen)
        elif words:
            raise Wrong(f"a line that does not belong into a policy: {line}")
    keys = [key for _, key in named.values() if isinstance(key, bytes)]
    if quorum is None or len(set(keys)) < len(keys):
        raise Wrong("a policy without a quorum, or with one key twice")
    return named, quorum

def quorum_size(policy, counting):
    """The size that the quorum reaches. `counting`: sizes of checkpoints, each with those who signed it."""
    sizes = {}
    for name, (one, two) in policy[0].items():
        reached = [size for size, by in counting if (one, two) in by] if isinstance(two, bytes) else (
            sorted((sizes[member] for member in two), reverse=True)[one - 1 : one])
        sizes[name] = max(reached, default=0)
    return sizes[policy[1]]

# ---- 8. Ed25519 -----------------------------------------------------------------------------------------------------

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
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
        key, message, signature = self.KNOWN
        # Older programs of this name cannot do it, and one that says yes to everything is none.
        if self.program and (not self.openssl(*self.KNOWN) or self.openssl(key, message + b"x", signature)):
            self.program = None

    def good(self, key, message, signature):
        which = (key, sha256(message), signature)
        if which not in self.seen:
            check = self.openssl if self.program else check_signature
            self.seen[which] = bytes_are_sound(key, signature) and check(key, message, signature)
        return self.seen[which]

    def openssl(self, key, message, signature):
        with tempfile.TemporaryDirectory(prefix="verify-") as folder:
            paths = [os.path.join(folder, part) for part in ("key", "text", "signature")]
            # RFC 8410: these twelve bytes and the key are a public key in DER.
            for path, content in zip(paths, (bytes.fromhex("302a300506032b6570032100") + key, message, signature)):
                with open(path, "wb") as file:
                    file.write(content)
            call = [self.program, "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths[0], "-rawin",
                    "-in", paths[1], "-sigfile", paths[2]]
            quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
            return subprocess.run(call, check=False, **quiet).returncode == 0

def add(one, two):
    """Of two points (x, y), by the formulas of RFC 8032, section 5.1."""
    k = D * one[0] * two[0] * one[1] * two[1]
    return ((one[0] * two[1] + two[0] * one[1]) * pow(1 + k, -1, P) % P,
            (one[1] * two[1] + one[0] * two[0]) * pow(1 - k, -1, P) % P)

def times(scalar, point):
    result = (0, 1)
    for bit in bin(scalar)[2:]:
        result = add(result, result)
        result = add(result, point) if bit == "1" else result
    return result

def unpack_point(data):
    """Section 5.1.3 there; None where no point has these bytes."""
    sign, y = data[31] >> 7, int.from_bytes(data, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    roots = [pow(square, (P + 3) // 8, P) * factor % P for factor in (1, pow(2, (P - 1) // 4, P))]
    return next(((x if x & 1 == sign else P - x, y) for x in roots if (x * x - square) % P == 0), None)

def check_signature(key, message, signature):
    point, base = unpack_point(key), unpack_point(bytes.fromhex("58" + "66" * 31))
    if point is None:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    x, y = add(times(int.from_bytes(signature[32:], "little"), base), times(k, (P - point[0], point[1])))
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]

# ---- 9. Spoken codes. Anchors change no verdict: this program names them, and does not judge them -------------------

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ARABIC = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"

def spoken_code(ledger, size, root):
    number = int.from_bytes(sha256(b"sanad-code/v1\n" + checkpoint_text(ledger, size, root).encode()), "big") >> 126
    number = number << 10 | number % 1021
    return "".join(CROCKFORD[number >> 5 * place & 31] for place in range(27, -1, -1))

def read_code(said):
    """The size, if it stands before, and the code."""
    said = "".join(str(unicodedata.decimal(sign)) if sign in ARABIC else sign
                   for sign in said.strip() if unicodedata.category(sign) != "Cf")
    sized = re.fullmatch(r"([0-9]{1,15})[\s,:;/]+(.+)", said, re.S)
    for size, code in [(None, said)] + ([(int(sized[1]), sized[2])] if sized else []):
        plain = "".join(sign for sign in code if not sign.isspace() and unicodedata.category(sign) != "Pd")
        plain = plain.upper().translate(str.maketrans("OIL", "011"))
        if len(plain) == 28 and set(plain) <= set(CROCKFORD):
            number = functools.reduce(lambda number, digit: number << 5 | CROCKFORD.index(digit), plain, 0)
            if (number >> 10) % 1021 == number & 1023:
                return size, plain
    raise Wrong("no spoken code")

# ---- 10. Bundles: the container -------------------------------------------------------------------------------------

MOST_FILES = 3_100_000
UNREADABLE = (Wrong, OSError, zlib.error)

def is_path(name):
    return (re.fullmatch("[ -~]{1,400}", name) is not None and not set(name) & set('\\:*?"<>|')
            and not {"", ".", ".."} & set(name.split("/")))

LITTER = re.compile(
    r"(__macosx|system volume information|\$recycle\.bin|\.spotlight-v100|\.trashes|\.fseventsd|lost\+found)/.*"
    r"|(.*/)?(\._[^/]*|\.ds_store|thumbs\.db|desktop\.ini|\.directory|\.localized)", re.S)
SMALL = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}

def undone(name, backslashes):
    """A name without what others did to it who packed or copied the bundle."""
    name = (name.replace("\\", "/") if backslashes else name).translate(SMALL)
    return re.sub(r"(^|/)readme\.txt\Z", r"\1README.txt", name)

def folders_around(names):
    """The folders that everything stands in, whatever they are called."""
    first = os.path.commonprefix([*names])
    tops = {name[: -len(marker)] for name in names for marker in ("bagit.txt", ENTRIES)
            if ("/" + name).endswith("/" + marker)}
    top = min(tops, key=len, default="")
    return top if first.startswith(top) and "data" not in top.split("/") else ""

class Bundle:
    """The files of a bundle by path, each with its stated size and what reads it, and the hashes of the readable."""

    def __init__(self, listing, findings):
        self.findings, self.files, self.hashes, check = findings, {}, {}, findings.check
        listed = list(itertools.islice(listing, MOST_FILES + 1))
        if len(listed) > MOST_FILES:
            raise CouldNotRun("too large")
        backslashes = any("\\" in name for name, *_ in listed) and not any("/" in name for name, *_ in listed)
        own, litter, originals = [], set(), {}
        for name, size, chunks in listed:
            path = undone(name, backslashes)
            if LITTER.fullmatch(path.translate(SMALL)):
                litter.add(name)
            elif size or not backslashes or not path.endswith("/"):
                own.append((name, path, size, chunks))
        for name in sorted(litter):
            findings.warn("LITTER_IGNORED", "a file that an operating system left", path=name)
        top = len(folders_around({path for _, path, _, _ in own}))
        for name, path, size, chunks in own:
            name, path = name[top:], path[top:]
            if (check(is_path(path), "container.name", "a file with a name that is not allowed", path=path)
                    and check(originals.get(path) != name, "container.duplicate", "a second file of this name", path=path)
                    and check(path not in originals, "container.case-clash", "a second but for case", path=path)):
                originals[path] = name
                self.files[path] = size, chunks
        if any(path != name for path, name in originals.items()):
            findings.warn("NAMES_CHANGED", "backslashes" if backslashes else "capitals")
        if not {"bagit.txt", ENTRIES} & self.files.keys():
            raise CouldNotRun("not a bundle")
        for path, (_, chunks) in self.files.items():
            hasher = hashlib.sha256()
            try:
                for chunk in chunks():
                    hasher.update(chunk)
                self.hashes[path] = hasher.digest()
            except UNREADABLE:
                pass

    def pieces(self, path):
        """What can be had of a file. Where that is not all of it, it has no hash, and that is reported as FILE_HASH."""
        try:
            yield from self.files[path][1]() if path in self.files else ()
        except UNREADABLE:
            pass

    def hash(self, path, first):
        """Of the first bytes of a file."""
        hasher = hashlib.sha256()
        for chunk in self.pieces(path):
            hasher.update(chunk[:first])
            first -= min(first, len(chunk))
        return hasher.hexdigest()

    def read(self, path, limit):
        """A small file; of a longer one, some bytes beyond the limit."""
        data = b""
        for chunk in self.pieces(path):
            data += chunk
            if len(data) > limit:
                break
        return data

    def lines(self, path, limit, code="LINES_SYNTAX"):
        """Each line without its LF and where it begins; None in place of one that is too long."""
        rest, begins, at = b"", 0, 0
        for chunk in self.pieces(path):
            *ends, last = chunk.split(b"\n")
            for end in ends:
                yield (rest + end if len(rest) + len(end) <= limit else None), begins
                rest, begins, at = b"", at + len(end) + 1, at + len(end) + 1
            rest, at = (rest + last)[: limit + 1], at + len(last)
        if rest:
            self.findings.add(code, "the last line has no end", path=path)
            yield (rest if len(rest) <= limit else None), begins

def list_folder(root, findings, above="", depth=0):
    """Name, size, and what reads it, of each file below."""
    for name in sorted(os.listdir(root)):
        place, path = os.path.join(root, name), above + name
        found = os.lstat(place)
        if stat.S_ISDIR(found.st_mode) and LITTER.fullmatch((path + "/").translate(SMALL)):
            yield path + "/", 0, functools.partial(read_file, place, 0)
        elif stat.S_ISDIR(found.st_mode) and findings.check(depth < 12, "container.name", "too deep", path=path):
            yield from list_folder(place, findings, path + "/", depth + 1)
        elif stat.S_ISREG(found.st_mode):
            yield path, found.st_size, functools.partial(read_file, place, found.st_size)
        elif not stat.S_ISDIR(found.st_mode):
            link = stat.S_ISLNK(found.st_mode)
            findings.add("container.link" if link else "container.special", "no regular file", path=path)

def read_file(place, size):
    with open(place, "rb") as file:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            size -= len(chunk)
            yield chunk
    if size:
        raise Wrong("changed while it was read")

Member = collections.namedtuple("Member", "name unix flags method crc packed size has_second_name offset")

class Zip:
    """A zip, read by its central directory (APPNOTE 6.3). Python's own reader passes over much that can be hidden."""

    def __init__(self, file, findings):
        self.file, self.end = file, file.seek(0, os.SEEK_END)
        self.check = lambda holds, code, detail, path=None: findings.check(
            holds, "container." + code, detail, path=path)

    def at(self, offset, size):
        self.file.seek(min(offset, self.end))
        return self.file.read(size)

    def listing(self):
        """Name, size, and what reads it, of each file."""
        start, end, count = self.find_directory()
        covered = 0
        for member in sorted(self.read_directory(start, end, count), key=lambda each: each.offset):
            name = member.name.decode("utf-8", "backslashreplace")
            begins, same, second_name = self.read_local(member)
            fault = fault_of(member, name.endswith("/"), second_name)
            self.check(not fault, *(fault or ("", "")), name)
            self.check(member.offset <= covered, "uncovered", "does not begin where another ends", name)
            self.check(member.offset >= covered, "overlap", "does not begin where another ends", name)
            self.check(same, "header", "no local header, or one that says otherwise than the directory", name)
            if begins is not None:
                ends = begins + member.packed
                covered = max(covered, ends + self.descriptor_length(ends, member))
            if not name.endswith("/"):
                yield name, member.size, functools.partial(self.chunks, member, None if fault else begins)
        self.check(covered == start, "uncovered", "the directory does not begin where the last file ends")

    def find_directory(self):
        """Start, end and number of records of the central directory."""
        tail = self.at(max(0, self.end - 65_633), 65_633)
        at = len(tail) - 22
        while at >= 0 and (tail[at : at + 4] != b"PK\5\6" or at + 22 + tail[at + 20] + 256 * tail[at + 21] > len(tail)):
            at = tail.rfind(b"PK\5\6", 0, at + 3)
        if at < 0:
            raise CouldNotRun("cut short" if self.at(0, 4) == b"PK\3\4" else "not a bundle")
        self.check(at + 22 == len(tail), "uncovered", "a comment, or bytes after the end")
        said, end, parts = struct.unpack_from("<4H2I", tail, at + 4), self.end - len(tail) + at, 1
        if at >= 76 and tail[at - 20 : at - 16] == b"PK\6\7":
            end -= 76
            kind, length, _, _, *wide = struct.unpack_from("<IQ2H2I4Q", tail, at - 76)
            disk, where, parts = struct.unpack_from("<IQI", tail, at - 16)
            if kind != 0x06064B50 or length != 44 or where != end:
                raise CouldNotRun("not a bundle")
            ones = [0xFFFF] * 4 + [0xFFFFFFFF] * 2
            differ = disk or any(own not in (one, truth) for own, one, truth in zip(said, ones, wide))
            self.check(not differ, "header", "the two end records differ")
            said = wide
        part, first, here, count, size, offset = said
        self.check(not part and not first and here == count and parts <= 1, "header", "a zip of several parts")
        self.check(offset + size == end, "header", "the directory does not end where it should")
        if count > MOST_FILES:
            raise CouldNotRun("too large")
        return offset, end, count

    def read_directory(self, start, end, count):
        self.file.seek(min(start, self.end))
        found, ended = [], start
        try:
            for _ in range(count):
                kind, _, _, flags, method, *record = struct.unpack("<I6H3I5H2I", self.file.read(46))
                _, _, crc, packed, size, names, extra, comment, _, _, mode, offset = record
                raw = self.file.read(names + extra + comment)
                if kind != 0x02014B50 or len(raw) != names + extra + comment:
                    raise Wrong("no record")
                extras = read_extras(raw[names : names + extra])
                wide = extras.get(1, b"")
                wide = iter([int.from_bytes(wide[at : at + 8], "little") for at in range(0, len(wide) - 7, 8)])
                size, packed, offset = (next(wide, LARGEST + 1) if value == 0xFFFFFFFF else value
                                        for value in (size, packed, offset))
                if max(size, packed, offset) > LARGEST:
                    raise Wrong("no size")
                found.append(Member(raw[:names], stat.S_IFMT(mode >> 16), flags, method, crc,
                                    packed, size, 0x7075 in extras, offset))
                ended += 46 + len(raw)
        except (Wrong, struct.error):
            ended = self.check(False, "damaged", f"the directory cannot be read after {len(found)} files")
        self.check(ended in (False, end), "uncovered", "bytes in or after the directory")
        return found

    def read_local(self, member):
        """Where its data begin, or None; whether its local header says what the directory says, and another name."""
        head = self.at(member.offset, 30)
        if head[:4] != b"PK\3\4" or len(head) < 30:
            return None, False, False
        flags, method, _, _, crc, packed, size, names, extra = struct.unpack("<4H3I2H", head[6:])
        rest, begins = self.file.read(names + extra), member.offset + 30 + names + extra
        if len(rest) < names + extra or begins + member.packed > self.end:
            return None, False, False
        try:
            extras = read_extras(rest[names:])
        except Wrong:
            extras = {0x7075: b"cannot be read, and may be in it"}
        real = struct.unpack("<2Q", extras[1][:16]) if len(extras.get(1, b"")) >= 16 else (size, packed)
        size, packed = (one if own == 0xFFFFFFFF else own for own, one in zip((size, packed), real))
        # With flag 3 these stand behind the data, and may be 0 here.
        pairs = (crc, member.crc), (packed, member.packed), (size, member.size)
        agree = all(own == one or flags & 8 and own == 0 for own, one in pairs)
        same_form = rest[:names] == member.name and method == member.method and not (flags ^ member.flags) & 9
        return begins, agree and same_form, 0x7075 in extras

    def descriptor_length(self, at, member):
        """Of the longest data descriptor that stands there, with its signature or without."""
        found = self.at(at, 24) if member.flags & 8 else b""
        forms = [struct.pack("<I2Q", member.crc, member.packed, member.size)]
        if max(member.packed, member.size) <= 0xFFFFFFFF:
            forms.append(struct.pack("<3I", member.crc, member.packed, member.size))
        forms = [b"PK\7\x08" + form for form in forms] + forms
        return next((len(form) for form in forms if found.startswith(form)), 0)

    def chunks(self, member, at):
        if at is None:
            raise Wrong("not readable")
        inflate = zlib.decompressobj(-15) if member.method == 8 else None
        left, made, check = member.packed, 0, 0
        while left:
            data = self.at(at, min(CHUNK, left))
            at, left = at + len(data), left - len(data)
            if not data or inflate and inflate.eof:
                raise Wrong("cut short, or going on after its end")
            while data:
                chunk = inflate.decompress(data, CHUNK) if inflate else data
                data = inflate.unconsumed_tail if inflate else b""
                made, check = made + len(chunk), zlib.crc32(chunk, check)
                yield chunk[: len(chunk) - max(0, made - member.size)]
                if made > member.size or inflate and inflate.unused_data:
                    raise Wrong("longer than stated")
        if made != member.size or check != member.crc or inflate and not inflate.eof:
            raise Wrong("other bytes than stated")

def fault_of(member, is_folder, second_name):
    """What makes a member count as unreadable, if anything does."""
    _, unix, flags, method, _, packed, size, has_second_name, _ = member
    return next((fault for true, *fault in (
        (unix == stat.S_IFLNK, "link", "a link"),
        (unix not in (0, stat.S_IFREG, is_folder and stat.S_IFDIR), "special", "no file or folder"),
        (flags & 1, "encrypted", "encrypted"),
        (method not in (0, 8), "method", "packed in a way that is not allowed"),
        (method == 0 and packed != size, "header", "stored with two sizes"),
        (size > 16 << 20 and size > 200 * packed, "ratio", "unpacks to more than 200 times its size"),
        (is_folder and size, "special", "a folder with content"),
        (has_second_name or second_name, "header", "a second name"),
    ) if true), None)

def read_extras(data):
    """APPNOTE 4.5.1: fields of a kind and a length. The first of a kind counts."""
    found = {}
    while len(data) >= 4:
        kind, length = struct.unpack_from("<2H", data)
        if len(data) < 4 + length:
            raise Wrong("a field that is longer than its place")
        found.setdefault(kind, data[4 : 4 + length])
        data = data[4 + length :]
    return found

# ---- 10. Bundles: paths and tag files -------------------------------------------------------------------------------

ENTRIES, DISCLOSURES = "data/ledger/entries.jsonl", "data/ledger/disclosures.jsonl"
CHECKPOINT, ABSENT, WITHHELD = "data/ledger/checkpoint.txt", "data/absent.txt", "data/withheld.jsonl"
MANIFEST, TAGS, INFO = "manifest-sha256.txt", "tagmanifest-sha256.txt", "bag-info.txt"
ONE = "[a-z0-9][a-z0-9._-]{0,99}"
PATH = re.compile(
    r"bagit\.txt|bag-info\.txt|manifest-sha256\.txt|tagmanifest-sha256\.txt|README\.txt|verify\.html|verify\.py"
    r"|data/ledger/(entries\.jsonl|disclosures\.jsonl|checkpoint\.txt)|data/(absent\.txt|withheld\.jsonl)"
    rf"|data/ledger/checkpoints/(?=[^/]*\.txt\Z){ONE}|data/(ledger/anchors|later)/{ONE}"
    r"|data/objects/(?P<sha>[0-9a-f]{64})\.[a-z0-9]{1,5}|data/records/(?P<seq>0|[1-9][0-9]{0,15})\.json")
EXTENSION = re.compile(rf"data/ext/{ONE}(/{ONE}){{0,7}}")
CUSTODY_SHEET = re.compile("data/ext/custody/[1-9][0-9]{0,5}[.]html")
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
NAME_ENDS = dict(pair.split(" ") for pair in (
    "image/jpeg jpg,video/mp4 mp4,audio/mpeg mp3,image/png png,video/quicktime mov,audio/mp4 m4a,image/gif gif,"
    "video/webm webm,audio/aac aac,image/tiff tif,video/3gpp 3gp,audio/amr amr,image/webp webp,video/x-matroska mkv,"
    "audio/ogg ogg,image/avif avif,video/x-msvideo avi,audio/opus opus,image/heic heic,application/pdf pdf,"
    "audio/flac flac,image/heif heif,application/json json,audio/wav wav,text/plain txt,text/csv csv").split(","))

def check_tag_files(bundle, findings):
    """The declaration, both lists, and every hash. Gives failures by path: what they touch is known later."""
    misfits, is_bagit = {}, bundle.hashes.get("bagit.txt") == sha256(BAGIT)
    if findings.check(is_bagit, "BAG_DECLARATION", "not the declaration of BagIt 1.0 in UTF-8", path="bagit.txt"):
        misfits = {**check_list(bundle, TAGS, findings), **check_list(bundle, MANIFEST, findings)}
    major, minor = read_bag_info(bundle, findings)
    if major > 1 and not findings.failures and not misfits:
        raise CouldNotRun("newer verifier needed")
    findings.check(major == 1, "BAG_DECLARATION", "of another version of this format, or of none", path=INFO)
    for path in bundle.files:
        is_sheet = minor > 0 and CUSTODY_SHEET.fullmatch(path)
        known = PATH.fullmatch(path) or is_sheet or minor > 1 and EXTENSION.fullmatch(path)
        findings.check(known, "CONTAINER_PATH", "a file that the format does not have", path=path)
        if known and path.startswith("data/ext/") and not is_sheet:
            findings.warn("EXTENSION_NOT_UNDERSTOOD", "a file of a later version of the format", path=path)
        elif known and re.match("data/ledger/anchors/|data/later/(?!.*[.]txt$)", path):
            findings.warn("ANCHOR_NOT_CHECKED", "a time stamp from outside: this program does not judge it", path=path)
        elif known and path.startswith("verify."):
            findings.warn("VERIFIER_INCLUDED", "a verifier from whoever made the bundle", path=path)
    return misfits

def check_list(bundle, manifest, findings):
    """The files of a manifest: all that it must list, each once, in order, with their hashes."""
    misfits = {path: ("FILE_UNLISTED", f"not in {manifest}") for path in bundle.files
               if path.startswith("data/") == (manifest == MANIFEST) and path != TAGS}
    last, sound = "", True
    if manifest not in bundle.hashes:
        misfits[manifest] = ("FILE_HASH" if manifest in bundle.files else "FILE_MISSING", "a list that cannot be read")
    for line, _ in bundle.lines(manifest, 500, "MANIFEST_SYNTAX") if manifest in bundle.hashes else ():
        form = re.fullmatch("([0-9a-f]{64})  ([ -~]+)", (line or b"").decode("latin-1"))
        if not form or form[2].startswith("data/") != (manifest == MANIFEST):
            sound = False
            continue
        sound, last = sound and last < form[2], form[2]
        misfits.pop(last, None)
        if last not in bundle.files:
            misfits[last] = ("FILE_MISSING", "listed, and not there")
        elif bundle.hashes.get(last) != bytes.fromhex(form[1]):
            misfits[last] = ("FILE_HASH", f"not what {manifest} says, or not readable")
    findings.check(sound, "MANIFEST_SYNTAX", "a list that is not in its form", path=manifest)
    return misfits

def read_bag_info(bundle, findings):
    """The version of the bundle's format, major and minor; 0 where none can be read."""
    said = bundle.read(INFO, 1 << 20).decode("latin-1") if INFO in bundle.hashes else ""
    labels = re.findall("([A-Za-z][A-Za-z0-9-]*): ([!-~](?:[ -~]*[!-~])?)\n", said)
    in_form = "".join(f"{label}: {value}\n" for label, value in labels) == said
    findings.check(in_form, "MANIFEST_SYNTAX", "not in its form", path=INFO)
    payload = [size for path, (size, _) in bundle.files.items() if path.startswith("data/")]
    sums = {value for label, value in labels if label == "Payload-Oxum"}
    findings.check(sums <= {f"{sum(payload)}.{len(payload)}"}, "MANIFEST_SYNTAX", "another Payload-Oxum than it has")
    versions = [value for label, value in labels if label == "Sanad-Bundle"]
    if len(versions) != 1 or not re.fullmatch("[0-9]{1,4}[.][0-9]{1,4}", versions[0]):
        return 0, 0
    return tuple(map(int, versions[0].split(".")))

# ---- 11. Verification -----------------------------------------------------------------------------------------------

class Findings:
    """What failed, with the entries that each failure touches, and what is worth saying beside."""

    def __init__(self):
        self.failures, self.remarks, self.touched, self.counts = [], [], [], collections.Counter()

    def check(self, holds, code, detail, seq=None, path=None, touches=None):
        """Whether `holds`; if not, a failure. It touches the entry `seq`, or what `touches` gives: the first entry and
        the end of a range, or nothing."""
        if not holds:
            self.keep(self.failures, code, detail, seq, path)
            self.touched.append((seq, seq + 1) if touches is None and seq is not None else touches or (0, 0))
        return bool(holds)

    def attempt(self, read, data, code, seq=None, path=None):
        """What `read` gives; if it cannot, None, and a failure."""
        try:
            return read(data)
        except Wrong as error:
            self.add(code, f"it cannot be read: {error}", seq, path)

    def add(self, *failure, **about):
        self.check(False, *failure, **about)

    def warn(self, code, detail, seq=None, path=None):
        self.keep(self.remarks, code, detail, seq, path)

    def keep(self, kept, code, detail, seq, path):
        self.counts[code] += 1
        if self.counts[code] <= 1000:
            kept.append({"code": code, "seq": seq, "path": path and plain(path), "detail": plain(detail)})

def plain(said):
    """Text from a bundle for the eye: at most 200 characters, and nothing in them that acts on its surroundings."""
    shown = "".join(each if " " <= each <= "~" else f"\\u{{{ord(each):x}}}" for each in said[:201])
    return shown if len(shown) <= 200 else shown[:199] + "…"

class Ledger:
    """Step 2: the entries. Keeps the digest of each body, the keys, and the roots of the sizes that are asked for."""

    def __init__(self, bundle, findings, sizes, all_codes):
        self.id, self.size, self.newer, self.keys, self.known = None, 0, False, [], {}
        self.bodies, self.roots, self.codes, self.last_begins, self.check = [], {}, {}, 0, findings.check
        tree, last = Tree(), "0" * 64
        for line, begins in bundle.lines(ENTRIES, 1024):
            if not self.check(self.size < 1_000_000, "ENTRIES_TOO_MANY", "more than 1,000,000 entries"):
                break
            entry = findings.attempt(read_entry, line, "ENTRY_UNREADABLE", self.size)
            self.bodies.append(self.entry(self.size, last, *entry) if entry else None)
            leaf = sha256(b"\0" + (line or b""))
            tree.append(leaf)
            last, self.last_begins, self.size = leaf.hex(), begins, self.size + 1
            if self.size in sizes:
                self.roots[self.size] = tree.root()
            if all_codes and self.id:
                self.codes.setdefault(spoken_code(self.id, self.size, tree.root()), self.size)
        self.check(self.size, "ENTRIES_NONE", "no entries")
        self.roots[self.size] = tree.root()

    def entry(self, seq, last, body, key, ledger, prev, said):
        """The digest of its body; None in a later version."""
        self.newer, self.id = self.newer or body is None, self.id or ledger
        own = ledger == self.id and (seq or not key or ledger_id(key) == ledger)
        self.check(said == seq, "ENTRY_SEQ", f"it says that it is entry {said}", seq)
        ends = (max(0, seq - 1), seq + 1)
        self.check(prev == last, "ENTRY_PREV", "it does not follow the entry before it", seq, touches=ends)
        self.check(own, "ENTRY_LEDGER", "it is of another ledger", seq)
        if self.check(key or seq, "ENTRY_KEY", "it has no key", seq) and key:
            origin = f"sanad/ledger/{ledger}"
            alike = self.known.setdefault((origin, key_id(origin, 1, key)), [])
            if self.check(key not in alike, "ENTRY_KEY", "it has a key that was named before", seq):
                alike.append(key)
                self.keys.append((seq, key))
        return body

    def signers(self, size):
        """Who must sign a checkpoint: the last key below its size, and the key before if the last entry changes it."""
        count = bisect.bisect_left(self.keys, (size,))
        changes = count > 1 and self.keys[count - 1][0] == size - 1
        return {(f"sanad/ledger/{self.id}", key) for _, key in self.keys[max(0, count - 1 - changes) : count]}

def read_notes(bundle, findings):
    """The checkpoints of the bundle by path."""
    paths = [path for path in bundle.files
             if PATH.fullmatch(path) and re.match("data/(ledger/checkpoint(s/|[.])|later/.*[.]txt$)", path)]
    findings.check(len(paths) <= 10_000, "CHECKPOINTS_TOO_MANY", "more than 10,000 checkpoints")
    read = lambda path: Note(bundle.read(path, 65_536))
    notes = {path: findings.attempt(read, path, "CHECKPOINT_UNREADABLE", path=path) for path in paths[:10_000]}
    return {path: note for path, note in notes.items() if note}

def check_checkpoints(bundle, ledger, notes, known, judge, findings):
    """Step 3. Gives the size of each checkpoint that is good and counts, and the witnesses with good lines on it."""
    check, good, bad, confirmed, unnamed = findings.check, [], [], set(), {}
    for path, note in notes.items():
        later, fits = path.startswith("data/later/"), note.size == ledger.size or path != CHECKPOINT
        if not check(note.ledger == ledger.id, "CHECKPOINT_LEDGER", "a checkpoint of another ledger", path=path):
            continue
        if note.size > ledger.size and later:
            findings.warn("LATER_NOT_COMPARABLE", "a later checkpoint, larger than the bundle", path=path)
        elif check(note.size <= ledger.size and fits, "CHECKPOINT_SIZE", "of another size than the bundle", path=path):
            signed, altered = judge(note)
            needed = ledger.signers(note.size)
            wrong = next((fault for true, *fault in (
                (note.root != ledger.roots[note.size], "CHECKPOINT_ROOT", "a checkpoint of other entries"),
                (any(name == "sanad/ledger/" + ledger.id for name, _ in altered),
                 "CHECKPOINT_SIGNATURE", "a checkpoint with a bad signature"),
                (not needed or needed - signed.keys(),
                 "CHECKPOINT_UNSIGNED", "a checkpoint without a signature that it must have"),
            ) if true), None)
            if wrong:
                bad.append((note.size, *wrong, path))
            else:
                check(not altered, "CHECKPOINT_COSIGNATURE", "a bad line of a witness whom you trust", path=path)
                confirmed |= set() if later else {note.size}
                good.append((note.size, {} if altered else signed))
                unnamed.update({line: None for line in note.lines if line[:2] not in known and len(line[2]) == 72
                                and line[0] != "sanad/ledger/" + ledger.id})
    if unnamed:
        names = ", ".join(sorted({name for name, _, _ in unnamed})[:5])
        findings.warn("COUNTERSIGNATURES_UNNAMED", f"{len(unnamed)}: {names}")
    unconfirmed = [seq for seq, _ in ledger.keys if seq > 0 and seq + 1 not in confirmed]
    counting = [(size, signed) for size, signed in good if not unconfirmed or size <= unconfirmed[0]]
    largest = max((size for size, _ in counting), default=0)
    for size, code, detail, path in bad:
        findings.add(code, detail, path=path, touches=(largest, size))
    rest = (largest, ledger.size)
    check(CHECKPOINT in bundle.files, "CHECKPOINT_MISSING", "no checkpoint of the whole", touches=rest)
    for seq in unconfirmed:
        findings.add("KEY_CHANGE_UNCONFIRMED", "a new key that the old one did not sign", seq, touches=rest)
    return counting

read_disclosure_line = parse_as(members(d=lambda value: isinstance(value, str), seq=is_int))

class Shown:
    """Step 4: the disclosures, entry by entry: of each no more is kept than is compared with something else later."""

    def __init__(self, bundle, ledger, findings):
        self.bundle, self.ledger, self.findings, self.check = bundle, ledger, findings, findings.check
        self.bodies, self.withheld, self.records, self.files, self.exhibits = bytearray(ledger.size), {}, set(), {}, []
        self.correctable, self.clocks, self.types, self.successor, self.continues = 0, {}, set(), None, None
        self.export, self.export_begins = {}, None
        for seq, disclosures in itertools.groupby(self.disclosures(), lambda each: each[0]):
            self.entry(seq, (disclosure for _, disclosure in disclosures))
        ends = self.successor in (None, ledger.size - 1)
        self.check(ends, "SUCCESSOR_NOT_LAST", "entries follow the end of the ledger", self.successor)

    def disclosures(self):
        """Each with its entry, as far as they stand in order."""
        last = 0
        for line, begins in self.bundle.lines(DISCLOSURES, 1_048_576 + 64):
            said = self.findings.attempt(read_disclosure_line, line, "DISCLOSURE_UNREADABLE")
            seq = said and said["seq"]
            if not said or not self.check(seq < self.ledger.size, "DISCLOSURE_ENTRY", f"of entry {seq}, which is not"):
                continue
            if self.export_begins is None and seq == self.ledger.size - 1:
                self.export_begins = begins
            if self.check(seq >= last, "DISCLOSURE_ORDER", "a disclosure that comes too late", seq):
                last = seq
                yield seq, said["d"]

    def entry(self, seq, disclosures):
        committed, body, begun, fields, last = self.ledger.bodies[seq], None, False, {}, ""
        for disclosure in disclosures:
            opened = self.findings.attempt(open_disclosure, disclosure, "DISCLOSURE_UNREADABLE", seq)
            if not opened:
                continue
            name, value = opened
            same = lambda digest: digest == digest_of(self.ledger.id, seq, disclosure)
            if name == "body":
                if (self.check(not begun, "DISCLOSURE_DUPLICATE", "a second body, or one that is not first", seq)
                        and self.check(not committed or same(committed), "BODY_MISMATCH", "not the entry's body", seq)
                        and self.check(is_body(value), "BODY_UNREADABLE", "the body is none", seq)):
                    body = committed and value
            else:
                self.check(begun or not committed, "BODY_MISSING", f"{name} without the body of its entry", seq)
                self.check(name != last, "DISCLOSURE_DUPLICATE", f"{name} twice", seq)
                self.check(name >= last, "DISCLOSURE_ORDER", f"{name} comes too late", seq)
                last = name
                # Without its body there is nothing to hold a field against, and that has been said.
                if (body and self.check(name in body, "FIELD_UNNAMED", f"the body has no {name}", seq)
                        and self.check(same(body[name]), "FIELD_MISMATCH", f"not the {name} that the body names", seq)):
                    fields[name] = value
            begun = True
        if body:
            self.show(seq, body, dict(sorted(fields.items())))

    def show(self, seq, body, fields):
        """An entry whose body is shown, with those of its fields that are."""
        withheld, named = dict.fromkeys(sorted(body.keys() - fields.keys()), False), {}
        self.bodies[seq] = 1
        self.withheld.update({seq: withheld} if withheld else {})
        if {"amends", "erases"} & withheld.keys():
            self.correctable = seq
        for name in ("at", "operator", "type"):
            self.check(name in body, "FIELD_REQUIRED", f"it has no {name}", seq)
        for name, value in fields.items():
            right = name not in SHAPES or SHAPES[name](value, seq)
            if self.check(right, "FIELD_SHAPE", f"its {name} has not the shape of one", seq):
                self.note(seq, name, value)
                named.update({value["sha256"]: seq} if is_file(value) else {})
        self.exhibits += ((seq, sha) for sha in named)
        if fields:
            path, copy = f"data/records/{seq}.json", sha256(canonical(fields))
            self.records.add(seq)
            if self.check(path in self.bundle.files, "RECORD_MISSING", "no readable copy of the entry", seq, path, ()):
                same = self.bundle.hashes.get(path) == copy
                self.check(same, "RECORD_DIFFERS", "the readable copy says otherwise than the entry", seq, path, ())
        if seq == self.ledger.size - 1:
            self.export = fields

    def note(self, seq, name, value):
        """What a well-formed field says about other entries, files and ledgers."""
        if name == "at":
            highest = self.clocks.get(value["boot"], 0)
            if value["mono"] < highest:
                self.findings.warn("CLOCK_WENT_BACK", "earlier than what was shown before of the same boot", seq)
            self.clocks[value["boot"]] = max(value["mono"], highest)
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
            size, first, _ = self.files.setdefault(value["sha256"], (value["size"], seq, value["type"]))
            self.check(size == value["size"], "FILE_SIZES_DIFFER", f"its {name} has another size than in {first}", seq)

def is_review(value):
    return value is None or isinstance(value, str) and is_wall(value + "T00:00:00.000Z")

def are_names(value):
    return isinstance(value, list) and 1 <= len(value) <= 1024 and all(map(is_name, value)) and ascending(value)

# The four forms of a line of withheld.jsonl: with what the ground rests on, and as earlier writers stated it.
REASONS = {"by": text(64), "ground": text(256), "seq": is_int}
GROUNDS = {**REASONS, "authority": text(1024), "review": is_review}
read_statement = parse_as(*(members(**reasons, **what) for reasons in (REASONS, GROUNDS)
                            for what in ({"fields": are_names}, {"kind": text(64)})))

def check_statement(bundle, shown, findings):
    """What the exporter states in withheld.jsonl, against what really is withheld. Gives how much of that is
    unexplained, and the lines as far as they are borne out."""
    size, stated, whole, unexplained = len(shown.bodies), [], bytearray(shown.bodies), 0
    at = shown.export.get("at") if shown.export.get("type") == "export" else None
    today = at["wall"][:10] if is_at(at) else ""
    for line, _ in bundle.lines(WITHHELD, 131_072, "WITHHELD_SYNTAX"):
        said = findings.attempt(read_statement, line, "WITHHELD_SYNTAX", path=WITHHELD)
        if not said:
            continue
        seq, kind, names, review = said["seq"], said.get("kind"), said.get("fields", []), said.get("review")
        withheld, is_shown = shown.withheld.get(seq, {}), seq < size and shown.bodies[seq]
        if seq >= size or not kind and not is_shown:
            about = f"entry {seq}, which there is not" if seq >= size else "fields that nobody can tell to be there"
            findings.warn("WITHHELD_UNTESTABLE", f"the exporter speaks of {about}", seq if seq < size else None)
        for name in (["all of it"] if kind else names) if is_shown else ():
            if name not in withheld:
                findings.warn("WITHHELD_BUT_SHOWN", f"{name} is stated to be withheld, and is not", seq)
        names = [name for name in names if name in withheld]
        withheld.update(dict.fromkeys(names, True))
        if kind and seq < size:
            whole[seq] = 1
        if len(stated) < 1000 and (names or kind and seq < size and not is_shown):
            stated.append({
                "seq": seq, "fields": names or None, "kind": kind, "ground": said["ground"], "review": review,
                "authority": said.get("authority"), "by": said["by"], "overdue": bool(review and review < today)})
    for seq, name in ((seq, name) for seq, names in shown.withheld.items() for name in names if not names[name]):
        unexplained += 1
        findings.warn("WITHHELD_UNSTATED", f"{name} is withheld, and the exporter does not say so", seq)
    # In a plain chain all entries are withheld by nature: counted, and not remarked on.
    for run in re.finditer(b"\0+", whole):
        unexplained += run.end() - run.start()
        if shown.bodies.find(1) != size - 1:
            findings.warn("WITHHELD_ENTRY_UNSTATED", f"{run.start()}-{run.end() - 1}", run.start())
    return unexplained, stated

def check_files(bundle, shown, misfits, newer, findings):
    """Objects, absent.txt and records against the shown fields. Gives the state of each file that they name. What none
    of them names may be of an entry of a newer version, where there is one."""
    check = findings.check
    here = {sha: f"data/objects/{sha}.{NAME_ENDS.get(media, 'bin')}" for sha, (_, _, media) in shown.files.items()}
    # What stands under another extension alone is at the wrong place, and its bytes are judged all the same.
    named = here.copy()
    for path in sorted(bundle.files, reverse=True):
        sha = (PATH.fullmatch(path) or {"sha": None})["sha"]
        if sha in here and here[sha] not in bundle.files:
            named[sha] = path
    for path in sorted(bundle.files.keys() | misfits.keys()):
        form = PATH.fullmatch(path) or {"sha": None, "seq": None}
        size, seq, _ = shown.files.get(form["sha"], (None, None, None))
        check(path not in misfits, *misfits.get(path, ("", "")), seq, path)
        if path in bundle.files and form["seq"]:
            claimed = newer or int(form["seq"]) in shown.records
            check(claimed, "RECORD_UNCLAIMED", "a copy of nothing that is shown", path=path)
        elif path in bundle.files and form["sha"] and seq is None:
            check(newer, "OBJECT_UNCLAIMED", "a file that no shown field names", path=path)
        elif (path in bundle.files and form["sha"]
              and (check(path == here[form["sha"]], "OBJECT_PATH", "not at its media type's place", seq, path, ())
                   or path == named[form["sha"]])):
            check(bundle.files[path][0] == size, "OBJECT_SIZE", "of another size than the entry says", seq, path)
            same = path in misfits or bundle.hashes.get(path, b"").hex() in (form["sha"], "")
            check(same, "FILE_HASH", "not what the entry says", seq, path)
    absent = bundle.read(ABSENT, 68_000_000).decode("latin-1")
    missing = sorted(sha for sha in named if named[sha] not in bundle.files)
    same = absent == "".join(f"{sha}\n" for sha in missing)
    check(newer or same, "ABSENT_DIFFERS", "not the files that are named and not here", path=ABSENT)
    for sha in sorted(set(missing) - set(absent.split("\n"))):
        findings.add("OBJECT_MISSING", "neither here nor in absent.txt", shown.files[sha][1], here[sha], ())
    return {sha: "absent" if path not in bundle.files else
            "intact" if bundle.hashes.get(path, b"").hex() == sha else "damaged" for sha, path in named.items()}

def check_export(bundle, ledger, shown, check):
    """The last entry is the export itself, and commits to everything that is shown."""
    last, given = ledger.size - 1, shown.export.get("given")
    is_export = shown.export.get("type") == "export" and is_given(given)
    if (last < 0 or ledger.newer and ledger.bodies[last] is None
            or not check(last not in shown.withheld, "EXPORT_WITHHOLDS", "the export withholds fields of its own", last)
            or not check(is_export, "EXPORT_NOT_LAST", "the last entry is not the export", last)):
        return
    files, left_out = hashlib.sha256(), (ENTRIES, DISCLOSURES, CHECKPOINT, f"data/records/{last}.json")
    for path in sorted(bundle.hashes):
        if path.startswith("data/") and path not in left_out and not path.startswith("data/later/"):
            files.update(f"{bundle.hashes[path].hex()}  {path}\n".encode())
    here = {"disclosures": bundle.hash(DISCLOSURES, shown.export_begins),
            "entries": bundle.hash(ENTRIES, ledger.last_begins), "files": files.hexdigest()}
    for what, given_hash in given.items():
        check(here[what] == given_hash, "GIVEN_" + what.upper(), f"other {what} than were handed over", last)

# What of that which is brought speaks against a bundle, with the headline of the report; the worst first.
AGAINST = {"NOTE_DIVERGES": None, "NOTE_CONTRADICTS": "note contradicts",
           "NOTE_OLDER_LEDGER_CONTRADICTS": "older note contradicts", "NOTE_ALTERED": "note altered",
           "CODE_UNMATCHED": "code unmatched", "NOTE_UNREADABLE": "note unreadable",
           "CODE_UNREADABLE": "note unreadable"}

class Brought(Findings):
    """Step 5: the notes and codes that the reviewer holds, and what each says of the bundle."""

    def __init__(self, notes, codes):
        super().__init__()
        self.agreed, self.signed = [0], []
        self.notes = [note for data in notes for note in [self.attempt(read_brought, data, "NOTE_UNREADABLE")] if note]
        self.codes = [code for said in codes for code in [self.attempt(read_code, said, "CODE_UNREADABLE")] if code]

    def said(self, *codes):
        return any(code in self.counts for code in codes)

    def compare(self, ledger, continues, judge):
        for note in self.notes:
            signed, altered = judge(note)
            if note.ledger != ledger.id:
                self.add(*of_another_ledger(note, continues))
            elif note.size > ledger.size:
                self.add("NOTE_NOT_COMPARABLE", f"a note of {note.size} entries: ask for a newer bundle")
            elif note.root != ledger.roots[note.size]:
                self.add("NOTE_DIVERGES" if signed else "NOTE_CONTRADICTS", f"a note of {note.size} other entries")
            elif altered:
                self.add("NOTE_ALTERED", f"a note of {note.size} entries with a bad signature")
            else:
                self.signed.append((note.size, signed))
                self.agreed.append(note.size)
        for size, code in self.codes:
            if size is not None and size > ledger.size:
                self.add("NOTE_NOT_COMPARABLE", f"a code of {size} entries: ask for a newer bundle")
            elif size is None and code in ledger.codes:
                self.agreed.append(ledger.codes[code])
            elif size is None:
                self.add("CODE_UNMATCHED", "a code of a later state, of another ledger, or of a fork")
            elif size and ledger.id and code == spoken_code(ledger.id, size, ledger.roots[size]):
                self.agreed.append(size)
            else:
                self.add("NOTE_CONTRADICTS", f"a code of {size} other entries")

# What mail and editors put around a note: what Unicode calls white space, and a byte order mark.
AROUND = "\t\n\v\f\r \xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000\ufeff"

def read_brought(data):
    text = data.replace(b"\r\n", b"\n").decode("utf-8", "surrogateescape").strip(AROUND)
    data = text.encode("utf-8", "surrogateescape") + b"\n"
    # A proof (WITNESS.md, section 5) ends in a checkpoint. This program holds that against the bundle, no more.
    is_proof = data.startswith(b"sanad/witness-request/v1\n")
    return Note(b"\n\n".join(data.split(b"\n\n")[-2:]) if is_proof else data)

def of_another_ledger(note, continues):
    if not continues or note.ledger != continues["ledger"]:
        return "NOTE_OTHER_LEDGER", note.ledger
    if note.size == continues["size"] and note.root.hex() != continues["root"]:
        return "NOTE_OLDER_LEDGER_CONTRADICTS", "the older ledger was another than this one says"
    if note.size > continues["size"]:
        return "NOTE_OLDER_LEDGER_BEYOND", "the older ledger went on further than this one says"
    return "NOTE_OLDER_LEDGER", "a note of the ledger that this one says it continues"

NO_VERDICT = {
    "verdict": "COULD_NOT_RUN", "exitStatus": 2, "headline": None, "entries": 0, "ledger": None, "root": None,
    "spoken": None, "vouched": 0, "shown": 0, "withheldFields": 0, "withheldEntries": 0, "unexplained": 0,
    "correctableBelow": 0, "recipient": None, "exportedAt": None, "findings": [], "warnings": [], "stated": [],
    "exhibits": []}

def verify(path, brought, policy, require, is_good):
    """The report on the bundle at `path`, and of each witness how far it countersigned."""
    findings = Findings()
    try:
        if os.path.isdir(path):
            return judge(Bundle(list_folder(path, findings), findings), brought, policy, require, is_good)
        with open(path, "rb") as file:
            if file.read(22) == b"age-encryption.org/v1\n":
                raise CouldNotRun("encrypted")
            return judge(Bundle(Zip(file, findings).listing(), findings), brought, policy, require, is_good)
    except CouldNotRun as error:
        return {**NO_VERDICT, "headline": str(error)}, []

def judge(bundle, brought, policy, require, is_good):
    findings = bundle.findings
    misfits = check_tag_files(bundle, findings)
    notes = read_notes(bundle, findings)
    sizes = {note.size for note in [*notes.values(), *brought.notes]} | {size for size, _ in brought.codes}
    ledger = Ledger(bundle, findings, sizes, None in sizes)
    witnesses = [each for each in policy[0].values() if isinstance(each[1], bytes)]
    known = {**ledger.known, **{(name, key_id(name, 4, key)): [] for name, key in witnesses}}
    for name, key in witnesses:
        known[name, key_id(name, 4, key)].append(key)
    counting = check_checkpoints(bundle, ledger, notes, known, lambda note: note.judge(known, is_good), findings)
    shown = Shown(bundle, ledger, findings)
    unexplained, stated = check_statement(bundle, shown, findings)
    states = check_files(bundle, shown, misfits, ledger.newer, findings)
    check_export(bundle, ledger, shown, findings.check)
    brought.compare(ledger, shown.continues, lambda note: note.judge(known, is_good))
    counting += brought.signed
    report = sum_up(ledger, shown, states, brought, quorum_size(policy, counting), require)
    # Of each witness the largest size, and when it was first signed: for people alone.
    signed = [(name, *min(((-size, by[name, key]) for size, by in counting if (name, key) in by), default=(0, b"")))
              for name, key in witnesses]
    no_verdict = report["verdict"] == "COULD_NOT_RUN"
    return report if no_verdict else {**report, "unexplained": unexplained, "stated": stated}, signed

VERDICTS = ("INVALID", "DIVERGED", "UNANCHORED", "CONSISTENT", "WITNESSED")

def sum_up(ledger, shown, states, brought, witnessed_below, require):
    """The state of each entry, the lowest of them, and the report."""
    findings, size, touched, agreed = shown.findings, ledger.size, bytearray(ledger.size), max(brought.agreed)
    against = [AGAINST[code] for code in AGAINST if brought.said(code)]
    failures, remarks = ([each for each in brought.failures if (each["code"] in AGAINST) == is_against]
                         for is_against in (True, False))
    if ledger.newer and not findings.failures:
        return {**NO_VERDICT, "headline": "newer verifier needed", "entries": size, "ledger": ledger.id,
                "findings": failures, "warnings": remarks}
    for first, end in findings.touched:
        touched[first:end] = b"\1" * len(touched[first:end])

    def state(seq):
        unvouched = "DIVERGED" if brought.said("NOTE_DIVERGES") else "UNANCHORED"
        vouched = "WITNESSED" if seq < witnessed_below else "CONSISTENT" if seq < agreed else unvouched
        return "INVALID" if touched[seq] else vouched

    judged = [seq for seq in range(size - 1) if shown.bodies[seq]] or range(size)
    caps = {"INVALID": findings.failures, "DIVERGED": brought.said("NOTE_DIVERGES"),
            "UNANCHORED": brought.said("NOTE_CONTRADICTS", "CODE_UNMATCHED")}
    verdict = min({*map(state, judged), *(cap for cap in caps if caps[cap])}, key=VERDICTS.index)
    lacking = bool(require) and VERDICTS.index(verdict) < VERDICTS.index(require.upper())
    wrong = verdict in ("INVALID", "DIVERGED")
    headlines = against + ["larger note"] * brought.said("NOTE_NOT_COMPARABLE") + ["too little vouches"] * lacking
    # The last entry that may correct others unseen, if any shown one stands before it.
    unseen = max(shown.correctable, shown.bodies.rfind(0))
    exhibits = [{
        "seq": seq, "sha256": sha, "size": shown.files[sha][0], "type": shown.files[sha][2],
        "state": "touched" if states[sha] == "intact" and touched[seq] else states[sha],
        "verdict": "INVALID" if states[sha] == "damaged" else state(seq), "mayBeCorrected": seq < unseen,
    } for seq, sha in shown.exhibits]
    at, recipient = (shown.export.get("type") == "export" and shown.export.get(name) for name in ("at", "recipient"))
    root, disclosed = ledger.roots[size], sum(shown.bodies)
    return {
        **NO_VERDICT, "verdict": verdict, "exitStatus": 1 if wrong or against or lacking else 0,
        "headline": headlines[0] if headlines and not wrong else None,
        "entries": size, "ledger": ledger.id, "root": root.hex() if ledger.id else None,
        "spoken": "-".join(re.findall("....", spoken_code(ledger.id, size, root))) if ledger.id else None,
        "vouched": max(witnessed_below, agreed), "shown": disclosed, "withheldEntries": size - disclosed,
        "withheldFields": sum(map(len, shown.withheld.values())),
        "correctableBelow": unseen if any(shown.bodies[: max(unseen, 0)]) else 0,
        "recipient": recipient if isinstance(recipient, str) else None, "exportedAt": at["wall"] if is_at(at) else None,
        "findings": findings.failures + failures, "warnings": remarks + findings.remarks, "exhibits": exhibits,
    }

# ---- 11.2 The report for people -------------------------------------------------------------------------------------

SENTENCES = {
    "WITNESSED": "It fits together, and as many witnesses as you ask for countersigned what is shown.",
    "CONSISTENT": "It fits together, and agrees with what you hold.",
    "UNANCHORED": "It fits together. Not all that is shown is vouched for from outside: what is not, whoever has the "
                  "key could have made later.",
    "DIVERGED": "There are two histories of this ledger: you hold a checkpoint that its key signed, of other entries. "
                "That does not say which of them is the true one.",
    "INVALID": "Something in it was changed, is missing or does not belong. What that touches stands below.",
    "COULD_NOT_RUN": "There is no verdict.",
    "note contradicts": "You hold a note that this bundle contradicts, and no key that the bundle names has signed it: the "
                        "note is false, or this is a fork made with an old key. Ask whoever gave you the note for it "
                        "again, and rely on neither until they agree.",
    "older note contradicts": "You hold a note of the older ledger that contradicts what this one says of it.",
    "note altered": "You hold a note that fits, but its signature is wrong: the note was altered and vouches for nothing. "
                    "Ask whoever gave it to you for it again.",
    "code unmatched": "The code that you hold is of a later state than this bundle, of another ledger, or of a fork.",
    "note unreadable": "What you brought cannot be read as a note or a code.",
    "larger note": "You hold a note of a larger state: ask for a newer bundle.",
    "too little vouches": "Less vouches for it than you asked for.",
    "not a bundle": "This is no Sanad bundle. If there is one in it beside other things, take it out and give it alone.",
    "cut short": "The file was cut short.",
    "too large": "It holds more files than any bundle may.",
    "encrypted": "It is encrypted: decrypt it first, with age.",
    "newer verifier needed": "It was made for a later version of the format: get a newer verifier.",
}
LIMIT = ("A check can show that nothing was changed since it was entered. It can't show that it was true when it was "
         "entered.")
STATES = {"intact": "", "touched": "what was entered, but a failure touches the entry",
          "damaged": "other bytes than were entered, or not readable", "absent": "not handed over"}
SHOWS = {"INVALID": ["The entries that no failure touches still fit together."],
         "DIVERGED": ["That somebody with the ledger's key wrote two histories of it."]}
FITS = ["It fits together and carries the signature of the ledger's key.",
        "What is withheld is named or counted, and cannot be shown in two versions later."]
FILES = "Each file called intact is, bit for bit, the one that its entry names."

def isolated(said):
    """Text from a bundle whose letters stay what they are: nothing acts on its surroundings (U+2068, U+2069)."""
    acts = {each for each in said if unicodedata.category(each)[0] in "CZ" and each != " "}
    return "\u2068" + "".join(f"\\u{{{ord(each):x}}}" if each in acts else each for each in said[:500]) + "\u2069"

def listed(title, lines):
    lines = list(lines)
    more = [f"  … and {len(lines) - 40} more"] * (len(lines) > 40)
    return ["", title] + ["  " + line for line in lines[:40]] + more if lines else []

# Where the detail of a finding is no sentence: what comes before it.
ABOUT = {"COUNTERSIGNATURES_UNNAMED": "countersignatures by keys that you did not name; they count for nothing here: ",
         "TYPE_NOT_UNDERSTOOD": "a type of entry that is not known here: ", "SUCCESSOR_NAMED": "it goes on in ledger ",
         "SAYS_IT_CONTINUES": "it says that it goes on from this ledger and its number of entries: ",
         "WITHHELD_ENTRY_UNSTATED": "entries withheld as a whole, of which the exporter does not say so: ",
         "NOTE_OTHER_LEDGER": "a note of another ledger: "}

def finding_line(finding):
    about = [finding["code"]] + ([] if finding["seq"] is None else [f"entry {finding['seq']}"])
    about += [finding["path"]] * bool(finding["path"])
    return f"{', '.join(about)}: {ABOUT.get(finding['code'], '')}{finding['detail']}"

def witness_line(name, size, time):
    # Beyond the year 9999 no calendar here goes.
    at = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=min(int.from_bytes(time, "big"), 253_402_300_799))
    how = f"countersigned the first {-size} entries at {at} UTC, by its own clock"
    return f"{isolated(name)}: {how if size else 'no countersignature here'}"

def stated_line(line):
    what = "the whole entry, " + isolated(line["kind"]) if line["kind"] else ", ".join(line["fields"])
    authority = f"on the authority of {isolated(line['authority'])}" if line["authority"] else "on no stated authority"
    review = f"to be reviewed {line['review']}" if line["review"] else "no review planned"
    parts = [what, isolated(line["ground"]), authority, f"decided by {isolated(line['by'])}", review]
    return f"entry {line['seq']}: " + "; ".join(parts + ["overdue"] * line["overdue"])

def words(report, witnesses, program):
    """The report for people."""
    verdict, vouched, rest = report["verdict"], report["vouched"], report["entries"] - report["vouched"]
    lines = ["If this program came with the bundle, it shows nothing: get one from elsewhere.",
             "It has no list of published hashes: those of verifiers in the bundle are for you to compare.", ""]
    lines += [SENTENCES[report["headline"]]] if report["headline"] else []
    lines += ["COUNTERSIGNED (verdict WITNESSED)" if verdict == "WITNESSED" else verdict.replace("_", " ")]
    lines += [SENTENCES[verdict]]
    if verdict == "COULD_NOT_RUN":
        return lines + listed("What you brought:", map(finding_line, report["findings"] + report["warnings"]))
    lines += [LIMIT]
    states = [exhibit["state"] for exhibit in report["exhibits"]]
    countersigned = verdict != "CONSISTENT" and any(-size >= vouched for _, size, _ in witnesses)
    how, when = ("countersigned", "it was countersigned") if countersigned else (
        "those of what you hold", "what you hold was made")
    lines += ["\nLedger  {ledger}\nRoot    {root}\nSpoken  {spoken}\nEntries: {entries}, of which {shown} are shown. "
              "Withheld: fields of those: {withheldFields}, whole entries: {withheldEntries}; unexplained of both: "
              "{unexplained}.".format(**report)]
    kinds = [f"{states.count(state)} {state}" for state in STATES if state in states]
    lines += [f"Files named: {', '.join([str(len(states)), *kinds])}."]
    lines += ["Nobody outside vouches for any entry." if not vouched else f"All entries are {how}." if not rest else
              f"Entries below {vouched} are {how}, for the last {rest} nobody vouches."]
    if report["correctableBelow"]:
        lines += [f"What is shown of entries below {report['correctableBelow']} may be corrected by what is withheld."]
    if report["exportedAt"]:
        lines += [f"Handed to {isolated(report['recipient'] or 'nobody named')} at {report['exportedAt']}: "
                  "stated by the exporter."]
    stamps = sum(finding["code"] == "ANCHOR_NOT_CHECKED" for finding in report["warnings"])
    lines += [f"Time stamps from outside: {stamps}. This program judges none; sanad verify does."] * (stamps > 0)
    lines += listed("Countersignatures:", (witness_line(*witness) for witness in witnesses))
    lines += listed("What is wrong:", map(finding_line, report["findings"]))
    lines += listed("Files that are not intact:", (f"entry {each['seq']}, {each['sha256']}: {STATES[each['state']]}"
                                                   for each in report["exhibits"] if each["state"] != "intact"))
    lines += listed("Withheld, as stated by the exporter:", map(stated_line, report["stated"]))
    lines += listed("Worth knowing:", map(finding_line, report["warnings"]))
    since = [f"Since {when}, no entry below {vouched} was changed, moved, added or dropped."] * (vouched > 0)
    lines += listed("What this shows:", SHOWS.get(verdict, FITS + since) + [FILES])
    lines += listed("What it does not show:", [
        "That everything was entered.",
        "That the times are right: they are what a computer's clock said. Time stamps are not judged here."])
    how = f"OpenSSL ({program})" if program else "this program's own code: no OpenSSL 3 was used"
    return lines + ["", f"Signatures were checked by {how}."]

def main(argv=None):
    parser = argparse.ArgumentParser(description="Verifies a Sanad bundle, and says what that shows.")
    option = parser.add_argument
    option("bundle", help="the zip file, or the folder that it was unpacked to")
    option("--note", action="append", default=[], metavar="FILE", help="a checkpoint of this ledger that you hold")
    option("--code", action="append", default=[],
           help="a spoken code that you were given, with the number of entries before it if you have that")
    option("--witness", action="append", default=[], metavar="KEY", help="the verifier key of a witness whom you trust")
    option("--quorum", type=int, metavar="N", help="how many of the witnesses must have countersigned; 1 by itself")
    option("--policy", metavar="FILE", help="whom you trust and how many it takes, in place of these two")
    option("--require", choices=["consistent", "witnessed"], help="exit with 1 if the verdict is below")
    option("--json", action="store_true", help="the report as JSON")
    option("--without-openssl", action="store_true", help="check signatures by this program's own code")
    asked = parser.parse_args(argv)
    keys, lines, ed25519 = asked.witness, ["quorum none"], Ed25519(not asked.without_openssl)
    try:
        if asked.policy:
            lines = read_start(asked.policy).decode("utf-8", "replace").split("\n")
            if keys or asked.quorum is not None:
                raise Wrong("a policy, and keys beside it: say it in one way")
        elif keys or asked.quorum is not None:
            least, names = 1 if asked.quorum is None else asked.quorum, " ".join(map("w{}".format, range(len(keys))))
            lines = [f"witness w{number} {key}" for number, key in enumerate(keys)]
            lines += [f"group all-of-them {least} {names}", "quorum all-of-them"]
        brought = Brought(map(read_start, asked.note), asked.code)
        report, witnesses = verify(asked.bundle, brought, read_policy(lines), asked.require, ed25519.good)
    except (OSError, Wrong) as error:
        parser.error(str(error))
    said = [json.dumps(report)] if asked.json else words(report, witnesses, ed25519.program)
    try:
        sys.stdout.buffer.write(("\n".join(said) + "\n").encode("utf-8", "backslashreplace"))
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return report["exitStatus"]

def read_start(path):
    with open(path, "rb") as file:
        return file.read(CHUNK)

if __name__ == "__main__":
    sys.exit(main())
