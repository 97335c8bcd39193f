import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { newId } from '@oto/schema/base/id';
import { Job } from '@oto/schema/contract/job';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { join, makeAgent, noteOnScreen, openFinished, putWelcomeAway, shownPrice, untilLive, wheel } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';
import { pullString } from '../stage/strings.ts';

const soon = { timeout: 20_000 };
const generated = { timeout: 60_000 };
const Agents = z.object({ agents: z.array(z.object({ id: z.string() })) });

/** Makes text on the board as the person of this page, through the api, and waits for its note: its id. */
async function make(page: Page, url: string, agent: string, title: string, more: object = {}): Promise<string> {
  const sent = await page.request.post(`${url}/generate_text`, {
    headers: { origin: url, 'idempotency-key': newId() },
    data: { agents: [agent], prompt: title, title, where: 'board', ...more },
  });
  const { job } = z.object({ job: Job }).parse(await sent.json());
  const state = async () => Job.parse(await (await page.request.get(`${url}/api/jobs/${job.id}`)).json()).state;
  await expect.poll(state, generated).toBe('succeeded');
  return job.creation;
}

describe.each(casesOf(22))('lineage, $lang at $width px', (variant) => {
  const isFrench = variant.lang === 'fr';

  test('a watcher sees the tree of a creation, walks it by keys and flies to a child', () =>
    play('lineage', variant, async (stage) => {
      const visitor = await stage.enter('/@clio?plot');
      const { page } = visitor;
      await putWelcomeAway(page);
      await untilLive(page);
      await noteOnScreen(page, 'La pluie sur le zinc').focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('lineage-open').click();
      const tree = page.getByTestId('lineage-tree');
      await tree.locator('canvas[data-drawn="2"]').waitFor(soon);
      const card = page.getByTestId('lineage-card');
      expect(await card.innerText()).toContain('La pluie sur le zinc');
      await stage.shot(visitor, 'tree');
      await expectAccessible(page, '[data-testid="lineage"]');
      if (variant.width < 1000) await expectFits(page, '[data-testid="lineage"]');

      await tree.focus();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => card.innerText()).toContain('La pluie, dite à voix basse');
      await page.getByTestId('lineage-switch').click();
      expect(await page.getByTestId('lineage-row').count()).toBe(2);
      await expectAccessible(page, '[data-testid="lineage"]');
      await stage.shot(visitor, 'list');
      await page.getByTestId('lineage-switch').click();
      await page.getByTestId('lineage-fly').click();
      await page.getByTestId('lineage').waitFor({ state: 'detached', ...soon });
      await page.getByTestId('selection-bar').waitFor(soon);
    }));

  test('pull a cord to where it began, knot two branches, make an outdated fork again at a shown price', () =>
    play('knot', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await putWelcomeAway(page);
      await join(page, stage.named('Nouée').name);
      await makeAgent(page, 'text', stage.named('Tisse').name);
      const { agents } = Agents.parse(await (await page.request.get(`${stage.url}/api/agents?mine=1`)).json());
      const agent = agents[0]?.id ?? '';
      const words = isFrench ? { sea: 'La mer haute', lamp: 'Le phare seul' } : { sea: 'The high sea', lamp: 'The lone lamp' };
      const sea = await make(page, stage.url, agent, words.sea);
      const lamp = await make(page, stage.url, agent, words.lamp, { parents: [sea] });

      await noteOnScreen(page, words.lamp).waitFor({ state: 'attached', ...soon });
      const travel = page.getByTestId('cord-travel');
      // The agent's own string to the parent hangs there too, and leads nowhere else.
      const followed = async (): Promise<boolean> => {
        await travel.waitFor(soon);
        if ((await travel.getAttribute('data-of')) === '2') return true;
        await page.getByTestId('travel-stop').click();
        return false;
      };
      await pullString(page, words.sea, words.lamp, followed);
      expect(await page.getByTestId('travel-agents').innerText()).toContain('Tisse');
      await stage.shot(visitor, 'pulled');
      await page.getByTestId('travel-next').click();
      await expect.poll(() => travel.innerText()).toContain(words.sea);
      await expectAccessible(page, '[data-testid="cord-travel"]');
      if (variant.width < 1000) await expectFits(page, '[data-testid="cord-travel"]');
      await stage.shot(visitor, 'began');
      await page.keyboard.press('Escape');
      await travel.waitFor({ state: 'detached', ...soon });

      // The same by keyboard, from the cord's history.
      await page.goto(`${stage.url}/n/${lamp}`);
      await page.getByTestId('preview-history').click();
      await page.getByTestId('history-pull').focus();
      await page.keyboard.press('Enter');
      await travel.waitFor(soon);
      await page.getByTestId('travel-stop').click();

      // The note that was travelled to is chosen; its parent joins it.
      await page.getByTestId('selection-bar').waitFor(soon);
      await wheel(page, 2);
      await noteOnScreen(page, words.sea).focus();
      await page.keyboard.press('Shift+Enter');
      await page.getByTestId('knot').click();
      await page.getByTestId('composer').waitFor(soon);
      expect(await page.getByTestId('composer-parent').count()).toBe(2);
      await page.getByTestId('composer-prompt').fill(isFrench ? 'Les deux ensemble' : 'Both of them together');
      await shownPrice(page);
      await stage.shot(visitor, 'composer');
      await expectAccessible(page, '[data-testid="composer"]');
      await page.getByTestId('composer-create-board').click();
      await openFinished(page);
      await page.getByTestId('lineage-open').click();
      await page.getByTestId('lineage-tree').locator('canvas[data-drawn="3"]').waitFor(soon);
      await stage.shot(visitor, 'tree');

      await make(page, stage.url, agent, isFrench ? 'La mer, refaite' : 'The sea, again', { remakeOf: sea });
      await page.goto(`${stage.url}/n/${lamp}`);
      const again = page.getByTestId('remake-do');
      await again.and(page.locator('[data-tokens]')).waitFor(soon);
      expect(Number(await again.getAttribute('data-tokens'))).toBeGreaterThan(0);
      await again.scrollIntoViewIfNeeded();
      await stage.shot(visitor, 'outdated');
      await expectAccessible(page, '[data-testid="preview"]');
      await again.click();
      await openFinished(page);
      await page.getByTestId('remake-older').click();
      await page.getByTestId('remake-newer').waitFor(soon);
      expect(new URL(page.url()).pathname).toBe(`/n/${lamp}`);
    }));
});
