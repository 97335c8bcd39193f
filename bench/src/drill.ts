import { drillBadInput } from './bad-input/bad-input.ts';
import { drillHandover } from './handover/handover.ts';
import { runNamed } from './figures/report.ts';
import { killDrill } from './kill/kill.ts';
import { drillPurchase } from './purchase/purchase.ts';
import { drillRestore } from './restore/restore.ts';
import { drillScanners } from './scanners/scanners.ts';
import { drillSlowWatcher } from './slow-watcher/slow-watcher.ts';

await runNamed(
  'drill',
  {
    'kill-collab': killDrill((stack) => stack.services.collab.pid(), 'edits'),
    'kill-postgres': killDrill((stack) => stack.postgres?.pid(), 'edits'),
    'kill-api': killDrill((stack) => stack.services.api.pid(), 'jobs'),
    'kill-worker': killDrill((stack) => stack.services.worker.pid(), 'jobs'),
    handover: drillHandover,
    'slow-watcher': drillSlowWatcher,
    'bad-input': drillBadInput,
    purchase: drillPurchase,
    restore: drillRestore,
    scanners: drillScanners,
  },
  process.argv.slice(2),
);
