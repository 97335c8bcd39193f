/** Milliseconds a bead takes for a way of so many units: near or far, it can be followed by eye. */
export function wayMs(length: number): number {
  return Math.min(2400, 620 + length * 0.62);
}

/** All ways of one light together take no longer than this, milliseconds: each is quicker when they are many. */
const WHOLE_MS = 9000;
const LEAST_MS = 360;

export function paced(ms: number, ways: number): number {
  return Math.max(LEAST_MS, Math.min(ms, WHOLE_MS / Math.max(1, ways)));
}

/** Share of the way covered at a share of the time: leaves and arrives gently. */
export function eased(share: number): number {
  const at = Math.max(0, Math.min(1, share));
  return at * at * (3 - 2 * at);
}

/** How much of the bead is there: it wells up from one pin and sinks into the other. */
export function swell(share: number): number {
  return Math.max(0, Math.min(1, share / 0.1, (1 - share) / 0.06));
}

export const GLOW_MS = 1700;

/** How strongly the note that earned glows: quickly there, slowly gone. */
export function glowAt(ms: number): number {
  if (ms <= 0 || ms >= GLOW_MS) return 0;
  const rise = Math.min(1, ms / 220);
  const fall = 1 - Math.max(0, (ms - 220) / (GLOW_MS - 220));
  return rise * rise * (3 - 2 * rise) * fall * fall;
}
