import type { Board } from './board.ts';
import type { Camera } from './camera.ts';
import { TEXT_NONE } from './note-state.ts';
import type { PictureAtlas } from './picture-atlas.ts';
import type { Sectors } from './sectors.ts';
import type { TextDesk } from './text/text-desk.ts';
import type { WorldRect } from './types.ts';
import type { NoteState } from './state.ts';

/** Pictures a little outside the screen are fetched too. */
const MARGIN = 0.15;

export interface ViewParts {
  readonly board: Board;
  readonly camera: Camera;
  readonly sectors: Sectors;
  readonly text: TextDesk;
  readonly pictures: PictureAtlas;
}

function grown(rect: WorldRect, share: number): WorldRect {
  const dx = rect.width * share;
  const dy = rect.height * share;
  return { x: rect.x - dx, y: rect.y - dy, width: rect.width + 2 * dx, height: rect.height + 2 * dy };
}

/** Finds what is in view and so needs words and pictures. */
export function passOverView(parts: ViewParts, px: number): void {
  const { board, camera, text, pictures } = parts;
  const now = performance.now();
  const wordless: NoteState[] = [];
  pictures.beginRound();
  board.notesIn(grown(camera.visibleRect(), MARGIN), (note) => {
    if (note.view.thumbUrl !== undefined) pictures.inView(note, note.size * px, now);
    if (note.textLevel === TEXT_NONE && note.crumple === 0 && text.levelFor(note, px) > TEXT_NONE) wordless.push(note);
  });
  pictures.request();
  text.want(wordless);
}
