import type { NoteState } from './state.ts';

/** Writes the pencil drawings of unfinished notes. */
export class GhostSheet {
  write(note: NoteState): void {
    const ghost = note.view.ghost;
    if (ghost === undefined) return;
    const layer = note.sector.ghosts;
    note.ghostRun ??= layer.take(1);
    const { page: index, start: slot } = note.ghostRun;
    const page = layer.page(index);
    const word = slot * (page.stride / 4);
    page.f32[word] = note.x - note.sector.x;
    page.f32[word + 1] = note.y - note.sector.y;
    page.f32[word + 2] = note.size;
    page.f32[word + 3] = note.rot;
    const byte = slot * page.stride + 16;
    page.u8[byte] = note.rgb >> 16;
    page.u8[byte + 1] = note.rgb >> 8;
    page.u8[byte + 2] = note.rgb;
    page.u8[byte + 3] = note.opacity * (1 - 0.55 * note.region.past) * 255;
    page.u8[byte + 4] = Math.max(0, Math.min(100, note.drawn)) * 2.55;
    page.u8[byte + 5] = note.seed;
    page.u8[byte + 6] = note.view.kind === 'agent' ? 255 : 0;
    page.u8[byte + 7] = note.glow * 255;
    const half = slot * (page.stride / 2) + 12;
    page.u16[half] = note.u0;
    page.u16[half + 1] = note.v0;
    page.u16[half + 2] = note.u1;
    page.u16[half + 3] = note.v1;
    page.u8[byte + 16] = note.bucket;
    page.touch(slot);
  }

  erase(note: NoteState): void {
    if (note.ghostRun !== null) note.sector.ghosts.free(note.ghostRun);
    note.ghostRun = null;
  }
}
