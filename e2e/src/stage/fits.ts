import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';

/** Fingers need this much, in CSS pixels. */
const TARGET = 40;

const Findings = z.array(z.string());

/**
 * Everything that is shown lies inside the window's width, whatever scrolls sideways by itself aside,
 * and every button of `scope` is large enough for a finger.
 */
export async function expectFits(page: Page, scope: string): Promise<void> {
  const found = Findings.parse(
    await page.evaluate(`((scope, target) => {
      const wide = innerWidth;
      const name = (one) => one.tagName.toLowerCase() + (one.dataset.testid ? '[' + one.dataset.testid + ']' : '.' + [...one.classList].join('.'));
      const scrolls = (one) => { for (let at = one; at && at !== document.body; at = at.parentElement) if (/auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX) && at !== one) return true; return false; };
      const findings = [];
      if (document.documentElement.scrollWidth > wide) findings.push('the page is ' + document.documentElement.scrollWidth + ' px wide');
      for (const root of document.querySelectorAll(scope)) {
        for (const one of [root, ...root.querySelectorAll('*')]) {
          if (!(one instanceof HTMLElement) || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
          const box = one.getBoundingClientRect();
          if (box.width === 0 || box.height === 0 || one.closest('.sr-only, .outline')) continue;
          if ((box.left < -1 || box.right > wide + 1) && !scrolls(one)) findings.push(name(one) + ' lies at ' + Math.round(box.left) + '..' + Math.round(box.right));
          if (one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX) && !one.matches('[data-sideways]')) findings.push(name(one) + ' scrolls sideways');
          const isButton = one.matches('button, [role=button], [role=menuitem], [role=tab], a.button');
          if (isButton && (box.height < target - 0.5 || box.width < target - 0.5)) findings.push(name(one) + ' is ' + Math.round(box.width) + ' x ' + Math.round(box.height));
        }
      }
      return findings;
    })(${JSON.stringify(scope)}, ${TARGET})`),
  );

  expect([...new Set(found)].map((finding) => `${scope}: ${finding}`)).toEqual([]);
}
