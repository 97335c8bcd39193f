export const INTENTS = [
  'haiku',
  'poem',
  'song',
  'story',
  'ideas',
  'plan',
  'summary',
  'letter',
  'dialogue',
  'slogan',
  'recipe',
  'explanation',
  'wishes',
  'reply',
  'musing',
] as const;
export type Intent = (typeof INTENTS)[number];

/** Accents removed, lower case: patterns are written so. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

const PATTERNS: readonly (readonly [Exclude<Intent, 'musing' | 'reply'>, RegExp])[] = [
  ['haiku', /\bhaikus?\b/],
  [
    'song',
    /\bchansons?\b|\bsongs?\b|\bcomptines?\b|\bberceuses?\b|\blullab(?:y|ies)\b|\bnursery rhymes?\b|\brefrains?\b|\bparoles de\b|\blyrics\b/,
  ],
  [
    'poem',
    /\bpoe(?:me|mes|m|ms|sie|try|tique|te|t)\b|\bsonnets?\b|\bstrophes?\b|\bverses?\b|\brimes?\b|\brhymes?\b|\bballades?\b|\bodes?\b/,
  ],
  ['dialogue', /\bdialogues?\b|\bconversations?\b|\bsaynetes?\b|\bscene entre\b|\bsketch\b/],
  ['letter', /\blettres?\b|\bletters?\b|\bmots? doux\b|\bcartes? postales?\b|\bpostcards?\b|\be-?mails?\b|\bcourriers?\b|\bmail\b/],
  ['recipe', /\brecettes?\b|\brecipes?\b/],
  ['slogan', /\bslogans?\b|\bdevises?\b|\bmottos?\b|\btaglines?\b|\baccroches?\b/],
  ['summary', /\bresum\w*|\bsummar\w*|\bsynthes\w*|\btl;?dr\b|\bessentiel d[eu]\b|\bplus court\b|\bshorter\b/],
  ['ideas', /\bidees?\b|\bideas?\b|\bbrainstorm\w*|\bsuggestions?\b|\bpistes\b|\blistes?\b|\blists?\b|\binspirations?\b/],
  [
    'wishes',
    /\banniversaires?\b|\bbirthdays?\b|\bbonne annee\b|\bhappy new year\b|\bjoyeux noel\b|\bmerry christmas\b|\bvoeux\b|\bbest wishes\b|\bfelicit\w*|\bcongratulat\w*|\bbon courage\b|\bbon retablissement\b|\bget well\b|\bbonne (?:fete|retraite|chance)\b|\bgood luck\b/,
  ],
  [
    'explanation',
    /\bexpli\w*|\bexplain\w*|\bc['’ ]?est quoi\b|\bqu['’ ]?est[- ]ce (?:que|qu)\b|\bcomment (?:marche|fonctionne|ca marche)\w*|\bwhat (?:is|are)\b|\bhow (?:does|do)\b|\bpourquoi\b|\bwhy\b|\bdefini\w*|\bvulgaris\w*/,
  ],
  [
    'plan',
    /\bplans?\b|\betapes\b|\bsteps\b|\broadmap\b|\bprogramme\b|\bcomment \w+(?:er|ir|re)\b|\bhow to\b|\bchecklist\b|\bto-?do\b|\btutoriel?\b|\btutorial\b|\bmode d['’ ]emploi\b/,
  ],
  [
    'story',
    /\bhistoires?\b|\bstor(?:y|ies)\b|\bcontes?\b|\bconteu\w*|\btales?\b|\braconte\w*|\bfables?\b|\blegendes?\b|\blegends?\b|\bnouvelle\b|\brecits?\b|\bstoryteller\b|\bil etait une fois\b|\bonce upon a time\b/,
  ],
];
/** Somebody says something about himself or asks: an answer, not a topic. */
const SAID = /^(?:j['’]|je |tu |on |nous |vous |i |i['’]m |you |we |dois-je|should i|est-ce que|suis-je|am i|ai-je|do i )/;

/** What is asked: by the prompt first, else by the agent's own instructions. The earliest word wins. */
export function findIntent(prompt: string, instructions: string): Intent {
  return (
    namedIntent(prompt.slice(0, 400)) ?? namedIntent(instructions.slice(0, 600)) ?? (SAID.test(plain(prompt).trim()) ? 'reply' : 'musing')
  );
}

/** The form whose word comes first in a text; null when none is named. */
export function namedIntent(text: string): Intent | null {
  const sample = plain(text);
  let best: { at: number; intent: Intent } | null = null;
  for (const [intent, pattern] of PATTERNS) {
    const at = sample.search(pattern);
    if (at >= 0 && (best === null || at < best.at)) best = { at, intent };
  }
  return best?.intent ?? null;
}
