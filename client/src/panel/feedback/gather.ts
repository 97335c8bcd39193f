import { FEEDBACK_LINES_MAX, FEEDBACK_PICTURE_MAX, type FeedbackAbout, type FeedbackLine } from '@oto/schema/contract/feedback';
import { scrubText } from '@oto/schema/log/scrub';
import type { App } from '../../app/context.ts';
import type { LogEntry } from '../../app/journal.ts';

const TEXT_MAX = 600;
/** Pixels on a side, the one that is wanted first. */
const PICTURE_SIDES = [1280, 960, 640] as const;

/** The newest lines of the console, without secrets or addresses: what is shown is what is sent. */
export function linesOf(entries: readonly LogEntry[]): readonly FeedbackLine[] {
  return entries.slice(-FEEDBACK_LINES_MAX).map(({ at, area, level, code, text }) => ({
    at: new Date(at).toISOString(),
    area,
    level,
    code: code.slice(0, 80),
    text: scrubText(text()).slice(0, TEXT_MAX),
  }));
}

/** The page and the screen. `version`: what the page's build calls itself. */
export function aboutHere(app: Pick<App, 'lang' | 'board'>, version: string | null): FeedbackAbout {
  return {
    version,
    lang: app.lang(),
    width: window.innerWidth,
    height: window.innerHeight,
    ratio: Math.min(20, Math.round(window.devicePixelRatio * 100) / 100),
    webgl: whatDraws().slice(0, 200),
    browser: navigator.userAgent.slice(0, 300),
    connection: app.board()?.connection().state ?? 'connecting',
  };
}

function whatDraws(): string {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (!gl) return '';
  const name = String(gl.getParameter(gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return name;
}

/** The board's JPEG, as large as may be sent; null when there is none. `take`: one of that many pixels on a side. */
export async function pictureThatFits(take: (side: number) => Promise<Blob | null>): Promise<Blob | null> {
  for (const side of PICTURE_SIDES) {
    const picture = await take(side);
    if (picture === null || 4 * Math.ceil(picture.size / 3) <= FEEDBACK_PICTURE_MAX) return picture;
  }
  return null;
}

/** As the contract wants it. */
export async function asBase64(picture: Blob): Promise<string> {
  const bytes = new Uint8Array(await picture.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''));
}
