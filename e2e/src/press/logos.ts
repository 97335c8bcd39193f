import type { Page } from 'playwright-core';
import { z } from 'zod';

/** What the product itself draws, as SVG that stands alone: its name on light and on dark paper, and its sign. */
export type Logo = { readonly name: 'wordmark' | 'wordmark-dark' | 'sign'; readonly svg: string };

/** Of what the style sheets say of a stroke, all that a drawing program has to know. */
const PAINT = ['fill', 'stroke', 'stroke-width', 'stroke-linecap', 'stroke-dasharray', 'opacity', 'translate'] as const;

const BAR = '.top-bar svg.wordmark';

/** The cord's shadow falls so far below the drawing, which the page lets it. */
const SHADOW = 3;

/** Many a drawing program knows colours and how much is seen through them, but not both as one. */
const SEE_THROUGH = /(fill|stroke)="rgba\((\d+, \d+, \d+), ([\d.]+)\)"/g;

/** Of two pages with the board open, the one by day, the other by night. */
export async function drawnLogos(day: Page, night: Page): Promise<readonly Logo[]> {
  return [
    { name: 'wordmark', svg: await wordmark(day) },
    { name: 'wordmark-dark', svg: await wordmark(night) },
    { name: 'sign', svg: await sign(day) },
  ];
}

/** The bar's own drawing, with what its style says written into it. */
async function wordmark(page: Page): Promise<string> {
  await page.locator(BAR).waitFor();
  const svg = await page.evaluate(`((root) => {
    const copy = root.cloneNode(true);
    const copies = [...copy.querySelectorAll('path, circle')];
    for (const [index, part] of [...root.querySelectorAll('path, circle')].entries()) {
      const style = getComputedStyle(part);
      for (const name of ${JSON.stringify(PAINT)}) {
        const value = style.getPropertyValue(name).replaceAll('px', '');
        if (name.startsWith('stroke') && style.stroke === 'none') continue;
        if (value === '' || (value === 'none' && name !== 'fill') || (name === 'opacity' && value === '1')) continue;
        if (name === 'translate') copies[index].setAttribute('transform', 'translate(' + value + ')');
        else copies[index].setAttribute(name, value);
      }
    }
    for (const one of [copy, ...copy.querySelectorAll('*')]) one.removeAttribute('class');
    for (const name of ['role', 'aria-label']) copy.removeAttribute(name);
    const [, , width, height] = copy.getAttribute('viewBox').split(' ').map(Number);
    copy.setAttribute('viewBox', [0, 0, width, height + ${SHADOW}].join(' '));
    copy.setAttribute('width', width);
    copy.setAttribute('height', height + ${SHADOW});
    return new XMLSerializer().serializeToString(copy);
  })(document.querySelector('${BAR}'))`);
  return titled(z.string().startsWith('<svg').parse(svg).replaceAll(SEE_THROUGH, '$1="rgb($2)" $1-opacity="$3"'));
}

/** The icon of the page's tab. */
async function sign(page: Page): Promise<string> {
  const href = z
    .string()
    .startsWith('data:image/svg+xml,')
    .parse(await page.locator('link[rel="icon"]').getAttribute('href'));
  const svg = decodeURIComponent(href.slice('data:image/svg+xml,'.length)).replaceAll("'", '"');
  return titled(svg.replace('viewBox="0 0 32 32"', 'viewBox="0 0 32 32" width="32" height="32"'));
}

function titled(svg: string): string {
  return `${svg.replace(/^(<svg[^>]*>)/, '$1<title>oTo</title>')}\n`;
}
