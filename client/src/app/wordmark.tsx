/** "oTo" drawn in pencil, over a red cord held by two pins. */
export function Wordmark() {
  return (
    <svg class="wordmark" viewBox="0 0 118 64" role="img" aria-label="oTo">
      <g class="wordmark-pencil">
        <path d="M23 17c-10-1-17 6-17 16 0 10 7 17 17 16 9 0 16-7 15-17-1-9-8-15-16-14-7 0-13 6-12 14" />
        <path d="M21 20c-7 1-12 6-11 13 1 8 6 12 13 11 7-1 12-6 11-14-1-6-5-10-11-10" />
        <path d="M43 7c11-2 22-2 33-1M45 10c10-2 20-2 29-1M59 8c-1 13-1 27 0 41M62 9c-.8 13-.8 26 .4 39" />
        <path d="M96 17c-10-1-17 6-17 16 0 10 7 17 17 16 9 0 16-7 15-17-1-9-8-15-16-14-7 0-13 6-12 14" />
        <path d="M94 20c-7 1-12 6-11 13 1 8 6 12 13 11 7-1 12-6 11-14-1-6-5-10-11-10" />
      </g>
      <path class="wordmark-cord-shadow" d="M8 56Q34 63 58 58T111 55" />
      <path class="wordmark-cord" d="M8 55Q34 62 58 57T111 54" />
      <path class="wordmark-twist" d="M8 55Q34 62 58 57T111 54" />
      <circle cx="8" cy="54.500" r="4" class="wordmark-pin blue" />
      <circle cx="111" cy="53.500" r="4" class="wordmark-pin red" />
      <circle cx="6.800" cy="53.300" r="1.200" class="wordmark-glint" />
      <circle cx="109.800" cy="52.300" r="1.200" class="wordmark-glint" />
    </svg>
  );
}
