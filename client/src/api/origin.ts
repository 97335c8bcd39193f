import { API_ORIGIN } from '../config.ts';

/** The address of a path of the api's, which begins with `/`. */
export function atApi(path: string): string {
  return `${API_ORIGIN}${path}`;
}

/** The api's origin as others are told it, such as in code that they put into their pages. */
export function apiOrigin(): string {
  return API_ORIGIN === '' ? location.origin : API_ORIGIN;
}

/** Whether cookies are to be sent along to another origin of the same site. */
export const IS_ELSEWHERE = API_ORIGIN !== '';

/** Under these names answers give paths of files that browsers load by themselves. */
const FILES: ReadonlySet<string> = new Set(['thumb', 'preview', 'url']);
const FILE_PATH = /^\/(?:media|share|api\/inputs)\//;

/** For JSON.parse: paths of files become addresses at `api`. What people write is under other names, and is left alone. */
export function filesAt(api: string): (key: string, value: unknown) => unknown {
  return (key, value) => (typeof value === 'string' && FILES.has(key) && FILE_PATH.test(value) ? `${api}${value}` : value);
}

/** JSON of the api, with its files' addresses. Throws as JSON.parse does. */
export function parseAnswer(text: string): unknown {
  return JSON.parse(text, API_ORIGIN === '' ? undefined : filesAt(API_ORIGIN)) as unknown;
}
