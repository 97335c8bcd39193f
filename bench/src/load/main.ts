import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import { needOpenFiles } from '../collab/open-files.ts';
import { mayLoad, withOwn, withTheirs, type Place } from './place.ts';
import { climb, FULL, QUICK, RAMPS, type Ramp } from './ramp.ts';
import { writeReport } from './report.ts';
import { Stage } from './stage.ts';

/**
 * `npm run load [-- RAMP…] [--quick] [--until-first] [--url ADDRESS [--i-own-it]]`: grows watchers, editors and
 * generations until something gives, and writes docs/load.md when all ramps ran. Ends with 1 when an acknowledged
 * move was lost, or the product did not come back.
 */
const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');
/** After so long no further step begins. */
const QUICK_MS = 38_000;
const FULL_MS = 420_000;

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    'until-first': { type: 'boolean', default: false },
    url: { type: 'string' },
    'i-own-it': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const unknown = positionals.filter((word) => !RAMPS.some((name) => name === word));
if (unknown.length > 0) throw new Error(`no ramp is called ${unknown.join(' or ')}; there are: ${RAMPS.join(', ')}`);
const names = RAMPS.filter((name) => positionals.length === 0 || positionals.includes(name));
const size = values.quick ? QUICK : FULL;
const most = (of: 'watchers' | 'editors') => Math.max(...RAMPS.flatMap((name) => size.loads[name].map((load) => load[of])));
// The gateway holds both ends of every socket, in this process.
needOpenFiles(2 * most('watchers') + 1_000);

const started = performance.now();
const say = (line: string) => void process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${line}\n`);
const loadBefore = loadavg()[0] ?? 0;
const deadline = started + (values.quick ? QUICK_MS : FULL_MS);

const work = async (place: Place): Promise<readonly Ramp[]> => {
  const stage = new Stage(place);
  try {
    await stage.enter();
    const ramps: Ramp[] = [];
    for (const [index, name] of names.entries()) {
      // What is left is shared by those who still wait.
      const own = performance.now() + (deadline - performance.now()) / (names.length - index);
      ramps.push(await climb(name, place, stage, { size, untilFirst: values['until-first'], deadline: own, say }));
    }
    return ramps;
  } finally {
    await stage.close();
  }
};
if (values.url !== undefined) mayLoad(values.url, values['i-own-it']);
const ramps =
  values.url === undefined ? await withOwn(most('editors'), say, work) : await withTheirs(values.url, most('editors'), say, work);

if (names.length === RAMPS.length) {
  await writeReport(ROOT, {
    ramps,
    quick: values.quick,
    elsewhere: values.url === undefined ? null : new URL(values.url).hostname,
    seconds: size.seconds,
    loadBefore,
  });
}
const of = (name: string) => ramps.find((ramp) => ramp.name === name);
const lost = ramps.reduce((sum, { steps }) => sum + steps.reduce((all, step) => all + step.lost, 0), 0);
const stuck = ramps.filter(({ gave, recoveredMs }) => gave !== null && recoveredMs === null).length;
const figures = {
  watchers_held: of('watchers')?.held?.watchers ?? 0,
  editors_held: of('editors')?.held?.editors ?? 0,
  generations_per_s_held: of('generations')?.held?.generations ?? 0,
  first_gave: ramps.map(({ name, gave }) => `${name}: ${gave?.culprit.what ?? 'nothing'}`).join('; '),
  acked_lost: lost,
  not_recovered: stuck,
  restarted: ramps.reduce((sum, { restarted }) => sum + restarted, 0),
  machine_load_before: Math.round(loadBefore * 10) / 10,
  quick: values.quick,
};
process.stdout.write(`${JSON.stringify({ name: 'load', figures })}\n`);
process.exit(lost === 0 && stuck === 0 ? 0 : 1);
