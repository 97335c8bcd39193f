import type { BoardScene } from '../scene/types.ts';

const QUALITY = 0.8;

/** The board as it stands, as a JPEG at most `side` pixels wide and high. */
export function takePicture(scene: Pick<BoardScene, 'canvas' | 'renderNow'>, side: number): Promise<Blob | null> {
  // What was drawn is gone once this task ends.
  scene.renderNow();
  const { width, height } = scene.canvas;
  const scale = Math.min(1, side / Math.max(width, height));
  const copy = document.createElement('canvas');
  copy.width = Math.max(1, Math.round(width * scale));
  copy.height = Math.max(1, Math.round(height * scale));
  const ink = copy.getContext('2d');
  if (!ink) return Promise.resolve(null);
  ink.drawImage(scene.canvas, 0, 0, copy.width, copy.height);
  return new Promise((resolve) => copy.toBlob(resolve, 'image/jpeg', QUALITY));
}
