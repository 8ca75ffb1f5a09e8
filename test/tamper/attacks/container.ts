import { deflateRawSync } from 'node:zlib';
import { type HostileMember, hostileZip } from '../../unit/core/bundle/zip-bytes.ts';
import { type Attack, attack, type Expected, everyone, invalid, notRun, type Scene, type Tampered } from '../attack.ts';
import { members, zipped } from '../bag.ts';
import { anyOf } from '../places.ts';

/** Zips that two readers see in two ways, that hide something, or that want to exhaust or break whoever opens them. */

/** The honest bundle's members, one of them changed. */
function member(
  scene: Scene,
  change: (one: HostileMember) => HostileMember,
  finds: readonly string[],
  path?: string,
): Tampered {
  const all = members(scene.honest.files);
  const chosen = path ?? String(scene.chance.pick(all.slice(0, -1)).name);
  const zip = hostileZip(all.map((one) => (one.name === chosen ? change(one) : one)));
  return { zip, expected: invalid(finds) };
}

function added(scene: Scene, more: HostileMember, finds: readonly string[]): Tampered {
  return { zip: hostileZip([...members(scene.honest.files), more]), expected: invalid(finds, { spares: everyone }) };
}

const couldNotRun: Expected = { ...invalid([]), alone: notRun, note: notRun, code: notRun };

/** Where the end record stands, and what it says of the directory. */
function endOf(zip: Buffer): { at: number; start: number; length: number } {
  const at = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  return { at, length: zip.readUInt32LE(at + 12), start: zip.readUInt32LE(at + 16) };
}

const names: readonly string[] = [
  '../../planted',
  '/etc/planted',
  'C:\\planted',
  'data\\planted',
  'data/../../planted',
  './planted',
  'data//planted',
  'planted\u0000.txt',
  'data/\u202egpj.txt',
  'plante\u0301d',
  'con:',
];

export const containers: readonly Attack[] = [
  attack('puts a second file under the same name', (scene) => {
    const name = scene.chance.pick([...scene.honest.files.keys()]);
    return added(scene, { name, content: 'other' }, ['container.duplicate']);
  }),
  attack('puts a second file under the same name in capitals', (scene) => {
    const name = scene.chance.pick([...scene.honest.files.keys()]).toUpperCase();
    return added(scene, { name, content: 'other' }, ['container.case-clash']);
  }),
  ...names.map((name) =>
    attack(`names a file ${JSON.stringify(name)}`, (scene) => added(scene, { name, content: 'x' }, ['container.name'])),
  ),
  attack('names a file in bytes that are no text', (scene) =>
    added(scene, { name: Buffer.from([0x64, 0xff, 0xfe]), content: 'x' }, ['container.name']),
  ),
  attack('puts a symbolic link in', (scene) =>
    added(scene, { name: 'data/later/link.txt', content: '/etc/passwd', mode: 0o120777 }, ['container.link']),
  ),
  attack('makes a file of the bundle a symbolic link', (scene) =>
    member(scene, (one) => ({ ...one, mode: 0o120777 }), ['container.link']),
  ),
  attack('puts a device in', (scene) =>
    added(scene, { name: 'data/later/device', content: '', mode: 0o020666 }, ['container.special']),
  ),
  attack('marks a file as encrypted', (scene) =>
    member(scene, (one) => ({ ...one, flags: 1 }), ['container.encrypted']),
  ),
  attack('packs a file by an unknown method', (scene) =>
    member(scene, (one) => ({ ...one, method: 12 }), ['container.method']),
  ),
  attack('gives a file another name at its own place', (scene) =>
    member(scene, (one) => ({ ...one, localName: 'x'.repeat(String(one.name).length) }), ['container.header']),
  ),
  attack('gives a file another size at its own place', (scene) =>
    member(scene, (one) => ({ ...one, localSize: 7_000_000 }), ['container.header']),
  ),
  attack('lies in the zip about the size of a file', (scene) =>
    member(scene, (one) => ({ ...one, deflate: true, size: Buffer.from(one.content ?? '').length + 5 }), []),
  ),
  attack('lies in the zip about the checksum of a file', (scene) =>
    member(scene, (one) => ({ ...one, crc32: 0x12345678 }), []),
  ),
  attack('hides bytes between two files', (scene) =>
    member(scene, (one) => ({ ...one, gapAfter: scene.chance.bytes(40) }), ['container.uncovered']),
  ),
  attack('hides a whole file between two others', (scene) => {
    const hidden = hostileZip([{ name: 'data/hidden.txt', content: 'hidden' }]);
    return member(scene, (one) => ({ ...one, gapAfter: hidden.subarray(0, 51) }), ['container.uncovered']);
  }),
  attack('hides bytes behind a compressed file', (scene) =>
    member(scene, (one) => ({ ...one, deflate: true, behindStream: scene.chance.bytes(20) }), []),
  ),
  attack('puts bytes before the zip', (scene) => {
    const zip = Buffer.concat([Buffer.from('#!/bin/sh\nexit\n'), zipped(scene.honest.files)]);
    // Read from the front or from the back it is something else: nothing in it is where it should be.
    return { zip, expected: { ...invalid([]), alone: notRun, note: notRun, code: notRun } };
  }),
  attack('puts bytes behind the zip', (scene) => ({
    zip: hostileZip(members(scene.honest.files), { trailing: 'more' }),
    expected: invalid(['container.uncovered'], { spares: everyone }),
  })),
  attack('puts a comment behind the zip', (scene) => ({
    zip: hostileZip(members(scene.honest.files), { comment: 'read me' }),
    expected: invalid(['container.uncovered'], { spares: everyone }),
  })),
  attack('puts another zip behind the zip', (scene) => {
    const other = hostileZip([{ name: 'data/other.txt', content: 'x' }]);
    return { zip: Buffer.concat([zipped(scene.honest.files), other]), expected: couldNotRun };
  }),
  attack('lets two files overlap', (scene) => {
    const all = members(scene.honest.files);
    const zip = hostileZip(all.map((one, n) => (n === 1 ? { ...one, offset: 0 } : one)));
    return { zip, expected: invalid(['container.overlap', 'container.header']) };
  }),
  attack('points to a file outside of the zip', (scene) =>
    member(scene, (one) => ({ ...one, offset: 0x7fff_fff0 }), []),
  ),
  attack('says that there are fewer files than there are', (scene) => {
    const zip = zipped(scene.honest.files);
    const { at } = endOf(zip);
    zip.writeUInt16LE(zip.readUInt16LE(at + 10) - 1, at + 10);
    return { zip, expected: invalid([]) };
  }),
  attack('says that there are more files than there are', (scene) => {
    const zip = zipped(scene.honest.files);
    const { at } = endOf(zip);
    zip.writeUInt16LE(zip.readUInt16LE(at + 10) + 1, at + 10);
    return { zip, expected: invalid([]) };
  }),
  attack('hides a file by the length of the directory', (scene) => {
    const all = [...members(scene.honest.files), { name: 'data/hidden.txt', content: 'hidden' }];
    const zip = hostileZip(all);
    const { at, length } = endOf(zip);
    zip.writeUInt16LE(all.length - 1, at + 10);
    zip.writeUInt32LE(length - 46 - 'data/hidden.txt'.length, at + 12);
    return { zip, expected: invalid(['container.uncovered']) };
  }),
  attack('says a second name in an extra field', (scene) => {
    const data = Buffer.concat([Buffer.from([1, 0, 0, 0, 0]), Buffer.from('data/other.txt')]);
    const extra = Buffer.concat([Buffer.from([0x75, 0x70, data.length, 0]), data]);
    return member(scene, (one) => ({ ...one, extra }), ['container.header']);
  }),
  attack('packs a bomb', (scene) => {
    const size = 64 * 1024 * 1024;
    const packed = deflateRawSync(Buffer.alloc(size));
    const bomb = { name: 'data/later/bomb', content: packed, method: 8, size };
    return { zip: hostileZip([...members(scene.honest.files), bomb]), expected: invalid([], { spares: everyone }) };
  }),
  attack('makes a folder of a file', (scene) =>
    added(scene, { name: 'data/later/', content: 'content' }, ['container.special', 'container.name']),
  ),
  attack("gives a file the name of an operating system's litter", (scene) => {
    const chosen = scene.chance.pick([...scene.honest.files.keys()].filter((path) => path.startsWith('data/records/')));
    const litter = chosen.replace(/[^/]+$/, (last) => scene.chance.pick(['.DS_Store', 'Thumbs.db', `._${last}`]));
    const all = members(scene.honest.files).map((one) => (one.name === chosen ? { ...one, name: litter } : one));
    return { zip: hostileZip(all), expected: invalid(['RECORD_MISSING', 'FILE_MISSING'], { path: chosen }) };
  }),
  attack('hides a folder among the payload under the name of litter beside it', (scene) =>
    added(scene, { name: 'data/__MACOSX/x', content: 'hidden' }, ['CONTAINER_PATH', 'container.name', 'FILE_UNLISTED']),
  ),
  attack('puts a file in capitals before the one that is meant', (scene) => {
    const name = scene.chance.pick([...scene.honest.files.keys()].filter((path) => path.startsWith('data/')));
    const all = [{ name: name.toUpperCase(), content: 'other' }, ...members(scene.honest.files)];
    return { zip: hostileZip(all), expected: invalid(['container.case-clash', 'FILE_HASH']) };
  }),
  attack('puts a file with backslashes beside the one that is meant', (scene) => {
    const name = scene.chance.pick([...scene.honest.files.keys()].filter((path) => path.startsWith('data/')));
    return added(scene, { name: name.replaceAll('/', '\\'), content: 'other' }, ['CONTAINER_PATH', 'container.name']);
  }),
  attack('hides a file among the payload as litter, below a top folder', (scene) => {
    const top = [...members(scene.honest.files), { name: 'data/__MACOSX/x', content: 'hidden' }];
    const zip = hostileZip(top.map((one) => ({ ...one, name: `bundle/${one.name}` })));
    return {
      zip,
      expected: invalid(['CONTAINER_PATH', 'FILE_UNLISTED'], { path: 'data/__macosx/x', spares: everyone }),
    };
  }),
  attack('puts a second bundle in another folder beside it', (scene) => {
    const mine = members(scene.honest.files).map((one) => ({ ...one, name: `a/${one.name}` }));
    const theirs = members(scene.foreign.files).map((one) => ({ ...one, name: `b/${one.name}` }));
    const none = anyOf(scene, [couldNotRun]) as Expected;
    return { zip: hostileZip([...mine, ...theirs]), expected: none };
  }),
];
