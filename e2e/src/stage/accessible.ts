import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';

const Findings = z.array(z.object({ id: z.string(), impact: z.string().nullish(), nodes: z.array(z.object({ html: z.string() })) }));

/** axe-core finds nothing serious or critical on what is shown now, or on the part of it that a CSS selector names. */
export async function expectAccessible(page: Page, scope = 'html'): Promise<void> {
  if ((await page.evaluate('typeof window.axe')) === 'undefined') await page.evaluate(axe.source);
  const violations = Findings.parse(
    await page.evaluate(`axe.run(${JSON.stringify(scope)}, { resultTypes: ['violations'] }).then((result) => result.violations)`),
  );
  const grave = violations.filter((violation) => violation.impact === 'serious' || violation.impact === 'critical');
  expect(grave.map(({ id, nodes }) => `${scope}: ${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)).toEqual([]);
}
