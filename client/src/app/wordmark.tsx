/** "oTo" drawn in pencil: two loops and a T, tied by a red cord from pin to pin. */
export function Wordmark() {
  return (
    <svg class="wordmark" viewBox="0 0 132 56" role="img" aria-label="oTo">
      <g class="wordmark-pencil">
        <path d="M25 17c-10-1-17 6-17 16 0 9 7 15 16 15 10 0 17-7 16-17-1-9-8-14-16-13-8 0-15 7-14 15" />
        <path d="M23 19c-8 1-13 7-12 15 1 8 7 12 14 11 8-1 13-7 12-15-1-7-6-11-13-11" />
        <path d="M47 14c12-2 26-2 39-1M49 16.500c11-1.500 23-1.500 35-1M66 15c-1 11-1 22 0 33M68 15c-.6 11-.6 21 .3 32" />
        <path d="M108 17c-10-1-17 6-17 16 0 9 7 15 16 15 10 0 17-7 16-17-1-9-8-14-16-13-8 0-15 7-14 15" />
        <path d="M106 19c-8 1-13 7-12 15 1 8 7 12 14 11 8-1 13-7 12-15-1-7-6-11-13-11" />
      </g>
      <path class="wordmark-cord-shadow" d="M25 15Q66 46 108 15" />
      <path class="wordmark-cord" d="M25 13Q66 43 108 13" />
      <path class="wordmark-twist" d="M25 13Q66 43 108 13" />
      <circle cx="25" cy="12" r="5" class="wordmark-pin red" />
      <circle cx="108" cy="12" r="5" class="wordmark-pin blue" />
      <circle cx="23.500" cy="10.500" r="1.400" class="wordmark-glint" />
      <circle cx="106.500" cy="10.500" r="1.400" class="wordmark-glint" />
    </svg>
  );
}
