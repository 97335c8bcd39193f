import { css, hex, hsl, mix } from '../colour.ts';
import { type Layer, type Stage, glow } from '../layer.ts';

/** Rivers of strokes that follow a field; over a film they flow. */
export function abstract(stage: Stage): Layer[] {
  const { size, margin, noise, random, palette, brief } = stage;
  const hues = [brief.hues[0] ?? random() * 360];
  const base = hues[0] ?? 200;
  hues.push(brief.hues[1] ?? base + 32, base + 165 + random() * 40, base - 26);
  const dark = palette.dark > 0.3 || random() < 0.35;
  const paper = dark ? hsl(base, 0.5, 0.1) : mix(hex('#f6efe0'), hsl(base, 0.4, 0.8), 0.25);
  const scale = 1.1 + random() * 1.1;
  const swirl = { x: 0.3 + random() * 0.4, y: 0.3 + random() * 0.4, turn: random() > 0.5 ? 1 : -1 };
  const angle = (x: number, y: number): number => {
    const [dx, dy] = [x / size - swirl.x, y / size - swirl.y];
    const pull = Math.exp(-(dx * dx + dy * dy) * 5);
    return (
      noise((x / size) * scale, (y / size) * scale) * Math.PI * 1.1 * (1 - pull) + (Math.atan2(dy, dx) + (Math.PI / 2) * swirl.turn) * pull
    );
  };
  const river =
    (count: number, wide: readonly [number, number], long: number, alpha: number): NonNullable<Layer['still']> =>
    (ink) => {
      ink.lineCap = 'round';
      ink.lineJoin = 'round';
      for (let i = 0; i < count; i++) {
        let [x, y] = [-margin + random() * (size + 2 * margin), -margin + random() * (size + 2 * margin)];
        const pick = noise((x / size) * 1.3 + 11, (y / size) * 1.3) * 0.5 + 0.5;
        const hue = hues[Math.min(hues.length - 1, Math.floor(pick * pick * hues.length + random() * 0.7))] ?? base;
        ink.strokeStyle = css(hsl(hue + (random() - 0.5) * 22, 0.62 + random() * 0.2, (dark ? 0.36 : 0.44) + random() * 0.3), alpha);
        ink.lineWidth = size * (wide[0] + random() ** 2 * (wide[1] - wide[0]));
        ink.beginPath();
        ink.moveTo(x, y);
        for (let k = 0; k < long; k++) {
          const a = angle(x, y);
          x += (Math.cos(a) * size) / 130;
          y += (Math.sin(a) * size) / 130;
          ink.lineTo(x, y);
        }
        ink.stroke();
      }
    };
  const sparks = Array.from({ length: 110 }, () => {
    const path: (readonly [number, number])[] = [];
    let [x, y] = [random() * size, random() * size];
    for (let k = 0; k < 70; k++) {
      path.push([x, y]);
      const a = angle(x, y);
      x += (Math.cos(a) * size) / 170;
      y += (Math.sin(a) * size) / 170;
    }
    return { path, phase: random(), r: 0.0015 + random() * 0.0035, hue: hues[Math.floor(random() * hues.length)] ?? base };
  });
  return [
    {
      name: 'ground',
      depth: 0,
      brush: 0,
      still: (ink) => {
        ink.fillStyle = css(paper);
        ink.fillRect(-margin, -margin, size + 2 * margin, size + 2 * margin);
        glow(ink, swirl.x * size, swirl.y * size, size * 0.7, css(hsl(base, 0.5, dark ? 0.28 : 0.86), 0.8), css(paper, 0));
      },
    },
    { name: 'wide rivers', depth: 0.1, brush: 0, still: river(260, [0.012, 0.05], 26, 0.34) },
    { name: 'rivers', depth: 0.25, brush: 0, still: river(700, [0.003, 0.014], 34, 0.5) },
    { name: 'threads', depth: 0.4, brush: 0, still: river(800, [0.0008, 0.003], 42, 0.7) },
    {
      name: 'sparks',
      depth: 0.5,
      brush: 0,
      moving: (ink, t) => {
        for (const spark of sparks) {
          const along = ((spark.phase + t) % 1) * (spark.path.length - 1);
          const [x, y] = spark.path[Math.floor(along)] ?? [0, 0];
          const shine = Math.sin(((spark.phase + t) % 1) * Math.PI);
          glow(ink, x, y, spark.r * size * 4, css(hsl(spark.hue, 0.8, 0.8), 0.6 * shine), css(hsl(spark.hue, 0.8, 0.7), 0));
          ink.fillStyle = css([255, 252, 240], 0.9 * shine);
          ink.beginPath();
          ink.arc(x, y, spark.r * size, 0, 7);
          ink.fill();
        }
      },
    },
  ];
}
