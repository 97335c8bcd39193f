import { hashText, seededRandom } from '@oto/schema/base/seeded-random';
import { KINDS } from '@oto/schema/board/kind';
import { CORD_COLOURS, NOTE_COLOUR } from '@oto/schema/board/palette';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import type { CordView, NoteView, RegionView } from '../../scene/types.ts';

export interface BenchBoard {
  readonly regions: readonly RegionView[];
  readonly notes: readonly { readonly region: string; readonly note: NoteView }[];
  readonly cords: readonly CordView[];
}

export interface BenchSize {
  readonly notes: number;
  readonly columns: number;
  readonly rows: number;
  readonly pictures: readonly string[];
}

const TITLES = ['Océan de néon', 'La forêt à l’aube', 'Voix du marché', 'Ciel brûlé', 'Brouillard d’été', 'Naïveté'];
const EXCERPT = '« On entendait la pluie battre le zinc, et quelqu’un, très loin, jouait du piano. La ville dormait. »';

/**
 * As many notes and as many strings, on plots in a rectangle around the middle of the world; every
 * seventh note is an agent, and each string hangs between two notes of one plot.
 */
export function benchBoard({ notes: count, columns, rows, pictures }: BenchSize, seed: number): BenchBoard {
  const random = seededRandom(seed);
  const plots = columns * rows;
  const across = Math.ceil(Math.sqrt(count / plots));
  const pitch = (PLOT_SIZE - 260) / across;
  const regions: RegionView[] = [];
  const notes: { region: string; note: NoteView }[] = [];
  const cords: CordView[] = [];
  for (let p = 0; p < plots; p++) {
    const plot = { x: (p % columns) - (columns >> 1), y: Math.floor(p / columns) - (rows >> 1) };
    const key = `${plot.x},${plot.y}`;
    regions.push({ key, plot, title: TITLES[p % TITLES.length] ?? '', tint: CORD_COLOURS[p % CORD_COLOURS.length] ?? '#C83430' });
    const here = Math.min(Math.ceil(count / plots), count - notes.length);
    for (let n = 0; n < here; n++) {
      const id = `${key}:${n}`;
      const column = n % across;
      const row = Math.floor(n / across);
      const place = {
        id,
        x: Math.round(plot.x * PLOT_SIZE + (column + 0.5 - across / 2 + (random() - 0.5) * 0.3) * pitch),
        y: Math.round(plot.y * PLOT_SIZE + (row + 0.5 - across / 2 + (random() - 0.5) * 0.3) * pitch),
        z: n,
        rot: (random() - 0.5) * 0.24,
        seed: hashText(id),
      };
      const title = TITLES[n % TITLES.length] ?? '';
      const kind = KINDS[n % KINDS.length] ?? 'text';
      if (n % 7 === 0) {
        const agent = {
          kind: 'agent',
          agentKind: kind,
          size: 240,
          colour: '#D4A53C',
          title: 'Clio',
          subtitle: 'conteuse — agent',
        } as const;
        notes.push({ region: key, note: { ...place, ...agent } });
      } else {
        const of = {
          ...(kind === 'text' ? { excerpt: EXCERPT } : {}),
          ...(kind === 'voice' ? { peaks: Array.from({ length: 32 }, random), subtitle: 'voix · 0:42' } : {}),
          ...(kind === 'image' || kind === 'video' ? { thumbUrl: pictures[n % pictures.length] ?? '' } : {}),
        };
        notes.push({ region: key, note: { ...place, kind, size: 200, colour: NOTE_COLOUR[kind], title, ...of } });
      }
      const hop = [1, across, across + 1, 2][n % 4] ?? 1;
      cords.push({
        id: `c${id}`,
        from: { note: id },
        to: { note: `${key}:${(n + hop) % here}` },
        colour: CORD_COLOURS[n % CORD_COLOURS.length] ?? '#C83430',
        style: 'cord',
      });
    }
  }
  return { regions, notes, cords };
}
