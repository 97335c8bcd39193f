import type { Check } from '../check.ts';
import { bans } from '../guard/bans.ts';
import { figures } from '../guard/figures.ts';
import { makeOne, requestIds, traces } from '../guard/follow.ts';
import { startStage } from '../guard/stage.ts';

/** The real services behind the real proxy: what they write, tell and trace, before fail2ban, against the dashboard and in a collector of ours. */
export const guardRun: Check = {
  name: 'guard, a live run',
  needs: ['caddy', 'fail2ban-regex', 'fail2ban-client'],
  run: async (root) => {
    const stage = await startStage(root);
    const problems: string[] = [];
    try {
      const followed = await makeOne(stage);
      problems.push(...(await requestIds(stage, followed)));
      problems.push(...(await figures(root, stage)));
      problems.push(...(await bans(root, stage)));
      await stage.endServices();
      problems.push(...traces(stage.receiver.spans(), followed));
    } finally {
      await stage.stop();
    }
    return problems;
  },
};
