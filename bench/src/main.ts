import { benchApi } from './api/api.ts';
import { benchDocument } from './document/document.ts';
import { benchDrag } from './drag/drag.ts';
import { benchFanout } from './fanout/fanout.ts';
import { benchFirewall } from './firewall/firewall.ts';
import { runNamed } from './figures/report.ts';
import { benchGenerate } from './generate/generate.ts';
import { benchLedger } from './ledger/ledger.ts';
import { benchRender } from './render/render.ts';
import { benchSearch } from './search/search.ts';
import { benchWorld } from './world/world.ts';

await runNamed(
  'bench',
  {
    api: benchApi,
    document: benchDocument,
    drag: benchDrag,
    fanout: benchFanout,
    firewall: benchFirewall,
    generate: benchGenerate,
    ledger: benchLedger,
    render: benchRender,
    search: benchSearch,
    world: benchWorld,
  },
  process.argv.slice(2),
);
