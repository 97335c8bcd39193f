import { runNamed } from './figures/report.ts';
import { drillSlowWatcher } from './slow-watcher/slow-watcher.ts';

await runNamed('drill', { 'slow-watcher': drillSlowWatcher }, process.argv.slice(2));
