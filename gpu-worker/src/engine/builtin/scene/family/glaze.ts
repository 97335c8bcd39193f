import { css, mix, type Colour } from '../colour.ts';
import type { Ink } from '../layer.ts';

/** A round thing's light from the left. */
export function turned(ink: Ink, x: number, half: number, own: Colour, share: number): ReturnType<Ink['createLinearGradient']> {
  const round = ink.createLinearGradient(x - half, 0, x + half, 0);
  round.addColorStop(0, css(mix(own, [255, 250, 235], share)));
  round.addColorStop(0.4, css(own));
  round.addColorStop(1, css(mix(own, [30, 15, 40], 0.52)));
  return round;
}
