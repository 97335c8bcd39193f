/** Addresses that answer programs: an unknown one gets a coded JSON refusal, every other one the client. */
const PROGRAM_PATHS = [
  '/api',
  '/worker',
  '/media',
  '/share',
  '/embed',
  '/oembed',
  '/events',
  '/get_tokens',
  '/generate_text',
  '/generate_image',
  '/generate_video',
  '/generate_voice',
  '/.well-known',
  '/healthz',
  '/openapi.json',
  '/docs',
] as const;

export function isProgramPath(path: string): boolean {
  return path.startsWith('/generate_') || PROGRAM_PATHS.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/** The board to be looked at within the pages that greet. */
export const LIVE_PAGE = '/live';

/** Stripe sends many at once from few addresses. */
export const STRIPE_WEBHOOK = '/api/stripe/webhook';
/** GitHub signs what it sends. */
export const GITHUB_WEBHOOK = '/api/github/webhook';

/** The worker brings its own credential, the rest of these need none, and other sites' frames bring nobody; of the ways in, confirming one's address alone does. */
const WITHOUT_MEMBER = [
  '/share',
  '/embed',
  '/oembed',
  '/worker',
  '/.well-known',
  '/healthz',
  '/openapi.json',
  '/docs',
  '/api/auth',
  '/api/status',
  STRIPE_WEBHOOK,
  GITHUB_WEBHOOK,
  '/api/deploy',
] as const;

/** Whether a request for `path` may be a member's, by cookie or key. */
export function mayHaveMember(path: string): boolean {
  if (path.startsWith('/api/auth/verify')) return true;
  return isProgramPath(path) && !WITHOUT_MEMBER.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/** What a board asks for while one flies over it: limited generously. */
export function isBoardRead(method: string, path: string): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return (
    path === '/api/cards' ||
    path === '/api/world' ||
    path === '/api/map' ||
    path === '/api/featured' ||
    path === '/api/search' ||
    path === '/api/status' ||
    path.startsWith('/api/map/') ||
    path.startsWith('/media/') ||
    path.startsWith('/share/')
  );
}
