import { createBoardScene } from '../scene/board-scene.ts';
import type { BoardScene } from '../scene/types.ts';
import { sampleBoard } from './board-sample.ts';
import { sampleMap } from './map-sample.ts';

/**
 * The scene by itself on a sampled board. Query: `cam=x,y,zoom`, `w`, `h`, `r` (resolution),
 * `plots`, `notes` (a plot), `seed`, `theme=dark`, `live` (animated, with pointers), `past`
 * (a plot's key), `lasso=x,y,w,h`, `map` (plots of a world around, as the
 * atlas tells it), `loose=<note> <dx> <dy> <target>`. Without
 * `live` the picture is the same at every launch.
 */
declare global {
  interface Window {
    scene?: BoardScene;
    ready?: boolean;
  }
}

const query = new URLSearchParams(location.search);
const number = (name: string, otherwise: number): number => {
  const text = query.get(name);
  return text === null ? otherwise : Number(text);
};

const host = document.createElement('main');
const width = query.has('w') ? `${number('w', 1600)}px` : '100vw';
const height = query.has('h') ? `${number('h', 1000)}px` : '100vh';
host.style.cssText = `position:relative;overflow:hidden;width:${width};height:${height}`;
document.body.style.margin = '0';
document.body.append(host);

const live = query.has('live');
const scene = await createBoardScene(host, {
  seed: number('seed', 7),
  deterministic: !live,
  ...(live ? {} : { resolution: number('r', 1) }),
  quality: query.get('quality') === 'plain' ? 'plain' : 'auto',
  theme: query.get('theme') === 'dark' ? 'dark' : 'light',
});
const board = await sampleBoard(
  { plots: number('plots', 8), notesPerPlot: number('notes', 22), pictures: number('pictures', 36) },
  number('seed', 7),
);
for (const region of board.regions) scene.upsertRegion(region);
for (const { region, note } of board.notes) scene.upsertNote(region, note);
for (const cord of board.cords) scene.upsertCord(cord);
if (query.has('map')) {
  const world = sampleMap(number('map', 1000), number('seed', 7));
  scene.camera.setWorld(world.bounds);
  for (const claim of world.claims) scene.upsertClaim(claim);
  for (const river of world.rivers) scene.upsertRiver(river);
  for (const landmark of world.landmarks) scene.upsertLandmark(landmark);
}
const [x = 0, y = 0, zoom = 1] = (query.get('cam') ?? '0,0,1').split(',').map(Number);
scene.camera.moveTo({ x, y, zoom });
scene.setCursors([
  { id: 'u1', person: 'p1', name: 'Nadia', colour: '#C83430', x: x + 190, y: y - 120 },
  { id: 'u2', person: 'p2', name: 'Björn', colour: '#2660B4', x: x - 320, y: y + 140 },
]);
if (query.has('select')) scene.setSelection((query.get('select') ?? '').split(' '));
if (query.has('lift')) scene.setLifted((query.get('lift') ?? '').split(' '));
const loose = query.get('loose');
if (loose !== null) {
  const [note = '', dx = '260', dy = '120', target] = loose.split(' ');
  const from = scene.pinOf(note) ?? { x, y };
  const held = { note, x: from.x + Number(dx), y: from.y + Number(dy), colour: '#2FA05A', target: target ?? null };
  scene.holdLooseCord(held);
}
const [left = 0, top = 0, wide = 0, high = 0] = (query.get('lasso') ?? '').split(',').map(Number);
if (query.has('lasso')) scene.setLasso({ x: left, y: top, width: wide, height: high });
for (const key of query.getAll('past')) scene.setPast(key, true);
if (query.has('kind')) {
  const shown = new Set(board.notes.filter(({ note }) => note.kind === 'agent' || note.kind === 'image').map(({ note }) => note.id));
  scene.setFilter({ note: (id) => shown.has(id), cord: () => true });
}
await scene.settled(query.has('quick') ? 1 : 20_000);
window.scene = scene;
window.ready = true;
