import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { brushOver } from './brush.ts';
import type { Ink } from './layer.ts';
import { REST } from './wind.ts';
import { manner } from './manner.ts';
import { border, grain } from './paper.ts';
import type { Scene } from './scene.ts';

/** How far the nearest layer travels over a film, as a share of the frame. */
const TRAVEL = 0.075;

export type Easel = {
  readonly canvas: Canvas;
  /** Paints the still part of the next layer; false when all are done. */
  prepare(): string | null;
  /** Draws the picture as it is at `t`, 0..1, with the layers prepared so far. */
  draw(t: number): void;
};

/** Layers are painted once, each on its own canvas, then laid over one another for every frame. */
export function easelOf(scene: Scene): Easel {
  const { size, margin, noise, random, brief } = scene.stage;
  const canvas = createCanvas(size, size);
  const ink = canvas.getContext('2d');
  const stills: (Canvas | null)[] = [];
  const tooth = grain(size, size, noise, random);
  const frame = border(size, size, noise);
  const way = brief.seed % 2 === 0 ? 1 : -1;
  return {
    canvas,
    prepare: () => {
      const layer = scene.layers[stills.length];
      if (!layer) return null;
      if (!layer.still) {
        stills.push(null);
        return layer.name;
      }
      const sheet = createCanvas(size + 2 * margin, size + 2 * margin);
      const pen = sheet.getContext('2d');
      pen.translate(margin, margin);
      layer.still(pen);
      brushOver(sheet, layer.brush, size, noise, random);
      stills.push(sheet);
      return layer.name;
    },
    draw: (t) => {
      ink.setTransform(1, 0, 0, 1, 0, 0);
      ink.globalAlpha = 1;
      ink.globalCompositeOperation = 'source-over';
      ink.fillStyle = 'rgb(247,242,230)';
      ink.fillRect(0, 0, size, size);
      const pan = way * (t - 0.5) * TRAVEL * size;
      for (const [i, layer] of scene.layers.entries()) {
        if (i >= stills.length) break;
        const sheet = stills[i];
        ink.setTransform(1, 0, 0, 1, pan * layer.depth, 0);
        const { bend } = layer;
        if (sheet && bend && t !== REST) bent(ink, sheet, (y) => bend(y, t), size, margin);
        else if (sheet) ink.drawImage(sheet, -margin, -margin);
        if (layer.moving) aside(ink, (pen) => layer.moving?.(pen, t));
      }
      ink.setTransform(1, 0, 0, 1, 0, 0);
      manner(ink, size, size, brief.manner);
      ink.globalCompositeOperation = 'soft-light';
      ink.globalAlpha = 0.62;
      ink.drawImage(tooth, 0, 0);
      ink.globalAlpha = 1;
      ink.globalCompositeOperation = 'source-over';
      ink.drawImage(frame, 0, 0);
    },
  };
}

function aside(ink: Ink, paint: (ink: Ink) => void): void {
  ink.save();
  paint(ink);
  ink.restore();
}

/** A sheet in strips, each moved across. */
function bent(ink: Ink, sheet: Canvas, bend: (y: number) => number, size: number, margin: number): void {
  const strip = Math.max(2, Math.round(size / 128));
  const { width, height } = sheet;
  for (let top = 0; top < height; top += strip) {
    const tall = Math.min(strip, height - top);
    const shift = bend((top - margin) / size) * size - margin;
    ink.drawImage(sheet, 0, top, width, tall, shift, top - margin, width, tall);
  }
}
