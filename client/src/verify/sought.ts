import type { ProvenanceRecord, VerifyReport } from '@oto/schema/contract/provenance';
import type { FailureCode } from '../api/http.ts';
import { fingerprint, MOST_BYTES, textFingerprint, textVariants, Unreadable } from './fingerprint.ts';
import type { Page } from './page-context.ts';

/** The most bytes POST /api/verify takes. */
export const MOST_SENT = 25_000_000;
/** A file this long may still be a text whose lines were written down otherwise. */
const MOST_TEXT = 2_000_000;

/** What somebody wants to know the origin of. */
export type Sought =
  | { readonly from: 'file'; readonly file: File; readonly pasted: boolean }
  | { readonly from: 'text'; readonly text: string }
  /** An address that names a fingerprint. */
  | { readonly from: 'link'; readonly sha256: string };

export type Problem =
  | { readonly code: 'unreadable' | 'tooLarge' | 'empty' | 'link' }
  | { readonly code: 'refused'; readonly failure: FailureCode; readonly at: 'asking' | 'sending' };

export type Stage =
  | { readonly type: 'waiting' }
  | { readonly type: 'reading'; readonly read: number; readonly of: number }
  | { readonly type: 'asking' }
  | { readonly type: 'known'; readonly sha256: string; readonly records: readonly ProvenanceRecord[] }
  | { readonly type: 'unknown'; readonly sha256: string }
  | { readonly type: 'sending'; readonly sha256: string }
  | { readonly type: 'told'; readonly report: VerifyReport }
  | { readonly type: 'problem'; readonly problem: Problem; readonly sha256?: string };

/** A link's fingerprint, in lower case; null when it is none. */
export function linkedFingerprint(search: string): string | null {
  return new URLSearchParams(search).get('sha256');
}

export function isFingerprint(text: string): boolean {
  return /^[0-9a-f]{64}$/i.test(text);
}

/**
 * Makes the fingerprint and asks about it; the last stage is `known`, `unknown` or `problem`, or
 * nothing once `signal` is aborted. Only the fingerprint leaves the device.
 */
export async function seek(sought: Sought, routes: Page['routes'], signal: AbortSignal, onStage: (stage: Stage) => void): Promise<void> {
  const tell = (stage: Stage): void => void (signal.aborted || onStage(stage));
  try {
    const prints = await printsOf(sought, signal, tell);
    if (prints === null) return;
    tell({ type: 'asking' });
    for (const sha256 of prints) {
      const answer = await routes.provenance(sha256);
      if (!answer.ok) {
        tell({ type: 'problem', problem: { code: 'refused', failure: answer.failure.code, at: 'asking' } });
        return;
      }
      if (answer.value.records.length > 0) {
        tell({ type: 'known', sha256, records: answer.value.records });
        return;
      }
    }
    tell({ type: 'unknown', sha256: prints[0] });
  } catch (error) {
    if (!(error instanceof Unreadable) && !signal.aborted) throw error;
    tell({ type: 'problem', problem: { code: 'unreadable' } });
  }
}

/** The file itself is read by the server for the marks it carries. */
export async function readMarks(file: File, sha256: string, routes: Page['routes'], signal: AbortSignal, onStage: (stage: Stage) => void) {
  const tell = (stage: Stage): void => void (signal.aborted || onStage(stage));
  tell({ type: 'sending', sha256 });
  const answer = await routes.readMarks(file);
  if (!answer.ok) tell({ type: 'problem', problem: { code: 'refused', failure: answer.failure.code, at: 'sending' }, sha256 });
  else if (answer.value.records.length > 0) tell({ type: 'known', sha256: answer.value.sha256, records: answer.value.records });
  else tell({ type: 'told', report: answer.value });
}

type Prints = readonly [string, ...string[]];

async function printsOf(sought: Sought, signal: AbortSignal, tell: (stage: Stage) => void): Promise<Prints | null> {
  const problem = (code: 'tooLarge' | 'empty' | 'link'): null => {
    tell({ type: 'problem', problem: { code } });
    return null;
  };
  if (sought.from === 'link') return isFingerprint(sought.sha256) ? [sought.sha256.toLowerCase()] : problem('link');
  if (sought.from === 'text') {
    const [exact, ...others] = await printsOfText(sought.text);
    return exact === undefined ? problem('empty') : [exact, ...others];
  }
  const { file } = sought;
  if (file.size === 0) return problem('empty');
  if (file.size > MOST_BYTES) return problem('tooLarge');
  tell({ type: 'reading', read: 0, of: file.size });
  const exact = await fingerprint(file, (read) => tell({ type: 'reading', read, of: file.size }), signal);
  if (!file.type.startsWith('text/') || file.size > MOST_TEXT) return [exact];
  const others = await printsOfText(await file.text());
  return [exact, ...others.filter((print) => print !== exact)];
}

function printsOfText(text: string): Promise<readonly string[]> {
  return Promise.all(textVariants(text).map(textFingerprint));
}
