import type { Lang } from '@oto/schema/base/lang';

/** The phases that queue and built-in engines report, in the words written on a pencil note. */
const LINES: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  queued: { fr: 'en attente', en: 'queued' },
  starting: { fr: 'on commence', en: 'starting' },
  thinking: { fr: 'réflexion', en: 'thinking' },
  writing: { fr: 'écriture', en: 'writing' },
  composing: { fr: 'composition', en: 'composing' },
  painting: { fr: 'peinture', en: 'painting' },
  drawing: { fr: 'dessin', en: 'drawing' },
  filming: { fr: 'tournage', en: 'filming' },
  rendering: { fr: 'rendu', en: 'rendering' },
  encoding: { fr: 'mise au format', en: 'encoding' },
  speaking: { fr: 'voix', en: 'speaking' },
  converting: { fr: 'changement de voix', en: 'changing the voice' },
  loading: { fr: 'mise en route', en: 'warming up' },
  waiting: { fr: 'le moteur attend', en: 'engine waiting' },
  uploading: { fr: 'envoi', en: 'sending' },
  finishing: { fr: 'finitions', en: 'finishing' },
};

/** One short line; an outside engine's own word is shown as it is. No phase yet: queued. */
export function ghostLine(phase: string | undefined, lang: Lang): string {
  return LINES[phase ?? 'queued']?.[lang] ?? phase ?? '';
}
