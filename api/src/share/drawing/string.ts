import type { SKRSContext2D } from '@napi-rs/canvas';

type Point = readonly [x: number, y: number];

/** Millimetre-thick twisted string between two points, hanging by `sag`, with its shadow on the paper. */
export function drawString(ink: SKRSContext2D, from: Point, to: Point, sag: number, colour: string): void {
  const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 + sag * 2];
  const along = (dx: number, dy: number) => {
    ink.beginPath();
    ink.moveTo(from[0] + dx * 0.3, from[1] + dy * 0.3);
    ink.quadraticCurveTo(middle[0] + dx, middle[1] + dy, to[0] + dx, to[1] + dy);
  };
  ink.save();
  ink.lineCap = 'round';
  ink.filter = 'blur(4px)';
  ink.strokeStyle = 'rgba(50,42,30,0.34)';
  ink.lineWidth = 8;
  along(7, 15);
  ink.stroke();
  ink.filter = 'none';
  ink.strokeStyle = colour;
  ink.lineWidth = 8;
  along(0, 0);
  ink.stroke();
  // The strands, as dashes across half of it.
  ink.strokeStyle = 'rgba(0,0,0,0.28)';
  ink.lineWidth = 8;
  ink.lineCap = 'butt';
  ink.setLineDash([3, 6]);
  ink.stroke();
  ink.setLineDash([]);
  ink.strokeStyle = 'rgba(255,255,255,0.26)';
  ink.lineWidth = 2;
  along(-1, -2);
  ink.stroke();
  ink.restore();
}

/** A round-headed pin and the shadow of its head. */
export function drawPin(ink: SKRSContext2D, [x, y]: Point, [light, dark]: readonly [string, string]): void {
  ink.save();
  ink.filter = 'blur(5px)';
  ink.fillStyle = 'rgba(40,32,22,0.45)';
  ink.beginPath();
  ink.ellipse(x + 10, y + 18, 17, 13, 0.5, 0, Math.PI * 2);
  ink.fill();
  ink.filter = 'none';
  const head = ink.createRadialGradient(x - 7, y - 8, 2, x, y, 21);
  head.addColorStop(0, '#fff');
  head.addColorStop(0.22, light);
  head.addColorStop(1, dark);
  ink.fillStyle = head;
  ink.beginPath();
  ink.arc(x, y, 20, 0, Math.PI * 2);
  ink.fill();
  ink.restore();
}
