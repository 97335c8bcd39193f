/** Why a prompt cannot be made here. */
export type Refusal = {
  readonly reason: 'minors' | 'sexual_violence' | 'weapons' | 'hate' | 'personal_data';
  /** The words to rephrase, as they were written. */
  readonly passage: string;
};

const MINOR = String.raw`(?:child(?:ren)?|kids?|minors?|teen(?:ager)?s?|toddlers?|enfants?|mineure?s?|fillettes?|garçonnets?|ados?|adolescent(?:e)?s?|bébés?)`;
const SEXUAL = String.raw`(?:nude|naked|sexual(?:ly)?|porn(?:o|ographic|ographique)?|erotic|nue?s?(?!-)|sexuel(?:le)?s?|érotiques?)`;
/** Up to this many characters may stand between two words that are refused together. */
const NEAR = '.{0,60}?';

/** Plain rules in both languages: few, about clear harm, and open to read. An outside judge may be put in front by config. */
const RULES: readonly { readonly reason: Refusal['reason']; readonly pattern: RegExp }[] = [
  { reason: 'minors', pattern: words(`${MINOR}${NEAR}${edge(SEXUAL)}|${SEXUAL}${NEAR}${edge(MINOR)}`) },
  {
    reason: 'sexual_violence',
    pattern: words(String.raw`(?:rape|gang[- ]?rape|viol(?:er)? (?:collectif|une (?:femme|fille)|un (?:homme|garçon))|revenge porn)`),
  },
  {
    reason: 'weapons',
    pattern: words(
      String.raw`(?:how to |instructions? (?:to|for) |comment |recette (?:pour|d['’]) ?)(?:make|build|making|building|fabriquer|construire|une|un|a|an)?\s*(?:(?:a|an|une|un|des|du|de la)\s)?(?:pipe |dirty |nail )?(?:bombs?|bombes?|explosifs?|explosives?|sarin|ricine?|nerve agent|napalm)`,
    ),
  },
  {
    reason: 'hate',
    pattern: words(String.raw`(?:kill|exterminate|gas|tuer|exterminer|gazer) (?:all|every|tous|toutes) (?:the |les )?\p{L}+s`),
  },
  { reason: 'personal_data', pattern: words(String.raw`(?:\d[ -]?){15}\d`) },
];

/** The first rule that a prompt breaks, or null. */
export function moderate(prompt: string): Refusal | null {
  const text = prompt.normalize('NFC');
  for (const { reason, pattern } of RULES) {
    const match = pattern.exec(text);
    if (match) return { reason, passage: match[0].trim() };
  }
  return null;
}

/** `\b` knows no accents: a word ends where no letter or digit follows. */
function words(body: string): RegExp {
  return new RegExp(edge(body), 'isu');
}

function edge(body: string): string {
  return String.raw`(?<![\p{L}\p{N}])(?:${body})(?![\p{L}\p{N}])`;
}
