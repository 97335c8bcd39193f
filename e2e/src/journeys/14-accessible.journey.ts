import { describe, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { eachPanel } from '../stage/panels.ts';
import { CASES, play } from '../stage/stage.ts';

describe.each(CASES)('accessible, $lang at $width px', (variant) => {
  test('every panel and dialog, as a watcher, a member and the operator', () =>
    play('accessible', variant, async (stage) => {
      const { page } = await stage.enter();
      await eachPanel(page, stage, (scope) => expectAccessible(page, scope));
    }));
});
