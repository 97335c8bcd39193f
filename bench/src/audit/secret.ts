/** What a credential looks like, by who issues it; the last two know an assignment by its name. */
export const SECRETS: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'private key', pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}/g },
  { name: 'private JWK', pattern: /"d"\s*:\s*"[A-Za-z0-9_-]{43}"/g },
  { name: 'AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  { name: 'GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,90})\b/g },
  { name: 'GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{20}\b/g },
  { name: 'Stripe live key', pattern: /\b[sr]k_live_[A-Za-z0-9]{16,}/g },
  { name: 'Stripe webhook secret', pattern: /\bwhsec_[A-Za-z0-9+/]{32,}/g },
  { name: 'Slack token', pattern: /\bxox[abprs]-[A-Za-z0-9-]{20,}/g },
  { name: 'Google API key', pattern: /\bAIza[A-Za-z0-9_-]{35}\b/g },
  { name: 'model provider key', pattern: /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}/g },
  { name: 'npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { name: 'registry password', pattern: /_authToken\s*=\s*[A-Za-z0-9_-]{16,}/g },
  { name: 'signed token', pattern: /\beyJ[A-Za-z0-9_-]{16,}\.eyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{32,}/g },
  { name: 'oTo key', pattern: /\boto_[A-Za-z0-9_-]{40,}\b/g },
  { name: 'database with password', pattern: /\bpostgres(?:ql)?:\/\/\w+:(?!\$|\w{0,12}@)[^@\s"'`]{13,}@(?!localhost|127\.)/g },
  { name: 'secret in an environment file', pattern: /^(?:\w*(?:SECRET|TOKEN|PASSWORD|PRIVATE_KEY|API_KEY))=[A-Za-z0-9+/_-]{20,}$/gm },
  {
    name: 'secret in code',
    pattern:
      /(?:secret|token|password|apiKey|privateKey)['"]?\s*[:=]\s*['"](?=[A-Za-z0-9+/_-]*\d)(?=[A-Za-z0-9+/_-]*[A-Z])[A-Za-z0-9+/_-]{32,}['"]/g,
  },
];

/** Matches that somebody looked at: by the first twelve digits of their SHA-256, or all of a file. */
export const REVIEWED: readonly { readonly digest: string; readonly why: string }[] = [
  { digest: 'bca49512247f', why: 'what a key looks like in the workshop, which no server knows' },
  { digest: '652c0803a71b', why: 'the same, with its name' },
  { digest: '1bb404931243', why: 'an invented address, in the test that such addresses never reach the log' },
];
