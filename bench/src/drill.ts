import { runNamed } from './figures/report.ts';

await runNamed('drill', {}, process.argv.slice(2));
