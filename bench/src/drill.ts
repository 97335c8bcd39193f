import { drillBadInput } from './bad-input/bad-input.ts';
import { drillHandover } from './handover/handover.ts';
import { runNamed } from './figures/report.ts';
import { inTurn, killDrill } from './kill/kill.ts';
import { drillPurchase } from './purchase/purchase.ts';
import { drillRestore } from './restore/restore.ts';
import { drillScanners } from './scanners/scanners.ts';
import { drillSlowWatcher } from './slow-watcher/slow-watcher.ts';
import { drillStay } from './stay/stay.ts';

await runNamed(
  'drill',
  {
    'kill-collab': killDrill(inTurn('collab'), 'edits'),
    'kill-postgres': killDrill((stack) => stack.postgres?.pid(), 'edits'),
    'kill-api': killDrill(inTurn('api'), 'jobs'),
    'kill-worker': killDrill(inTurn('worker'), 'jobs'),
    handover: drillHandover,
    stay: drillStay,
    'slow-watcher': drillSlowWatcher,
    'bad-input': drillBadInput,
    purchase: drillPurchase,
    restore: drillRestore,
    scanners: drillScanners,
  },
  process.argv.slice(2),
);
