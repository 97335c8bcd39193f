import type { Lang } from '@oto/schema/base/lang';

/** The phases that workers report, in the words written on a pencil note. */
const LINES: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  queued: { fr: 'en attente', en: 'queued' },
  starting: { fr: 'on commence', en: 'starting' },
  loading: { fr: 'préparation', en: 'getting ready' },
  text: { fr: 'écriture', en: 'writing' },
  image: { fr: 'dessin', en: 'drawing' },
  video: { fr: 'tournage', en: 'filming' },
  voice: { fr: 'enregistrement', en: 'recording' },
  uploading: { fr: 'envoi', en: 'sending' },
  finishing: { fr: 'finitions', en: 'finishing' },
};
const UNDER_WAY: Readonly<Record<Lang, string>> = { fr: 'en cours', en: 'under way' };

/** One short line; a phase without words of ours is simply under way. No phase yet: queued. */
export function ghostLine(phase: string | undefined, lang: Lang): string {
  return (LINES[phase ?? 'queued'] ?? UNDER_WAY)[lang];
}
