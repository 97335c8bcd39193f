const STORED = 'oto.chart';
/** Screens on which the chart would lie over the board's middle. */
const SMALL = '(max-width: 760px), (max-height: 620px)';

/** Whether the small map lies open: as it was left on large screens, folded at first on small ones. */
export function isChartOpen(): boolean {
  if (matchMedia(SMALL).matches) return false;
  try {
    return localStorage.getItem(STORED) !== 'folded';
  } catch {
    return true;
  }
}

export function rememberChart(open: boolean): void {
  if (matchMedia(SMALL).matches) return;
  try {
    localStorage.setItem(STORED, open ? 'open' : 'folded');
  } catch {
    // Storage is refused in some private windows: it then lasts as long as the page.
  }
}
