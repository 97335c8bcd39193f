/** "oTo" drawn in pencil: two loops and a T, tied by a red cord from pin to pin. */
export function Wordmark() {
  return (
    <svg class="wordmark" viewBox="0 0 130 62" role="img" aria-label="oTo">
      <g class="wordmark-pencil">
        <path d="M24 18c-12-1-20 7-20 19 0 12 8 20 20 20s20-9 19-21c-1-11-9-19-19-18-9 1-17 8-16 18" />
        <path d="M22 21c-9 1-15 8-14 17 1 10 8 15 17 14 9-1 15-9 14-18-1-8-7-13-15-13" />
        <path d="M45 8c13-2 27-2 41-1M47 11c12-2 25-2 37-1M65 9c-1 15-1 31 0 47M68 10c-1 15-1 30 .4 45" />
        <path d="M106 18c-12-1-20 7-20 19 0 12 8 20 20 20s20-9 19-21c-1-11-9-19-19-18-9 1-17 8-16 18" />
        <path d="M104 21c-9 1-15 8-14 17 1 10 8 15 17 14 9-1 15-9 14-18-1-8-7-13-15-13" />
      </g>
      <path class="wordmark-cord-shadow" d="M24 18Q66 62 106 18" />
      <path class="wordmark-cord" d="M24 16Q66 60 106 16" />
      <path class="wordmark-twist" d="M24 16Q66 60 106 16" />
      <circle cx="24" cy="16" r="5.6" class="wordmark-pin red" />
      <circle cx="106" cy="16" r="5.6" class="wordmark-pin blue" />
      <circle cx="22.300" cy="14.300" r="1.600" class="wordmark-glint" />
      <circle cx="104.300" cy="14.300" r="1.600" class="wordmark-glint" />
    </svg>
  );
}
