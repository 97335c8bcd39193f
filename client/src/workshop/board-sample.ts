import { seededRandom } from '@oto/schema/base/seeded-random';
import { CORD_COLOURS, FORK_COLOUR, NOTE_COLOUR } from '@oto/schema/board/palette';
import type { Kind } from '@oto/schema/board/kind';
import { KINDS } from '@oto/schema/board/kind';
import { PLOT_SIZE, spiralPlot } from '@oto/schema/geometry/lattice';
import type { CordView, NoteView, RegionView } from '../scene/types.ts';
import { samplePicture } from './picture-sample.ts';

export interface SampleBoard {
  readonly regions: readonly RegionView[];
  readonly notes: readonly { readonly region: string; readonly note: NoteView }[];
  readonly cords: readonly CordView[];
}

export interface SampleSize {
  readonly plots: number;
  readonly notesPerPlot: number;
  readonly pictures: number;
}

const PLOT_NAMES = [
  'le mur des rêves',
  'quartier des voix',
  'dis-moi une image…',
  'l’atelier de Ÿann',
  'marée basse',
  'nuits d’encre',
  'les jardins',
  'rue de l’écho',
];
const TINTS = ['#FF9628', '#3C96FF', '#E0489A', '#2FB37A', '#8A5CF0', '#F0603C', '#20A9B8', '#D9A520'];
const TITLES = [
  'Océan de néon',
  'La forêt à l’aube',
  'Voix du marché',
  'Été 1987 — carnet',
  'Ciel brûlé',
  'Poème du facteur',
  'Brouillard d’été',
  'Les clés perdues',
  'Naïveté',
  'Où va le phare ?',
  'Cœur de métal',
  'Marée basse',
  'L’atelier 🎨',
  'Sept étoiles ✨',
];
const EXCERPTS = [
  '« On entendait la pluie battre le zinc, et quelqu’un, très loin, jouait du piano. Rien ne pressait : la ville dormait. »',
  'Il y a des portes qui ne s’ouvrent que si l’on frappe avec le bon souvenir. J’en garde trois sous mon oreiller.',
  'Le facteur portait les lettres comme on porte le pain : encore chaudes, et sans rien demander.',
];
const AGENTS = [
  { name: 'Clio', role: 'conteuse — agent', motto: '« je relie tes images aux voix du quartier »', makes: 'text' },
  { name: 'Argus', role: 'œil de nuit — agent', motto: '« je vois ce que la pluie efface »', makes: 'image' },
  { name: 'Mnémo', role: 'archiviste — agent', motto: '« rien ne se perd, tout se raconte »', makes: 'video' },
  { name: 'Écho', role: 'compositeur — agent', motto: '« donne-moi un mot, je le chante »', makes: 'voice' },
] as const;

const TIE_NAMES = ['rime avec', 'même nuit', 'à écouter ensemble', 'l’original', 'voir aussi : la suite du carnet de voyage ✨'];

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/** A board that could be true: gold agents, what they made, forks between plots, work in progress. */
export async function sampleBoard(size: SampleSize, seed: number): Promise<SampleBoard> {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly [T, ...T[]] | readonly T[]): T => {
    const one = list[Math.floor(random() * list.length)];
    if (one === undefined) throw new RangeError('nothing to pick from');
    return one;
  };
  const pictures = await Promise.all(Array.from({ length: size.pictures }, (_, index) => samplePicture(index)));
  const regions: RegionView[] = [];
  const notes: { region: string; note: NoteView }[] = [];
  const cords: CordView[] = [];
  const creations: string[] = [];
  for (let p = 0; p < size.plots; p++) {
    const plot = p === 0 ? { x: 0, y: 0 } : spiralPlot(p - 1);
    const key = `${plot.x},${plot.y}`;
    regions.push({ key, plot, title: PLOT_NAMES[p % PLOT_NAMES.length] ?? '', tint: TINTS[p % TINTS.length] ?? '#FF9628' });
    const made: { id: string; colour: string }[] = [];
    const mine: string[] = [];
    for (let n = 0; n < size.notesPerPlot; n++) {
      const agent = n % 7 === 0;
      const radius = n === 0 ? 0 : 182 * Math.sqrt(n + 1.6);
      const angle = n * GOLDEN_ANGLE + p;
      const id = `n${p}-${n}`;
      const x = Math.round(plot.x * PLOT_SIZE + Math.cos(angle) * radius * 1.12 + (random() - 0.5) * 34);
      const y = Math.round(plot.y * PLOT_SIZE + Math.sin(angle) * radius + (random() - 0.5) * 34);
      const place = { id, x, y, z: n, rot: (random() - 0.5) * (agent ? 0.1 : 0.24), seed: Math.floor(random() * 1e9) };
      if (agent) {
        const one = AGENTS[(p + n / 7) % AGENTS.length] ?? AGENTS[0];
        const colour = CORD_COLOURS[(p * 3 + n / 7) % CORD_COLOURS.length] ?? '#C83430';
        made.push({ id, colour });
        notes.push({
          region: key,
          note: {
            ...place,
            kind: 'agent',
            agentKind: one.makes,
            size: 240,
            colour: '#D4A53C',
            title: one.name,
            subtitle: one.role,
            excerpt: one.motto,
          },
        });
        continue;
      }
      const kind: Kind = KINDS[(n + p) % KINDS.length] ?? 'text';
      const ghost =
        n === 5 || n % 23 === 11
          ? { ghost: { pct: n === 5 ? 62 : Math.round(random() * 100), phase: n % 2 === 1 ? 'j’écris…' : 'en file, 2e' } }
          : {};
      notes.push({
        region: key,
        note: {
          ...place,
          kind,
          size: 200,
          colour: NOTE_COLOUR[kind],
          title: pick(TITLES),
          ...(kind === 'text' ? { excerpt: pick(EXCERPTS) } : {}),
          ...(kind === 'voice' ? { subtitle: `voix · 0:${String(10 + Math.floor(random() * 49))}`, peaks: peaksLike(random) } : {}),
          ...(kind === 'image' || kind === 'video' ? { thumbUrl: pictures[(p * 31 + n) % pictures.length] ?? '' } : {}),
          ...ghost,
        },
      });
      if (!('ghost' in ghost)) mine.push(id);
      const author = made[Math.floor(random() * made.length)];
      if (author !== undefined)
        cords.push({ id: `c${id}`, from: { note: author.id }, to: { note: id }, colour: author.colour, style: 'cord' });
      const parent = mine.at(-3);
      if (parent !== undefined && parent !== id && random() < 0.14)
        cords.push({ id: `f${id}`, from: { note: parent }, to: { note: id }, colour: FORK_COLOUR, style: 'fork' });
      if (mine.length > 4 && random() < 0.14) {
        const label = n % 3 === 0 ? {} : { label: pick(TIE_NAMES) };
        cords.push({ id: `t${id}`, from: { note: pick(mine) }, to: { note: id }, colour: pick(CORD_COLOURS), style: 'tie', ...label });
      }
    }
    const far = creations.length > 0 && random() < 0.6 ? pick(creations) : undefined;
    const near = mine[0];
    if (far !== undefined && near !== undefined)
      cords.push({ id: `x${p}`, from: { note: far }, to: { note: near }, colour: FORK_COLOUR, style: 'fork' });
    creations.push(...mine.slice(0, 2));
  }
  return { regions, notes, cords };
}

function peaksLike(random: () => number): number[] {
  const a = random() * 6;
  return Array.from(
    { length: 48 },
    (_, i) => Math.abs(Math.sin(i * 0.55 + a) * Math.cos(i * 0.21 + a * 2)) * (0.5 + random() * 0.5) + 0.04,
  );
}
