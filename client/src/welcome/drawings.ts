/** Pencil drawings of the page, as SVG; they say nothing that the words beside them do not. */
const svg = (body: string, box = '0 0 160 110'): string =>
  `<svg class="drawn" viewBox="${box}" aria-hidden="true" focusable="false">${body}</svg>`;
const note = (x: number, y: number, kind: string, turn: number, size = 44): string =>
  `<g transform="rotate(${turn} ${x + size / 2} ${y + size / 2})"><path class="n ${kind}" d="M${x} ${y}h${size}l-1 ${size - 7}q-${size / 2} 7-${size - 2} 4Z"/><circle class="p" cx="${x + size / 2}" cy="${y + 1}" r="4.500"/><circle class="g" cx="${x + size / 2 - 1.4}" cy="${y - 0.6}" r="1.300"/></g>`;
const cord = (d: string, colour: string): string =>
  `<path class="s" d="${d}"/><path class="c" style="stroke:${colour}" d="${d}"/><path class="t" d="${d}"/>`;
const hand = (x: number, y: number): string =>
  `<path class="h" transform="translate(${x} ${y})" d="M9 0c3 0 4 2 4 5v12l12 3c4 1 6 4 5 8l-3 12H10L1 27c-2-3 1-6 4-4V5c0-3 1-5 4-5Z"/>`;
const RED = '#c83430';
const BLUE = '#2660b4';
const GREY = '#6b655c';
const GOLD = '#d28f16';

export const DRAWN = {
  click: svg(
    `${note(52, 22, 'image', -4, 58)}<path class="d" d="M62 62l14-16 12 12 8-7 9 12"/><circle class="d" cx="96" cy="40" r="4"/>${hand(92, 58)}<path class="d" d="M128 40l10-8M132 54l12-1M118 30l4-11"/>`,
  ),
  pull: svg(
    `${cord('M26 20Q44 74 82 66T140 24', RED)}<circle class="p" cx="26" cy="20" r="5.500"/><circle class="p b" cx="140" cy="24" r="5.500"/>${hand(70, 64)}<path class="d" d="M40 84q-12 6-20 2m0 0l8-7m-8 7l9 6"/>`,
  ),
  fork: svg(
    `${note(16, 16, 'text', -5)}${note(98, 8, 'text', 4)}${note(98, 60, 'voice', -3)}${cord('M38 17Q70 46 120 9', GREY)}${cord('M38 17Q62 74 120 61', GREY)}`,
  ),
  make: svg(
    `${note(20, 22, 'agent', -3, 56)}${cord('M48 23Q84 66 118 26', BLUE)}<path class="d dash" d="M96 26h46l-1 42q-22 6-44 3Z"/><path class="d" d="M104 58l30-32 7 7-31 31-9 2Z"/>`,
  ),
  place: svg(
    `<path class="d" d="M22 78q-9-48 52-56t66 40-54 36-62-16"/><path class="d faint" d="M26 74q-6-42 50-48t60 36-52 30-52-12"/>${note(58, 34, 'agent', -3, 46)}${hand(92, 70)}`,
  ),
  develop: svg(
    `<path class="d dash" d="M12 26h40l-1 38q-19 6-38 3Z"/><path class="d" d="M58 46h14m-6-6l7 6-7 6"/><g opacity=".55">${note(78, 26, 'image', 0, 34)}</g><path class="d" d="M116 46h10m-5-5l6 5-6 5"/>${note(130, 26, 'image', 3, 28)}`,
  ),
  share: svg(
    `${note(58, 6, 'agent', 2, 42)}${note(10, 60, 'image', -5, 38)}${note(62, 66, 'video', 3, 36)}${note(114, 58, 'voice', 4, 38)}${cord('M79 8Q40 40 29 61', GOLD)}${cord('M79 8Q84 40 80 67', RED)}${cord('M79 8Q124 34 133 59', BLUE)}`,
  ),
} as const;
