/** Names under which a secret, or an address that is nobody's business, could reach a log line. */
export const SECRET_NAMES = [
  'password',
  'secret',
  'secretKey',
  'clientSecret',
  'webhookSecret',
  'authSecret',
  'token',
  'workerToken',
  'accessToken',
  'refreshToken',
  'idToken',
  'cookie',
  'set-cookie',
  'authorization',
  'stripe-signature',
  'apiKey',
  'signingKey',
  'privateKey',
  'secretAccessKey',
  'invitation',
  'databaseUrl',
  'connectionString',
  'email',
] as const;

export const CENSORED = '[redacted]';

const SECRETS = new Set<string>(SECRET_NAMES.map((name) => name.toLowerCase()));

export function isSecretName(name: string): boolean {
  return SECRETS.has(name.toLowerCase());
}

/** Values that are secrets whatever they are called: passes and tokens, the password of an address, keys of ours and of Stripe. */
const SECRET_VALUES: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, CENSORED],
  [/\b(Bearer|Basic) +[\w.~+/=-]{8,}/gi, `$1 ${CENSORED}`],
  [/(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]{0,200}:)[^\s@/]{1,500}@/gi, `$1${CENSORED}@`],
  [/\b(?:sk|rk|whsec|oto)_[\w-]{12,}/g, CENSORED],
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, CENSORED],
];

const TEXT_MAX = 2000;
/** Of a secret, characters. */
const SECRET_MAX = 1000;
const DEPTH_MAX = 5;
const ENTRIES_MAX = 50;

/** The text without what looks like a secret or a mail address, cut to 2,000 characters. */
export function scrubText(text: string): string {
  // Further than is kept: of a secret that the cut would halve, half would not be known.
  let clean = text.slice(0, TEXT_MAX + SECRET_MAX);
  for (const [pattern, instead] of SECRET_VALUES) clean = clean.replace(pattern, instead);
  if (clean.length > TEXT_MAX) clean = `${clean.slice(0, TEXT_MAX)}…`;
  // PostgreSQL's text takes no NUL, and its JSON no half of a character, as the cut may leave.
  return clean.replaceAll('\u0000', '').toWellFormed();
}

/** The same of every text in a JSON value; what stands under a secret's name goes. At most 5 levels and 50 entries a level are kept. */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEPTH_MAX) return '…';
  if (Array.isArray(value)) return value.slice(0, ENTRIES_MAX).map((one) => scrub(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, ENTRIES_MAX)
      .map(([name, one]) => [scrubText(name), isSecretName(name) ? CENSORED : scrub(one, depth + 1)]),
  );
}
