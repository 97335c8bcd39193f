import type { Check } from '../check.ts';
import { complaints } from '../command.ts';

/** promtool reads what Prometheus reads, and plays each alert: when it is to fire, and when not. */
export const prometheus: Check = {
  name: 'promtool check, test rules',
  needs: ['promtool'],
  run: async (root) => [
    ...(await complaints('promtool', ['check', 'config', 'ops/guard/prometheus.yml'], root)),
    ...(await complaints('promtool', ['test', 'rules', 'ops/guard/alerts.test.yml'], root)),
  ],
};
