import type { Lang } from '@oto/schema/base/lang';
import { withDe } from '@oto/gpu-worker/engine/builtin/text/french';
import { capital } from '@oto/gpu-worker/engine/builtin/text/template';
import { shapeTopic } from '@oto/gpu-worker/engine/builtin/text/topic';
import { pick, type Random } from '../draw.ts';

type Form = (topic: string) => string;

const frenchOf = (topic: string): string => withDe(shapeTopic(topic, 'fr', topic));

/** Prompts as people type them, for texts and for pictures. */
const TEXT: { readonly [L in Lang]: readonly Form[] } = {
  fr: [
    (topic) => `Écris un poème sur ${topic}`,
    (topic) => `Un haïku sur ${topic}`,
    (topic) => `Raconte l’histoire ${frenchOf(topic)}`,
    (topic) => `Une lettre à propos ${frenchOf(topic)}`,
    (topic) => `Un conte pour enfants sur ${topic}`,
    (topic) => `Cinq idées autour ${frenchOf(topic)}`,
    (topic) => `Un dialogue sur ${topic}`,
    (topic) => `Quelques lignes sur ${topic}`,
    (topic) => `Trois slogans pour ${topic}`,
    (topic) => `Une chanson sur ${topic}`,
  ],
  en: [
    (topic) => `Write a poem about ${topic}`,
    (topic) => `A haiku about ${topic}`,
    (topic) => `Tell the story of ${topic}`,
    (topic) => `A letter about ${topic}`,
    (topic) => `A tale for children about ${topic}`,
    (topic) => `Five ideas about ${topic}`,
    (topic) => `A dialogue about ${topic}`,
    (topic) => `A few lines about ${topic}`,
    (topic) => `Three slogans for ${topic}`,
    (topic) => `A song about ${topic}`,
  ],
};
const PICTURE: { readonly [L in Lang]: readonly Form[] } = {
  fr: [
    (topic) => capital(topic),
    (topic) => `Dessine ${topic}`,
    (topic) => `Une aquarelle : ${topic}`,
    (topic) => `${capital(topic)}, comme dans un vieux livre`,
    (topic) => `Un souvenir ${frenchOf(topic)}`,
    (topic) => `${capital(topic)}, de très loin`,
  ],
  en: [
    (topic) => capital(topic),
    (topic) => `Draw ${topic}`,
    (topic) => `A watercolour: ${topic}`,
    (topic) => `${capital(topic)}, as in an old book`,
    (topic) => `A memory of ${topic}`,
    (topic) => `${capital(topic)}, seen from afar`,
  ],
};
const TITLES: { readonly [L in Lang]: readonly Form[] } = {
  fr: [
    (topic) => capital(topic),
    (topic) => `Étude ${frenchOf(topic)}`,
    (topic) => `Pour ${topic}`,
    (topic) => `${capital(topic)}, esquisse`,
    (topic) => `Carnet : ${topic}`,
    (topic) => `Encore ${topic}`,
  ],
  en: [
    (topic) => capital(topic),
    (topic) => `Study of ${topic}`,
    (topic) => `For ${topic}`,
    (topic) => `${capital(topic)}, a sketch`,
    (topic) => `Notebook: ${topic}`,
    (topic) => `Once more ${topic}`,
  ],
};
/** Names that people write on their strings. */
const TIES: { readonly [L in Lang]: readonly string[] } = {
  fr: ['même rue', 'à relire', 'la suite ?', 'réponse', 'vu ensemble', 'comme chez toi', 'd’après', 'même lumière', 'à voir', 'merci'],
  en: [
    'same street',
    'read again',
    'what next?',
    'an answer',
    'seen together',
    'like yours',
    'after',
    'same light',
    'have a look',
    'thank you',
  ],
};
const TITLE_MAX = 80;

export function textPrompt(random: Random, lang: Lang, topic: string): string {
  return pick(random, TEXT[lang])(topic);
}

export function picturePrompt(random: Random, lang: Lang, topic: string): string {
  return pick(random, PICTURE[lang])(topic);
}

export function titleFor(random: Random, lang: Lang, topic: string): string {
  return pick(random, TITLES[lang])(topic).slice(0, TITLE_MAX);
}

export function tieName(random: Random, lang: Lang): string {
  return pick(random, TIES[lang]);
}
