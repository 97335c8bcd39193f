import { seededRandom } from '@oto/schema/base/seeded-random';
import { CORD_COLOURS } from '@oto/schema/board/palette';
import { PLOT_CAPACITY } from '@oto/schema/board/placement';
import { plotCentre, plotKey, PLOT_SIZE, spiralPlot, type Plot } from '@oto/schema/geometry/lattice';
import type { ClaimView, LandmarkView, RiverView, WorldRect } from '../scene/types.ts';

export interface SampleMap {
  readonly claims: readonly ClaimView[];
  readonly rivers: readonly RiverView[];
  readonly landmarks: readonly LandmarkView[];
  readonly bounds: WorldRect;
}

const TINTS = ['#FF9628', '#3C96FF', '#E0489A', '#2FB37A', '#8A5CF0', '#F0603C', '#20A9B8', '#D9A520'];
const FIRST = [
  'Nadia',
  'Björn',
  'Ÿann',
  'Salomé',
  'Idris',
  'Maïwenn',
  'Théo',
  'Aïcha',
  'Lubin',
  'Ondine',
  'Éloi',
  'Zélie',
  'Naïm',
  'Garance',
];
const LAST = ['', ' B.', ' des îles', ' la Rouge', ' & fils', ' Cœur', ' du Phare', ' K.', ' l’Ancien'];
const AGENTS = ['Clio', 'Argus', 'Mnémo', 'Écho', 'Lumen', 'Orphée', 'Pythie', 'Sirius'];

/** A world that could be true: the earliest plots are full, owners have neighbours of their own, a few agents are known everywhere. */
export function sampleMap(plots: number, seed: number): SampleMap {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => {
    const one = list[Math.floor(random() * list.length)];
    if (one === undefined) throw new RangeError('nothing to pick from');
    return one;
  };
  const claimed = new Set<string>();
  const claims: (ClaimView & { readonly plot: Plot })[] = [];
  let owner = '';
  let tint = '';
  for (let n = 0; n < plots; n++) {
    const plot = spiralPlot(n);
    // One owner in six has filled a plot and gone on to the next.
    if (n === 0 || random() > 0.16) {
      owner = pick(FIRST) + pick(LAST);
      tint = pick(TINTS);
    }
    const age = 1 - n / plots;
    const notes = random() < 0.12 * age + 0.04 ? PLOT_CAPACITY : Math.ceil(PLOT_CAPACITY * random() ** (3.2 - 1.9 * age));
    claimed.add(plotKey(plot));
    claims.push({ key: plotKey(plot), plot, tint, notes, title: owner, ...(n === Math.floor(plots * 0.37) ? { mine: true } : {}) });
  }
  const landmarks = Array.from({ length: Math.ceil(plots / 5) }, (_, index): LandmarkView => {
    const centre = plotCentre(pick(claims).plot);
    return {
      id: `l${index}`,
      x: centre.x + Math.round((random() - 0.5) * 1500),
      y: centre.y + Math.round((random() - 0.5) * 1500),
      name: pick(AGENTS),
      colour: pick(CORD_COLOURS),
      descendants: Math.floor((plots * 3) / (index + 1) ** 0.9) + 8,
    };
  });
  const rivers: RiverView[] = [];
  for (let index = 0; index < plots * 2; index++) {
    const from = pick(claims).plot;
    // Most borrow from neighbours; some from the few great agents, wherever they are.
    const far = random() < 0.22;
    const mouth = far ? landmarks[Math.floor(random() ** 3 * landmarks.length)] : undefined;
    const spread = 1 + Math.floor(random() ** 2 * 9);
    const near = { x: from.x + Math.round((random() - 0.5) * 2 * spread), y: from.y + Math.round((random() - 0.5) * 2 * spread) };
    const to = mouth === undefined ? near : { x: Math.round(mouth.x / PLOT_SIZE), y: Math.round(mouth.y / PLOT_SIZE) };
    if (to.x === from.x && to.y === from.y) continue;
    if (!claimed.has(plotKey(to))) continue;
    rivers.push({
      id: `r${index}`,
      from: plotCentre(from),
      to: plotCentre(to),
      colour: mouth?.colour ?? pick(CORD_COLOURS),
      cords: Math.ceil((far ? 60 : 24) * random() ** 4),
    });
  }
  const reach = Math.max(...claims.map(({ plot }) => Math.max(Math.abs(plot.x), Math.abs(plot.y)))) + 0.5;
  const side = 2 * reach * PLOT_SIZE;
  return { claims, rivers, landmarks, bounds: { x: -side / 2, y: -side / 2, width: side, height: side } };
}
