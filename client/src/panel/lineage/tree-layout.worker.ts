import { layOutTree, type TreeShape } from './tree-layout.ts';

/** Answers each shape with its places. */
addEventListener('message', ({ data }: MessageEvent<TreeShape>) => {
  const places = layOutTree(data);
  postMessage(places, { transfer: [places.buffer] });
});
