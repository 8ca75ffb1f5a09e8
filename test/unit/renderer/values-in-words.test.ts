/** What the history of anything shows: no name of a field and no code of a closed list as the ledger has it, in any language. */
import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { stateOf } from '../../../electron/core/records/kinds.ts';
import { stateOf as stateOfTestimony } from '../../../electron/core/records/testimonies.ts';
import { fieldInWords } from '../../../renderer/kit/fields-in-words.ts';
import { canonicalText, type Json } from '../../../shared/ledger/canonical.ts';
import { type Language, resources } from '../../../shared/locales/index.ts';
import { agreementFields } from '../../../shared/model/agreement.ts';
import * as coding from '../../../shared/model/coding.ts';
import { consentFields } from '../../../shared/model/consent.ts';
import { deviceFields } from '../../../shared/model/device.ts';
import { facilityFields, notificationFields, siteFields } from '../../../shared/model/facility.ts';
import { incidentFields } from '../../../shared/model/incident.ts';
import { testimonyFields } from '../../../shared/model/testimony.ts';
import { attackTypes } from '../../../shared/model/vocabulary.ts';
import { type InWords, valueInWords } from '../../../shared/report/values.ts';

function wordsOf(language: Language): InWords {
  const i18n = createInstance();
  void i18n.init({ lng: language, nsSeparator: false, resources, initAsync: false });
  return {
    say: (key) => (i18n.exists(key) ? i18n.t(key as 'kit.none') : null),
    when: (edtf) => `«${edtf.replaceAll(/[^0-9]/g, ' ').trim()}»`,
    language: (tag) => i18n.t(`spoken.${tag as 'ar'}`),
  };
}
const text = (value: Json): string => (typeof value === 'string' ? value : canonicalText(value));
const record = 'a'.repeat(32).replaceAll('a', '1');
const place = { name: 'بلدة', precision: 'settlement', point: { latitude: '36.2', longitude: '37.1' } };
const when = { edtf: '2016-04-27~', words: 'بعد العشاء' };
const party = { name: 'طرف', organisation: record };

/** Everything that can be said, in words of nobody's alphabet but the reader's. */
const samples = {
  incident: stateOf(
    'incident',
    incidentFields.parse({
      ...{ title: 'حادثة', facility: 'مشفى', place, when, account: 'رواية', certainty: 'probable' },
      attackTypes: [...attackTypes],
      impacts: [
        {
          ...{ when, place, facility: record, site: record, weapons: [...coding.sindWeapons], weapon: 'سلاح' },
          ...{ hit: 'طابق', secondstrike: 'yes', source: 'شاهد' },
        },
      ],
      harm: coding.harms.map((harm) => ({ group: 'patient', harm, lowest: 1, best: 2, highest: 3, source: 'شاهد' })),
      attributions: coding.sindPerpetrators
        .map((perpetrator) => ({
          ...{ perpetrator, name: 'جهة', basis: 'صور', confidence: 'high', analyst: 'محلل' },
          ...{ alternatives: ['أخرى'], against: 'لا شيء' },
        }))
        .slice(0, 10),
      functionality: { before: 'full', after: 'none', source: 'شاهد' },
      services: { interrupted: [...coding.healthServices], words: 'كلها' },
      military: { presence: 'seen', use: 'denied', source: 'شاهد' },
      intent: coding.intentSigns
        .slice(0, 30)
        .map((sign) => ({ sign, state: coding.observedStates[0], source: 'شاهد' })),
      definitions: [...coding.definitions],
      ssa: { id: '1', resources: [...coding.ssaResources], facilitytype: 'مشفى' },
      sind: {
        ...{ id: '2', perpetrators: [...coding.sindPerpetrators], weapons: [...coding.sindWeapons] },
        ...{ locations: [...coding.sindLocations], precision: coding.sindPrecisions[0], accessdenied: 'yes' },
        ...{ captivity: [...coding.sindCaptivities], flags: [...coding.sindFlags] },
        counts: Object.fromEntries(coding.sindCounts.map((count) => [count, 2])),
      },
      context: { control: 'مجلس', siege: coding.siegeStates[1], truces: [record], source: 'شاهد' },
    }),
  ),
  facility: facilityFields.parse({
    names: [{ text: 'مشفى', language: 'ar', use: 'former' }],
    ...{
      category: 'hospital',
      runby: [party],
      identifiers: [{ system: 'قائمة', value: '7' }],
      serves: 'حي',
      note: 'ملاحظة',
    },
  }),
  site: siteFields.parse({
    ...{ facility: record, when, mode: 'underground', place, movedfrom: record },
    ...{ functionality: 'partial', emblem: 'hidden', source: 'شاهد', note: 'ملاحظة' },
  }),
  notification: notificationFields.parse({
    ...{ facility: record, when, coordinates: '36 37', point: place.point, sender: party },
    ...{ addressees: [party], reached: [party], acknowledged: 'yes', acknowledgement: { when, by: 'محلل' } },
  }),
  agreement: agreementFields.parse({
    ...{ title: 'هدنة', category: 'ceasefire', parties: [party], excluded: [party], areas: [place] },
    ...{ begins: when, ends: when, terms: 'شروط' },
  }),
  device: deviceFields.parse({ title: 'كاميرا', category: 'camera' }),
  consent: consentFields.parse({
    ...{ state: 'given', asked: '2016-05-01', explained: ['purpose', 'court keeps it'], audiences: ['court', 'media'] },
    ...{ purposes: ['criminal case'], anonymise: ['name', 'voice'], recording: 'agreed', renew: null, wishes: '' },
    conditions: { noDeathPenalty: true, askAgain: true, notStates: [], words: 'شرط' },
    obtained: { by: 'محلل', how: ['signed', 'through an interpreter'], witness: 'ممرض' },
    child: { assent: 'given', guardian: 'none there' },
    withdrawal: { on: '2016-06-01', reach: 'all use', how: 'spoken', words: 'كلمات' },
  }),
  testimony: stateOfTestimony(
    testimonyFields.parse({
      ...{ witness: 'أرزة', language: 'ar', incident: record, recording: 'agreed', form: 'full statement' },
      consent: { state: 'given', audiences: ['court', 'un_mechanism'], conditions: '', explained: true },
      paragraphs: [{ text: 'قال', basis: 'was told', toldBy: 'جار' }],
      earlier: { answer: 'somebody', accounts: [{ by: 'جهة', when, where: 'مكتب' }], why: 'سبب' },
      interview: { when, way: 'by telephone', by: 'محلل', interpreting: 'an interpreter', place: 'غرفة' },
      readBack: { outcome: 'confirmed after changes', by: 'محلل', when, language: 'ar', changes: 'تاريخ', why: '' },
      support: [{ need: 'medical', outcome: 'offered', to: 'عيادة', note: 'ملاحظة' }],
    }),
  ),
} as unknown as Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** Names of standards and of organisations stay in their own letters. */
const ownLetters = /\b(WHO|SSA|SiND|SHCC|PHR|SAMS|COVID|COVID-19|HIV|EMS|RPG|GPS|IED|VBIED|SVIED|RCIED)\b/g;
const rawIn = (shown: string) => shown.replaceAll(ownLetters, '').match(/[A-Za-z]{2,}/g);

describe.each(Object.keys(samples))('the history of a %s', (kind) => {
  const how = wordsOf('ar');
  const fields = Object.entries(samples[kind] ?? {});

  it('says each value in the reader’s words', () => {
    const raw = fields.flatMap(([field, value]) => {
      const shown = valueInWords(field, text(value), how);
      return rawIn(shown) === null ? [] : [`${field}: ${rawIn(shown)?.join(' ')}`];
    });
    expect(raw).toEqual([]);
  });

  it('calls each field by a name in the reader’s words', () => {
    expect(fields.map(([field]) => fieldInWords(field, how)).filter((name) => rawIn(name) !== null)).toEqual([]);
  });
});

describe('a value of a history', () => {
  const how = wordsOf('en');

  it('takes nothing for a code that somebody wrote, though it is a word of a list', () => {
    expect(valueInWords('facility', 'other', how)).toBe('other');
    expect(valueInWords('attribution.1', '{"name":"full","basis":"none"}', how)).toContain('full');
  });

  it('says times and places as everywhere else', () => {
    expect(valueInWords('impact.2.when', text(when), how)).toBe('«2016 04 27» · بعد العشاء');
    expect(valueInWords('impact.2.place', text(place), how)).toContain('36.2, 37.1');
  });

  it('shows what it can’t read as it is', () => {
    expect(valueInWords('account', '{ not JSON', how)).toBe('{ not JSON');
  });
});
