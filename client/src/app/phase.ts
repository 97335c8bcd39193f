import type { Key, Translate } from '../i18n/language.ts';

/** Phases that the built-in engines and the queue report; an outside engine's own word is shown as it is. */
const PHASES = [
  'queued',
  'starting',
  'waiting',
  'loading',
  'writing',
  'composing',
  'painting',
  'drawing',
  'rendering',
  'filming',
  'encoding',
  'speaking',
  'uploading',
  'finishing',
  'thinking',
] as const;
type Phase = (typeof PHASES)[number];

export function phaseText(t: Translate, phase: string): string {
  const known = PHASES.find((name) => name === phase);
  return known === undefined ? phase : t(`phase.${known satisfies Phase}` as Key);
}
