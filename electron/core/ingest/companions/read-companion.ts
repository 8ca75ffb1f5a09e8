import { companionText, linesOf } from './companion-text.ts';
import { readHashList } from './hash-list.ts';
import { type JsonObject, jsonObject } from './json-values.ts';
import type { CompanionReading } from './reading.ts';
import { readProofCsv, readProofJson, readSignature, readTakeout, readTella, readXmpSidecar } from './sidecars.ts';
import { readSignal } from './signal.ts';
import { readSignalExport } from './signal-export.ts';
import { readTelegram } from './telegram.ts';
import { readWhatsApp } from './whatsapp.ts';

/** The readers, each of which knows its own form by content and answers `null` for all others. */
const ofObjects: readonly ((object: JsonObject) => CompanionReading | null)[] = [
  readProofJson,
  readTakeout,
  readTelegram,
];
const ofJsonLines: readonly ((text: string) => CompanionReading | null)[] = [readSignal, readSignalExport];
const ofTexts: readonly ((text: string) => CompanionReading | null)[] = [
  readSignature,
  readProofCsv,
  readTella,
  readXmpSidecar,
  (text) => readWhatsApp(linesOf(text)),
  (text) => readHashList(linesOf(text)),
];

/**
 * What a text is to the files beside it; `null` for a text that is no companion. Runs in the media worker alone. Throws for one that is
 * damaged.
 */
export function readCompanion(bytes: Uint8Array): CompanionReading | null {
  const text = companionText(bytes);
  const lines = firstOf(ofJsonLines, text);
  if (lines !== null) return lines;
  const object = jsonObject(text);
  return object === null ? firstOf(ofTexts, text) : firstOf(ofObjects, object);
}

function firstOf<T>(readers: readonly ((matter: T) => CompanionReading | null)[], matter: T): CompanionReading | null {
  for (const reader of readers) {
    const reading = reader(matter);
    if (reading !== null) return reading;
  }
  return null;
}
