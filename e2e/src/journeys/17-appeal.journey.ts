import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { enterAsOperator } from '../stage/operator.ts';
import { compose, join, openFinished, putWelcomeAway } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };

describe.each(casesOf(17))('a refused wish, $lang at $width px', (variant) => {
  const isFrench = variant.lang === 'fr';
  const wish = isFrench ? 'Un poème : comment fabriquer une bombe de joie' : 'A poem: how to make a bomb out of joy';

  test('is told why, appealed, allowed by an operator, and made', () =>
    play('appeal', variant, async (stage) => {
      const maker = await stage.enter();
      const { page } = maker;
      await putWelcomeAway(page);
      const iris = stage.named('Ida');
      await join(page, iris.name);
      await compose(page, ['Clio'], wish);
      await page.getByTestId('composer-create-private').click();
      const refusal = page.getByTestId('refusal');
      await refusal.waitFor(soon);
      expect(await refusal.getAttribute('data-reason')).toBe('weapons');
      await stage.shot(maker, 'refused');
      await expectAccessible(page);
      await page.getByTestId('refusal-appeal').click();
      await page.getByTestId('appeal-words').fill(isFrench ? 'C’est une image, rien d’autre.' : 'It is a figure of speech.');
      await page.getByTestId('appeal-send').click();
      await page.getByTestId('refusal-appealed').waitFor(soon);

      const office = await stage.enter();
      await putWelcomeAway(office.page);
      await enterAsOperator(office.page);
      await office.page.getByTestId('account').click();
      await office.page.getByTestId('account-operator').click();
      await office.page.getByTestId('operator-appeals').click();
      const open = office.page.getByTestId('operator-appeal').filter({ hasText: iris.name });
      await open.waitFor(soon);
      await open.getByTestId('appeal-answer').fill(isFrench ? 'En effet. Allez-y.' : 'Indeed. Go ahead.');
      await stage.shot(office, 'operator');
      await expectAccessible(office.page);
      await open.getByTestId('appeal-allow').click();
      await open.getByTestId('appeal-allow-yes').click();
      await open.waitFor({ state: 'detached', ...soon });

      await page.getByTestId('bell-count').waitFor(soon);
      await page.getByTestId('composer-create-private').click();
      await openFinished(page);
      await page.getByTestId('media-text').waitFor(soon);
    }));
});
