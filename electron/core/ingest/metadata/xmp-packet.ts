import { DOMParser, type Element, type Node, onErrorStopParsing } from '@xmldom/xmldom';
import { type RawTag, wellFormed } from './tags.ts';

/**
 * Tags of one XMP packet (ISO 16684-1), named as ExifTool names them: the namespace's usual prefix, whatever prefix the
 * packet itself uses, and the property's name with a capital first letter. Lists are joined; structures flattened.
 */
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const xmlns = 'http://www.w3.org/2000/xmlns/';

const prefixes: Readonly<Record<string, string>> = {
  'http://ns.adobe.com/xap/1.0/': 'xmp',
  'http://ns.adobe.com/exif/1.0/': 'exif',
  'http://cipa.jp/exif/1.0/': 'exifEX',
  'http://ns.adobe.com/exif/1.0/aux/': 'aux',
  'http://ns.adobe.com/tiff/1.0/': 'tiff',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://ns.adobe.com/photoshop/1.0/': 'photoshop',
  'http://ns.adobe.com/xap/1.0/mm/': 'xmpMM',
  'http://ns.adobe.com/xap/1.0/rights/': 'xmpRights',
  'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/': 'iptcCore',
  'http://iptc.org/std/Iptc4xmpExt/2008-02-29/': 'iptcExt',
  'http://ns.adobe.com/camera-raw-settings/1.0/': 'crs',
};

/** Where ExifTool's name is not simply the property's. */
const renamed: Readonly<Record<string, string>> = {
  'tiff:ImageLength': 'ImageHeight',
  'exif:PixelXDimension': 'ExifImageWidth',
  'exif:PixelYDimension': 'ExifImageHeight',
};

/** More than any camera or editor writes; edit histories of crafted files can be longer. */
const maximumTags = 1_000;
const maximumDepth = 16;

const isElement = (node: Node): node is Element => node.nodeType === 1;

function* elements(node: Node): Generator<Element> {
  for (let child = node.firstChild; child !== null; child = child.nextSibling) if (isElement(child)) yield child;
}

function nameOf(node: { namespaceURI: string | null; localName: string | null; prefix: string | null }): string {
  const prefix = prefixes[node.namespaceURI ?? ''] ?? node.prefix ?? 'unknown';
  const local = node.localName ?? '';
  const name = renamed[`${prefix}:${local}`] ?? `${local.charAt(0).toUpperCase()}${local.slice(1)}`;
  return `XMP-${prefix}:${name}`.slice(0, 200);
}

/** All text below a property: a plain value, the members of a list, the fields of a structure. */
function textBelow(element: Element, depth: number): string {
  if (depth > maximumDepth) return '';
  const parts: string[] = [];
  for (let index = 0; index < element.attributes.length; index += 1) {
    const attribute = element.attributes.item(index);
    if (attribute === null || attribute.namespaceURI === xmlns || attribute.prefix === 'xml') continue;
    if (attribute.namespaceURI === rdf && attribute.localName !== 'resource') continue;
    parts.push(attribute.value);
  }
  const children = [...elements(element)];
  if (children.length === 0) parts.push(element.textContent ?? '');
  for (const child of children) parts.push(textBelow(child, depth + 1));
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('; ');
}

/** Throws when the packet is not well-formed XML. Entities beyond XML's own five are never expanded. */
export function readXmpPacket(packet: string): RawTag[] {
  // Anything before the first element of the packet is padding or the packet wrapper.
  const start = packet.search(/<(?:[\w.-]+:)?(?:xmpmeta|xapmeta|RDF)[\s>]/);
  if (start < 0) return [];
  const ending = /<\/(?:[\w.-]+:)?(?:xmpmeta|xapmeta|RDF)\s*>/g;
  let end = -1;
  for (const match of packet.matchAll(ending)) end = match.index + match[0].length;
  if (end < start) return [];
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(
    packet.slice(start, end).replaceAll('\0', ''),
    'text/xml',
  );
  const tags: RawTag[] = [];
  const add = (name: string, text: string) => {
    if (tags.length < maximumTags && text !== '') tags.push({ name, value: wellFormed(text) });
  };
  for (const description of document.getElementsByTagNameNS(rdf, 'Description')) {
    // A Description inside a property is a structure, and belongs to that property's text.
    if (description.parentNode === null || (description.parentNode as Element).localName !== 'RDF') continue;
    for (let index = 0; index < description.attributes.length; index += 1) {
      const attribute = description.attributes.item(index);
      if (attribute === null || attribute.namespaceURI === xmlns || attribute.prefix === 'xml') continue;
      if (attribute.namespaceURI === rdf) continue;
      add(nameOf(attribute), attribute.value.trim());
    }
    for (const property of elements(description)) add(nameOf(property), textBelow(property, 0));
  }
  return tags;
}
