import { PLOT_SIZE, type Plot } from '@oto/schema/geometry/lattice';
import type { Kind } from '@oto/schema/board/kind';

/** A view of the board: its middle in world units, and its zoom. */
export interface View {
  readonly name: ViewName;
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** From afar to so near that a note is read. */
export const VIEW_NAMES = ['far', 'plot', 'group', 'note', 'reading'] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

export interface SeenNote {
  readonly id: string;
  readonly kind: Kind | 'agent';
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

export const SCREEN = { width: 1600, height: 1000 } as const;

/** Seen so, a whole plot lies on the screen. */
const WHOLE_ZOOM = 0.26;
/** The share of the screen's height that the notes of a plot fill in its picture, and how near that may be. */
const PLOT_SHARE = 0.6;
const PLOT_ZOOM_MAX = 0.5;
/** As in the reference pictures. */
const GROUP_ZOOM = 1;
const NOTE_ZOOM = 1.27;
const READING_ZOOM = 2.7;
/** The share of the screen that the claimed plots fill from afar, and how near that may be and still be the map. */
const FAR_SHARE = 0.86;
const FAR_ZOOM_MAX = 0.06;
/** Notes within this of an agent make its group, in units. */
const GROUP_REACH = 700;

/** Where the world is dense: cells of so many plots a side, x and y. */
export interface Density {
  readonly cellPlots: number;
  readonly cells: readonly (readonly [number, number])[];
}

/** All that is claimed, in the middle of the screen. */
export function farView({ cellPlots, cells }: Density): View {
  const span = (values: readonly number[]): { readonly middle: number; readonly size: number } => {
    const [low, high] = [Math.min(...values) * cellPlots, (Math.max(...values) + 1) * cellPlots];
    return { middle: ((low + high) / 2 - 0.5) * PLOT_SIZE, size: (high - low) * PLOT_SIZE };
  };
  const [x, y] = [span(cells.map(([column]) => column)), span(cells.map(([, row]) => row))];
  const fit = FAR_SHARE * Math.min(SCREEN.width / x.size, SCREEN.height / y.size);
  return { name: 'far', x: x.middle, y: y.middle, zoom: Math.min(FAR_ZOOM_MAX, fit) };
}

/** A whole plot, to see what lies on it. */
export function wholePlot(plot: Plot): View {
  return { name: 'plot', x: plot.x * PLOT_SIZE, y: plot.y * PLOT_SIZE, zoom: WHOLE_ZOOM };
}

/** A plot and its notes as one picture. */
export function plotView(plot: Plot, notes: readonly SeenNote[]): View {
  const whole = wholePlot(plot);
  const own = notes.filter((note) => Math.max(Math.abs(note.x - whole.x), Math.abs(note.y - whole.y)) < PLOT_SIZE / 2);
  const reach = Math.max(1, ...own.map((note) => Math.max(Math.abs(note.y - whole.y), Math.abs(note.x - whole.x)) + note.size / 2));
  return { ...whole, zoom: Math.min(PLOT_ZOOM_MAX, (SCREEN.height * PLOT_SHARE) / (2 * reach)) };
}

/** The liveliest agent with what it made, that agent, and a text beside it. Throws when there is nothing to look at. */
export function nearViews(notes: readonly SeenNote[]): readonly View[] {
  const made = notes.filter((note) => note.kind !== 'agent');
  const around = (agent: SeenNote): number => made.filter((note) => apart(note, agent) < GROUP_REACH).length;
  const [agent] = notes.filter((note) => note.kind === 'agent').toSorted((a, b) => around(b) - around(a) || (a.id < b.id ? -1 : 1));
  if (agent === undefined) throw new Error('no agent is in view');
  const near = made.toSorted((a, b) => apart(a, agent) - apart(b, agent) || (a.id < b.id ? -1 : 1));
  const read = near.find((note) => note.kind === 'text') ?? near[0] ?? agent;
  return [
    { name: 'group', x: agent.x, y: agent.y + 40, zoom: GROUP_ZOOM },
    { name: 'note', x: agent.x + 40, y: agent.y + 50, zoom: NOTE_ZOOM },
    { name: 'reading', x: read.x, y: read.y, zoom: READING_ZOOM },
  ];
}

/** The address that shows a view as a still picture; `live`: as everybody sees it, with all that stands around the board. */
export function addressOf(url: string, view: Pick<View, 'x' | 'y' | 'zoom'>, live = false): string {
  const plots = (units: number): string => String(Number((units / PLOT_SIZE).toFixed(6)));
  const at = `${plots(view.x)},${plots(view.y)},${view.zoom.toFixed(9).replace(/\.?0+$/, '')}`;
  return `${url}/?at=${at}${live ? '' : '&still'}`;
}

function apart(a: SeenNote, b: SeenNote): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
