import { describe, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { eachPanel } from '../stage/panels.ts';
import { play, type Case } from '../stage/stage.ts';

/** The narrowest phone in the language with the longer words, and a desk. */
const CASES: readonly Case[] = [
  { lang: 'fr', width: 360 },
  { lang: 'en', width: 1440 },
];

describe.each(CASES)('accessible, $lang at $width px', (variant) => {
  test('every panel and dialog, as a watcher, a member and the operator', () =>
    play('accessible', variant, async (stage) => {
      const { page } = await stage.enter();
      await eachPanel(page, stage, async (scope) => {
        await expectAccessible(page, scope);
        if (variant.width === 360) await expectFits(page, scope);
      });
    }));
});
