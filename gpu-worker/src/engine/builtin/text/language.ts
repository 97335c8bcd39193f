import type { Lang } from '@oto/schema/base/lang';

const FRENCH =
  /(?<![\p{L}'’])(?:le|la|les|un|une|des|du|de|et|sur|pour|avec|dans|qui|que|est|au|aux|mon|ma|mes|ton|ta|notre|écris|ecris|fais|donne|raconte|moi|idées|poème|histoire|lettre|plan d|résume|joyeux|joyeuse|anniversaire|bonne|bonjour|merci|noël|comment|pourquoi|quoi|chanson|recette|voix|je|tu|il|elle|nous|vous|pas|plus)(?![\p{L}])|(?<!\p{L})(?:[ldjmnstc]|qu)['’]\p{L}/giu;
const ENGLISH =
  /(?<![\p{L}'’])(?:the|a|an|of|and|on|for|with|in|who|that|is|are|my|your|our|write|make|give|tell|me|about|ideas|poem|story|letter|summary|summarise|summarize|how|what|why|happy|birthday|thank|thanks|please|song|recipe|explain|i|you|he|she|we|they|not|to|at|by|from)(?![\p{L}'’])/giu;
const ACCENTED = /[àâçéèêëîïôûùœ]/giu;

/** French or English by function words and accents; the hint decides a tie. */
export function detectLanguage(text: string, hint: Lang): Lang {
  const sample = text.slice(0, 2000);
  const french = (sample.match(FRENCH)?.length ?? 0) + (sample.match(ACCENTED)?.length ?? 0);
  const english = sample.match(ENGLISH)?.length ?? 0;
  if (french === english) return hint;
  return french > english ? 'fr' : 'en';
}
