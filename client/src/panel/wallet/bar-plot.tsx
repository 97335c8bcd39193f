import { createEffect, on, onCleanup, onMount } from 'solid-js';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Formats } from '../../i18n/format.ts';
import { stacked } from './consumption.ts';
import { crayon, type Ink } from './crayon.ts';

/** One amount a bar, in its ink. */
export type Drawn = { readonly name: string; readonly label: string; readonly ink: Ink; readonly amounts: readonly number[] };

/** CSS px. */
const HEIGHT = 190;
const WIDEST_BAR = 30;
const AXIS_FONT = '600 15px Caveat, cursive';
/** Of the axis below: CSS px that a day's name needs. */
const DAY_WIDTH = 74;

/** Bars stacked in crayon over a pencilled grid. Words stand beside it: it is a picture. */
export default function BarPlot(props: {
  readonly starts: readonly string[];
  readonly series: readonly Drawn[];
  readonly format: Formats;
  /** The bar under the pointer, by its place from the left. */
  readonly onPoint: (at: number | null) => void;
}) {
  let place!: HTMLDivElement;
  let plot: uPlot | null = null;

  function draw(): void {
    plot?.destroy();
    plot = new uPlot(options(place.clientWidth), dataOf(), place);
  }

  /** The highest of a stack is drawn first and the lower ones over it; of nothing, nothing is drawn. */
  function dataOf(): uPlot.AlignedData {
    const tops = stacked(props.series).toReversed();
    return [props.starts.map((_, at) => at), ...tops.map((top) => top.map((amount) => (amount === 0 ? null : amount)))];
  }

  function options(width: number): uPlot.Options {
    const css = getComputedStyle(place);
    const of = (name: string) => css.getPropertyValue(name).trim();
    const [ink, line] = [of('--ink-soft'), of('--line')];
    const bars = uPlot.paths.bars?.({ size: [0.72, WIDEST_BAR], radius: 0.12 });
    return {
      width,
      height: HEIGHT,
      padding: [10, 26, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, y: false, points: { show: false } },
      hooks: { setCursor: [(self) => props.onPoint(self.cursor.idx ?? null)] },
      scales: {
        x: { time: false, range: () => [-0.6, props.starts.length - 0.4] },
        y: { range: (_self, _low, high) => [0, Math.max(high * 1.06, 1)] },
      },
      axes: [
        {
          stroke: ink,
          font: AXIS_FONT,
          grid: { show: false },
          ticks: { show: false },
          size: 30,
          splits: () => marks(props.starts.length, width),
          values: (_self, at) => at.map((one) => props.format.calendarDay(props.starts[one] ?? props.starts[0] ?? '')),
        },
        {
          stroke: ink,
          font: AXIS_FONT,
          grid: { stroke: line, width: 1, dash: [5, 4] },
          ticks: { show: false },
          size: 44,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000, 1_000_000],
          values: (_self, at) => at.map((one) => props.format.number(one)),
        },
      ],
      series: [
        {},
        ...props.series.toReversed().map((series) => ({
          label: series.label,
          ...crayon(series.ink, css),
          width: 1.25,
          ...(bars === undefined ? {} : { paths: bars }),
          points: { show: false },
        })),
      ],
    };
  }

  onMount(() => {
    const night = matchMedia('(prefers-color-scheme: dark)');
    const resized = new ResizeObserver(() => {
      if (plot !== null && place.clientWidth > 0) plot.setSize({ width: place.clientWidth, height: HEIGHT });
    });
    night.addEventListener('change', draw);
    resized.observe(place);
    onCleanup(() => {
      night.removeEventListener('change', draw);
      resized.disconnect();
      plot?.destroy();
      plot = null;
    });
    createEffect(on([() => props.starts, () => props.series, () => props.format], draw));
    // The hand's letters may come after the first drawing.
    void document.fonts.load(AXIS_FONT).then(() => plot?.redraw(false, true));
  });

  return <div ref={place} class="bar-plot" onPointerLeave={() => props.onPoint(null)} />;
}

/** Places of the days that are named: the last one always, the others as far apart as their names need. */
function marks(count: number, width: number): number[] {
  const step = Math.max(1, Math.ceil((count * DAY_WIDTH) / Math.max(width - 50, DAY_WIDTH)));
  const places: number[] = [];
  for (let at = count - 1; at >= 0; at -= step) places.unshift(at);
  return places;
}
