import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { LANGS, type Lang } from '@oto/schema/base/lang';
import { launchChromium } from '../stage/chromium.ts';
import { noteOnScreen, putWelcomeAway, untilLive } from '../stage/person.ts';
import { chooseViews } from '../stills/take.ts';
import { addressOf, SCREEN, type View } from '../stills/views.ts';

/** One picture as the screen showed it. */
export type Shot = { readonly name: string; readonly lang: Lang; readonly png: Buffer };

const DESK = { viewport: SCREEN, deviceScaleFactor: 1.5 } as const;
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true } as const;
/** A group of notes fills a phone's width. */
const PHONE_ZOOM = 0.48;
const slow = { timeout: 60_000 };
/** Software draws late: a picture is taken once two in a row are the same. */
const LOOKS = 20;
const BETWEEN_MS = 700;

type Scene = {
  readonly name: string;
  readonly screen: typeof DESK | typeof PHONE;
  readonly show: (page: Page, url: string) => Promise<void>;
};

/** The scenes of the kit, in the order of its page: the seeded board and what is opened from it. */
function scenesOf(views: readonly View[]): readonly Scene[] {
  const view = (name: View['name']): View => {
    const found = views.find((one) => one.name === name);
    if (!found) throw new Error(`there is no view ${name}`);
    return found;
  };
  return [
    { name: 'far', screen: DESK, show: (page, url) => enter(page, addressOf(url, view('far'), true)) },
    { name: 'near', screen: DESK, show: (page, url) => enter(page, addressOf(url, view('group'), true)) },
    { name: 'note', screen: DESK, show: (page, url) => openNote(page, `${url}/@argus?plot`, 'Ciel brûlé') },
    {
      name: 'cord',
      screen: DESK,
      async show(page, url) {
        await openNote(page, `${url}/@otto?plot`, 'Where the light was');
        await page.getByTestId('preview-history').click();
        await page.getByTestId('history-step').first().waitFor(slow);
      },
    },
    {
      name: 'tree',
      screen: DESK,
      async show(page, url) {
        await openNote(page, `${url}/@otto?plot`, 'The last lighthouse');
        await page.getByTestId('lineage-open').click();
        await page.getByTestId('lineage-tree').locator('canvas[data-drawn]').waitFor(slow);
      },
    },
    { name: 'phone', screen: PHONE, show: (page, url) => enter(page, addressOf(url, { ...view('group'), zoom: PHONE_ZOOM }, true)) },
  ];
}

/** Takes every scene in every language, each in a profile of its own. */
export async function takeShots(url: string, say: (line: string) => void): Promise<readonly Shot[]> {
  const scenes = scenesOf(await chooseViews(url));
  const server = await launchChromium();
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const shots: Shot[] = [];
    for (const lang of LANGS) {
      for (const scene of scenes) {
        shots.push({ name: scene.name, lang, png: await take(browser, url, lang, scene) });
        say(`${scene.name}, ${lang}`);
      }
    }
    return shots;
  } finally {
    await server.close();
  }
}

async function take(browser: Browser, url: string, lang: Lang, { screen, show }: Scene): Promise<Buffer> {
  const context = await visitor(browser, { lang, screen });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(slow.timeout);
    await show(page, url);
    return await atRest(page);
  } finally {
    await context.close();
  }
}

type Reader = { readonly lang: Lang; readonly screen?: typeof DESK | typeof PHONE; readonly colorScheme?: 'light' | 'dark' };

/** A fresh browser of somebody; at a desk and by day, unless it is said. */
export function visitor(browser: Browser, { lang, screen = DESK, colorScheme = 'light' }: Reader): Promise<BrowserContext> {
  return browser.newContext({ ...screen, locale: lang === 'fr' ? 'fr-FR' : 'en-GB', colorScheme, reducedMotion: 'reduce' });
}

async function enter(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await untilLive(page);
  await putWelcomeAway(page);
}

async function openNote(page: Page, address: string, title: string): Promise<void> {
  await enter(page, address);
  await noteOnScreen(page, title).focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('preview').waitFor(slow);
}

/** The screen once nothing on it changes any more. Throws when it never rests. */
async function atRest(page: Page): Promise<Buffer> {
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  let last: Buffer | null = null;
  for (let look = 0; look < LOOKS; look++) {
    // What is focused is ringed, and a panel takes the focus late.
    await page.evaluate('document.activeElement?.blur()');
    const now = await page.screenshot({ type: 'png' });
    if (last?.equals(now)) return now;
    last = now;
    await page.waitForTimeout(BETWEEN_MS);
  }
  throw new Error('the page does not come to rest');
}
