import { z } from 'zod';
import type { Credentials } from '../../../../shared/model/credentials.ts';
import { isProductName } from './groups.ts';
import { type RawTag, wellFormed } from './tags.ts';

/** What the C2PA project's library says of Content Credentials: it has read hostile bytes, so what it says is parsed like anything else from outside. */

const text = z.string().max(100_000);
const code = z.looseObject({ code: text });

const report = z.looseObject({
  active_manifest: text.nullish(),
  manifests: z.record(
    z.string(),
    z.looseObject({
      claim_generator: text.nullish(),
      claim_generator_info: z.array(z.looseObject({ name: text, version: text.nullish() })).nullish(),
      title: text.nullish(),
      assertions: z.array(z.looseObject({ label: text, data: z.unknown() })).nullish(),
      signature_info: z
        .looseObject({ issuer: text.nullish(), common_name: text.nullish(), time: text.nullish() })
        .nullish(),
    }),
  ),
  validation_results: z.looseObject({ activeManifest: z.looseObject({ failure: z.array(code) }).nullish() }).nullish(),
  validation_state: z.enum(['Invalid', 'Valid', 'Trusted']),
});

/** Who signed can't be judged without a list of trusted signers, and that there is none here is no fault of the file. */
const aboutTrust = /^signingCredential\.(untrusted|ocsp)|^timeStamp\.untrusted/;

const actions = z.looseObject({ actions: z.array(z.looseObject({ action: text, digitalSourceType: text.nullish() })) });

const mostFailures = 20;

export type CredentialsFound = { readonly credentials: Credentials; readonly tags: readonly RawTag[] };

/** @param json what the library says of a manifest store. Throws where it says nothing of the kind. */
export function readReport(json: string, kept: Pick<Credentials, 'bytes' | 'sha256'>): CredentialsFound {
  const said = report.parse(JSON.parse(json));
  const manifest = said.manifests[said.active_manifest ?? ''];
  const [program] = manifest?.claim_generator_info ?? [];
  const generator =
    program === undefined ? (manifest?.claim_generator ?? '') : [program.name, program.version ?? ''].join(' ').trim();
  const done = (manifest?.assertions ?? []).flatMap(({ data }) => {
    const list = actions.safeParse(data);
    return list.success ? list.data.actions : [];
  });
  const values = {
    ClaimGenerator: generator,
    Title: manifest?.title ?? '',
    SignatureIssuer: manifest?.signature_info?.issuer ?? '',
    SignatureCommonName: manifest?.signature_info?.common_name ?? '',
    SignatureTime: manifest?.signature_info?.time ?? '',
    Actions: done.map(({ action }) => action).join('; '),
    DigitalSourceType: done.map(({ digitalSourceType }) => digitalSourceType ?? '').find((value) => value !== '') ?? '',
    Assertions: (manifest?.assertions ?? []).map(({ label }) => label).join('; '),
  };
  const failures = (said.validation_results?.activeManifest?.failure ?? [])
    .map((failure) => failure.code)
    .filter((each) => !aboutTrust.test(each) && isProductName(each));
  const faulty = said.validation_state === 'Invalid' || failures.length > 0;
  return {
    credentials: {
      ...kept,
      generator: isProductName(generator) ? generator : null,
      manifests: Object.keys(said.manifests).length,
      outcome: faulty ? 'faulty' : 'bytes match',
      failures: [...new Set(failures)].slice(0, mostFailures),
    },
    tags: Object.entries(values).flatMap(([name, value]) =>
      value === '' ? [] : [{ name: `C2PA:${name}`, value: wellFormed(value) }],
    ),
  };
}
