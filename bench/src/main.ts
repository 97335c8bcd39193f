import { benchDocument } from './document/document.ts';
import { benchFirewall } from './firewall/firewall.ts';
import { runNamed } from './figures/report.ts';
import { benchGenerate } from './generate/generate.ts';
import { benchLedger } from './ledger/ledger.ts';

await runNamed(
  'bench',
  { document: benchDocument, firewall: benchFirewall, generate: benchGenerate, ledger: benchLedger },
  process.argv.slice(2),
);
