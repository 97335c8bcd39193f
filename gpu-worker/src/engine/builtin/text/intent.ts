export const INTENTS = ['haiku', 'poem', 'story', 'ideas', 'plan', 'summary', 'letter', 'dialogue', 'slogan', 'recipe', 'musing'] as const;
export type Intent = (typeof INTENTS)[number];

/** Accents removed, lower case: patterns are written so. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

const PATTERNS: readonly (readonly [Exclude<Intent, 'musing'>, RegExp])[] = [
  ['haiku', /\bhaikus?\b/],
  [
    'poem',
    /\bpoe(?:me|mes|m|ms|sie|try|tique|te|t)\b|\bsonnet\b|\bchansons?\b|\bsongs?\b|\bstrophes?\b|\bverses?\b|\brimes?\b|\brhymes?\b|\bcomptines?\b|\bballade?s?\b/,
  ],
  ['dialogue', /\bdialogues?\b|\bconversations?\b|\bsaynete\b|\bscene entre\b/],
  ['letter', /\blettres?\b|\bletters?\b|\bmot doux\b|\bcarte postale\b|\bpostcards?\b|\be-?mails?\b|\bcourrier\b/],
  ['recipe', /\brecettes?\b|\brecipes?\b/],
  ['slogan', /\bslogans?\b|\bdevises?\b|\bmottos?\b|\btaglines?\b|\baccroches?\b/],
  ['summary', /\bresum\w*|\bsummar\w*|\bsynthes\w*|\btl;?dr\b|\bessentiel de\b/],
  ['ideas', /\bidees?\b|\bideas?\b|\bbrainstorm\w*|\bsuggestions?\b|\bpistes\b|\binspirations?\b/],
  [
    'plan',
    /\bplans?\b|\betapes\b|\bsteps\b|\broadmap\b|\bprogramme\b|\bcomment (?:faire|organiser|preparer|lancer|reussir)\b|\bhow to\b|\bchecklist\b|\bto-?do\b/,
  ],
  [
    'story',
    /\bhistoires?\b|\bstor(?:y|ies)\b|\bcontes?\b|\bconteu\w*|\btales?\b|\braconte\w*|\bfables?\b|\blegendes?\b|\blegends?\b|\bnouvelle\b|\brecits?\b|\bstoryteller\b/,
  ],
];

/** What is asked: by the prompt first, else by the agent's own instructions. The earliest word wins. */
export function findIntent(prompt: string, instructions: string): Intent {
  return firstIntent(prompt.slice(0, 400)) ?? firstIntent(instructions.slice(0, 600)) ?? 'musing';
}

function firstIntent(text: string): Intent | null {
  const sample = plain(text);
  let best: { at: number; intent: Intent } | null = null;
  for (const [intent, pattern] of PATTERNS) {
    const at = sample.search(pattern);
    if (at >= 0 && (best === null || at < best.at)) best = { at, intent };
  }
  return best?.intent ?? null;
}
