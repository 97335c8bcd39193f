/** A vowel sound that elides what comes before it: h is read as mute save in the usual aspirated words. */
const VOWEL =
  /^(?:[aeiouyàâäéèêëîïôöùûüœæ]|h(?!a(?:che|ie|ine|mac|meau|nche|ricot|ut|bit à part|rpe|sard)|éros|ibou|érisson|omard|olland|ors|uit|urle|ockey|amster))/iu;
const NO_ELISION = /^(?:oui|onze|ouistiti|yaourt|yéti|yoga|yacht|yeti)/iu;

export function elides(word: string): boolean {
  return VOWEL.test(word) && !NO_ELISION.test(word);
}
