import { type Colour, css, mix } from '../colour.ts';
import { type Ink, curve } from '../layer.ts';

/** One fish; nose toward +x when `way` is 1. */
export function fish(ink: Ink, x: number, y: number, long: number, way: number, body: Colour, wag: number): void {
  ink.save();
  ink.translate(x, y);
  ink.scale(way, 1);
  curve(ink, [
    [long * 0.5, 0],
    [long * 0.2, -long * 0.2],
    [-long * 0.25, -long * 0.1],
    [-long * 0.36, wag * 0.4],
    [-long * 0.25, long * 0.1],
    [long * 0.2, long * 0.2],
  ]);
  const shine = ink.createLinearGradient(0, -long * 0.2, 0, long * 0.2);
  shine.addColorStop(0, css(mix(body, [20, 40, 60], 0.25)));
  shine.addColorStop(0.6, css(body));
  shine.addColorStop(1, css(mix(body, [255, 255, 255], 0.45)));
  ink.fillStyle = shine;
  ink.fill();
  ink.beginPath();
  ink.moveTo(-long * 0.3, wag * 0.3);
  ink.lineTo(-long * 0.56, -long * 0.17 + wag);
  ink.lineTo(-long * 0.5, wag);
  ink.lineTo(-long * 0.56, long * 0.17 + wag);
  ink.fill();
  ink.fillStyle = 'rgba(15,25,40,0.9)';
  ink.beginPath();
  ink.arc(long * 0.34, -long * 0.045, Math.max(0.7, long * 0.03), 0, 7);
  ink.fill();
  ink.restore();
}
