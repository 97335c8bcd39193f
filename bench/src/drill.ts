import { drillBadInput } from './bad-input/bad-input.ts';
import { runNamed } from './figures/report.ts';
import { killDrill } from './kill/kill.ts';
import { drillSlowWatcher } from './slow-watcher/slow-watcher.ts';

await runNamed(
  'drill',
  {
    'kill-collab': killDrill((stack) => stack.services.collab.pid()),
    'kill-postgres': killDrill((stack) => stack.postgres?.pid()),
    'slow-watcher': drillSlowWatcher,
    'bad-input': drillBadInput,
  },
  process.argv.slice(2),
);
