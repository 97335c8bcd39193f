import type { VerifyReport } from '@oto/schema/contract/provenance';

/**
 * What may be said of a file whose bytes are not known, strongest first.
 * `ours`: our signature, over these very bytes. `altered`: our signature, but the file was changed since.
 * `foreign`: a credential of somebody else, which we cannot vouch for. `claim`: it only says so of itself.
 */
export type Verdict = 'ours' | 'altered' | 'foreign' | 'claim' | 'nothing';

export function verdictOf(report: Pick<VerifyReport, 'sourceType' | 'credential'>): Verdict {
  const { credential } = report;
  if (credential?.ours === true) return credential.intact ? 'ours' : 'altered';
  if (credential !== null) return 'foreign';
  return report.sourceType === null ? 'nothing' : 'claim';
}

/** IPTC's words for how media came to be that the page has words for; any other is shown as written. */
export const SOURCE_TYPES = [
  'trainedAlgorithmicMedia',
  'algorithmicMedia',
  'compositeWithTrainedAlgorithmicMedia',
  'compositeSynthetic',
  'algorithmicallyEnhanced',
  'digitalCapture',
  'digitalCreation',
  'digitalArt',
  'humanEdits',
  'minorHumanEdits',
] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

/** The last word of its address, `http://cv.iptc.org/newscodes/digitalsourcetype/<word>`. */
export function sourceTypeOf(address: string): { readonly known: SourceType } | { readonly other: string } {
  const word = address.slice(address.lastIndexOf('/') + 1);
  const known = SOURCE_TYPES.find((one) => one === word);
  return known === undefined ? { other: word === '' ? address : word } : { known };
}
