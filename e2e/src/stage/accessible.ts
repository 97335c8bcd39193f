import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';

const Findings = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullish(),
    nodes: z.array(z.object({ html: z.string(), target: z.array(z.union([z.string(), z.array(z.string())])) })),
  }),
);

/** What is on its way is looked at again once it has come to rest. */
const REST_MS = 500;
const LOOKS = 3;

/** axe-core finds nothing serious or critical on what is shown, or on the part of it that a CSS selector names. */
export async function expectAccessible(page: Page, scope = 'html'): Promise<void> {
  if ((await page.evaluate('typeof window.axe')) === 'undefined') await page.evaluate(axe.source);
  let grave = await findings(page, scope);
  for (let look = 1; look < LOOKS && grave.length > 0; look++) {
    await page.waitForTimeout(REST_MS);
    grave = await findings(page, scope);
  }
  expect(grave).toEqual([]);
}

async function findings(page: Page, scope: string): Promise<readonly string[]> {
  const violations = Findings.parse(
    await page.evaluate(`axe.run(${JSON.stringify(scope)}, { resultTypes: ['violations'] }).then((result) => result.violations)`),
  );
  const grave: string[] = [];
  for (const { id, impact, nodes } of violations) {
    if (impact !== 'serious' && impact !== 'critical') continue;
    for (const { html, target } of nodes) {
      const selector = target.flat().join(' ');
      if (id === 'button-name' && (await isNamed(page, selector))) continue;
      grave.push(`${scope}: ${id}: ${html.slice(0, 160)}`);
    }
  }
  return grave;
}

/**
 * Whether the browser gives it a name. axe-core paints words on a canvas to tell them from an icon
 * font's ligatures, and takes them for such when software rendering leaves that canvas blank.
 */
async function isNamed(page: Page, selector: string): Promise<boolean> {
  return /^- \w+ "[^"]+"/.test(await page.locator(selector).first().ariaSnapshot());
}
