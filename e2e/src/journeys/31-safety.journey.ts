import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { enterAsOperator } from '../stage/operator.ts';
import { join, makeAgent, noteOnScreen, putWelcomeAway, untilLive } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };

describe.each(casesOf(31))('safety, $lang at $width px', (variant) => {
  const isFrench = variant.lang === 'fr';

  test('a visitor reports an agent, an operator hides it with reasons, its maker appeals and is heard', () =>
    play('report', variant, async (stage) => {
      const maker = await stage.enter();
      const { page } = maker;
      await putWelcomeAway(page);
      const victor = stage.named('Victor');
      await join(page, victor.name);
      await makeAgent(page, 'text', 'Rustre');
      const id = (await noteOnScreen(page, 'Rustre,').getAttribute('data-id')) ?? '';

      const visitor = await stage.enter(`/n/${id}`);
      await visitor.page.getByTestId('report-agent').click();
      await visitor.page.getByTestId('report-dialog').waitFor(soon);
      await visitor.page.getByTestId('report-kind-hate').click();
      await visitor.page.getByTestId('report-words').fill(isFrench ? 'Il insulte les gens.' : 'It insults people.');
      await stage.shot(visitor, 'dialog');
      await expectAccessible(visitor.page, '[data-testid="report-dialog"]');
      if (variant.width === 390) await expectFits(visitor.page, '[data-testid="report-dialog"]');
      await visitor.page.getByTestId('report-send').click();
      // It is no longer shown to who reported it, until they want to see it again.
      await visitor.page.getByTestId('report-dialog').waitFor({ state: 'detached', ...soon });
      await visitor.page.locator('[data-testid="preview"] .empty').waitFor(soon);
      await stage.shot(visitor, 'hidden');
      await visitor.page.getByTestId('hide-for-me').click();
      await visitor.page.getByTestId('agent-takes').waitFor(soon);

      const office = await stage.enter();
      await putWelcomeAway(office.page);
      await enterAsOperator(office.page);
      await office.page.getByTestId('account').click();
      await office.page.getByTestId('account-operator').click();
      await office.page.getByTestId('operator-reports').click();
      const found = office.page.locator(`[data-testid="case"][data-id="${id}"]`);
      await found.waitFor(soon);
      await found.getByTestId('case-open').click();
      await found.locator('[data-deed="pinned"]').waitFor(soon);
      await found.locator('[data-deed="version"]').waitFor(soon);
      await found.getByTestId('decision-hide').click();
      await found.getByTestId('decision-facts').fill(isFrench ? 'Les mots visent des personnes.' : 'Its words aim at people.');
      await found.getByTestId('decision-answer').fill(isFrench ? 'Merci, c’est masqué.' : 'Thank you, it is hidden.');
      await stage.shot(office, 'case');
      await expectAccessible(office.page, '[data-testid="operator"]');
      if (variant.width === 390) await expectFits(office.page, '[data-testid="operator"]');
      await found.getByTestId('decision-do').click();
      await found.getByTestId('decision-do-yes').click();
      await found.waitFor({ state: 'detached', ...soon });

      // It leaves the board under everybody's eyes; its maker reads why.
      await noteOnScreen(page, 'Rustre,').waitFor({ state: 'detached', ...soon });
      await page.getByTestId('bell-count').waitFor(soon);
      await page.getByTestId('bell').click();
      await page.locator('[data-testid="news"][data-about="statement"]').first().click();
      const decision = page.getByTestId('decision');
      await decision.waitFor(soon);
      expect(await decision.innerText()).toContain(isFrench ? 'Les mots visent des personnes.' : 'Its words aim at people.');
      await decision.getByTestId('decision-appeal').click();
      await decision.getByTestId('decision-words').fill(isFrench ? 'C’est une citation.' : 'It is a quotation.');
      await stage.shot(maker, 'decision');
      await expectAccessible(page, '[data-testid="inbox"]');
      await decision.getByTestId('decision-send').click();
      await decision.getByTestId('decision-appeal').waitFor({ state: 'detached', ...soon });

      await office.page.getByTestId('window-close').click();
      await office.page.getByTestId('account').click();
      await office.page.getByTestId('account-operator').click();
      await office.page.getByTestId('operator-reports').click();
      const disputed = office.page.getByTestId('disputed').filter({ hasText: victor.name });
      await disputed.waitFor(soon);
      await disputed.getByTestId('disputed-answer').fill(isFrench ? 'En effet.' : 'Indeed.');
      await stage.shot(office, 'disputed');
      await disputed.getByTestId('disputed-lift').click();
      await disputed.getByTestId('disputed-lift-yes').click();
      await disputed.waitFor({ state: 'detached', ...soon });
      await page.locator('[data-testid="decision"][data-state="allowed"]').waitFor(soon);
      await stage.shot(maker, 'lifted');
      await noteOnScreen(page, 'Rustre,').waitFor({ state: 'attached', ...soon });
    }));

  test('a member blocks another, finds them among those who are blocked, and unblocks them', () =>
    play('block', variant, async (stage) => {
      const host = await stage.enter();
      await putWelcomeAway(host.page);
      const home = stage.named('Hôte');
      await join(host.page, home.name);
      const guest = await stage.enter();
      await putWelcomeAway(guest.page);
      await join(guest.page, stage.named('Gêneur').name);
      await makeAgent(guest.page, 'text', 'Taquin');
      const id = (await noteOnScreen(guest.page, 'Taquin,').getAttribute('data-id')) ?? '';

      await host.page.goto(`${stage.url}/n/${id}`);
      await untilLive(host.page);
      const block = host.page.getByTestId('block');
      await block.click();
      await host.page.locator('[data-testid="block"][data-on]').waitFor(soon);
      await host.page.getByTestId('account').click();
      await host.page.getByTestId('account-open').click();
      await host.page.getByTestId('account-page-blocks').click();
      const line = host.page.getByTestId('blocked');
      await line.waitFor(soon);
      await stage.shot(host, 'list');
      await expectAccessible(host.page, '[data-testid="account-dialog"]');
      if (variant.width === 390) await expectFits(host.page, '[data-testid="account-dialog"]');
      await line.getByTestId('block').click();
      await line.waitFor({ state: 'detached', ...soon });
    }));
});
