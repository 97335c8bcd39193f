import { hashText } from '@oto/schema/base/seeded-random';
import { PLOT_SIZE, plotCentre } from '@oto/schema/geometry/lattice';
import { CordBook } from './cord-book.ts';
import { GhostSheet } from './ghost-sheet.ts';
import { GridHash } from './grid-hash.ts';
import { Motion } from './motion.ts';
import { PastFade } from './past-fade.ts';
import { createNoteState, isAbove, onNote, takeLook } from './note-state.ts';
import type { PictureAtlas } from './picture-atlas.ts';
import { pinX, pinY } from './pin-place.ts';
import { drawOutline } from './region-outline.ts';
import type { Sectors } from './sectors.ts';
import type { GlyphAtlas } from './text/glyph-atlas.ts';
import { writeRegionName } from './text/glyph-writer.ts';
import { moveTag } from './text/cord-tag.ts';
import { TagDesk } from './text/tag-desk.ts';
import { coversOf, type TextDesk } from './text/text-desk.ts';
import type { NoteView, RegionView, WorldRect } from './types.ts';
import type { WaveTexture } from './wave-texture.ts';
import type { NoteState, RegionState } from './state.ts';

export interface BoardParts {
  readonly sectors: Sectors;
  readonly atlas: GlyphAtlas;
  readonly waves: WaveTexture;
  readonly invalidate: () => void;
}

const LEAST_REACH = 640;
const MOST_REACH = 1640;
const REACH_STEP = 120;

/** All notes and plots: what is where, and what of it must be written to the GPU at the next flush. */
export class Board {
  readonly cords: CordBook;
  readonly motion: Motion;
  readonly tags: TagDesk;
  readonly past: PastFade;
  readonly notes = new Map<string, NoteState>();
  readonly regions = new Map<string, RegionState>();
  readonly #byHandle: (NoteState | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #grid = new GridHash();
  readonly #moved: NoteState[] = [];
  readonly #staleRegions = new Set<RegionState>();
  readonly #ghosts = new GhostSheet();
  readonly #parts: BoardParts;
  #text: TextDesk | null = null;
  #pictures: PictureAtlas | null = null;
  /** Something came or went, so what is in view must be found anew. */
  viewStale = true;

  constructor(parts: BoardParts) {
    this.#parts = parts;
    this.cords = new CordBook({
      note: (id) => this.notes.get(id),
      sectorAt: (x, y) => parts.sectors.at(x, y),
      longAt: (x, y) => parts.sectors.longAt(x, y),
      lifted: () => parts.sectors.lifted,
      tagSpoilt: (cord) => this.tags.spoil(cord),
      tagMoved: moveTag,
      tagGone: (cord) => this.tags.erase(cord),
      invalidate: parts.invalidate,
    });
    this.tags = new TagDesk(parts.atlas, (cord) => this.cords.touch(cord));
    this.past = new PastFade({ changed: (region) => this.#fade(region), turned: (region) => this.#turnWords(region) });
    this.motion = new Motion({ changed: (note) => this.touch(note), crumpled: (note) => this.removeNote(note.id) });
  }

  attach(text: TextDesk, pictures: PictureAtlas): void {
    this.#text = text;
    this.#pictures = pictures;
  }

  upsertRegion(view: RegionView): void {
    const known = this.regions.get(view.key);
    if (known !== undefined) {
      known.view = view;
      known.stale = true;
      this.#staleRegions.add(known);
      this.#parts.invalidate();
      return;
    }
    const centre = plotCentre(view.plot);
    const sector = this.#parts.sectors.atPlot(view.plot.x, view.plot.y);
    sector.reach(centre.x, centre.y, PLOT_SIZE / 2 + 60);
    const region: RegionState = {
      key: view.key,
      x: centre.x,
      y: centre.y,
      sector,
      view,
      notes: new Set(),
      outline: null,
      name: null,
      reachX: LEAST_REACH,
      reachY: LEAST_REACH * 0.78,
      stale: true,
      past: 0,
    };
    this.regions.set(view.key, region);
    this.#staleRegions.add(region);
    this.viewStale = true;
    this.#parts.invalidate();
  }

  removeRegion(key: string): void {
    const region = this.regions.get(key);
    if (region === undefined) return;
    for (const note of Array.from(region.notes)) {
      this.removeNote(note.id);
      this.cords.removeLoose(note.id);
    }
    if (region.outline !== null) region.sector.pencil.free(region.outline);
    if (region.name !== null) region.sector.graffiti.free(region.name);
    this.past.forget(region);
    this.regions.delete(key);
    this.#staleRegions.delete(region);
    this.#sweep();
    this.viewStale = true;
    this.#parts.invalidate();
  }

  upsertNote(regionKey: string, view: NoteView): void {
    const region = this.regions.get(regionKey);
    if (region === undefined) throw new Error(`note ${view.id} for the unknown region ${regionKey}`);
    const known = this.notes.get(view.id);
    if (known !== undefined && known.region !== region) this.removeNote(view.id);
    const note = this.notes.get(view.id);
    if (note === undefined) this.#addNote(region, view);
    else this.#changeNote(note, view);
  }

  removeNote(id: string): void {
    const note = this.notes.get(id);
    if (note === undefined) return;
    this.motion.forget(note);
    this.#text?.erase(note);
    this.#pictures?.detach(note);
    this.#parts.waves.release(note);
    this.#ghosts.erase(note);
    note.sector.removeNote(note);
    this.#grid.delete(note.handle);
    this.#byHandle[note.handle] = undefined;
    this.#free.push(note.handle);
    this.notes.delete(id);
    note.region.notes.delete(note);
    this.#spoilBelow(note);
    this.cords.noteChanged(id);
    this.viewStale = true;
    this.#parts.invalidate();
  }

  /** Where it is now; the instance is written at the next flush. Nothing is allocated. */
  moveNote(note: NoteState, x: number, y: number, rot: number): void {
    note.x = x;
    note.y = y;
    note.rot = rot;
    this.touch(note);
  }

  touch(note: NoteState): void {
    if (!note.moved) {
      note.moved = true;
      this.#moved.push(note);
    }
    this.#parts.invalidate();
  }

  /** Its opacity or its glow changed: what lies where stays as it is. A note that moved is drawn anew all the same. */
  repaint(note: NoteState): void {
    if (!note.moved) this.#paint(note);
    this.#parts.invalidate();
  }

  /** A failed ghost becomes a sheet of pale paper, and that is crumpled. */
  crumple(note: NoteState): void {
    if (note.view.ghost !== undefined) {
      this.#ghosts.erase(note);
      const { ghost: _, ...rest } = note.view;
      note.view = rest;
      note.code = 0;
      note.bucket = 0;
      note.rgb = 0xefe7d6;
      note.sector.addNote(note);
    }
    this.#text?.erase(note);
    this.motion.crumple(note);
    this.touch(note);
  }

  /** Exactly these notes lie on the sheet above the board. */
  setLifted(ids: readonly string[]): void {
    const wanted = new Set(ids);
    const down = [...this.notes.values()].filter((note) => note.sector === this.#parts.sectors.lifted);
    for (const note of down) {
      note.lift = 0;
      this.#changeSector(note, note.region.sector);
      if (!wanted.has(note.id)) this.motion.land(note);
    }
    const up = [...wanted].map((id) => this.notes.get(id)).filter((note) => note !== undefined);
    const [first] = up;
    if (first === undefined) {
      this.cords.flush();
      this.#parts.sectors.closeLifted();
      return;
    }
    for (const note of down) for (const cord of note.cords) this.cords.touch(cord);
    this.cords.flush();
    const sheet = this.#parts.sectors.openLifted(first);
    for (const note of up.sort((a, b) => (isAbove(a, b) ? 1 : -1))) {
      note.lift = 1;
      this.#changeSector(note, sheet);
    }
  }

  /** Topmost note under a world point. */
  noteUnder(x: number, y: number): NoteState | null {
    let best: NoteState | null = null;
    this.#grid.query({ x, y, width: 0, height: 0 }, (handle) => {
      const note = this.#byHandle[handle];
      if (note === undefined || note.crumple > 0 || !onNote(note, x, y, 0)) return;
      if (best === null || isAbove(note, best)) best = note;
    });
    return best;
  }

  notesIn(rect: WorldRect, visit: (note: NoteState) => void): void {
    this.#grid.query(rect, (handle) => {
      const note = this.#byHandle[handle];
      if (note === undefined) return;
      const half = note.size * 0.62;
      if (note.x + half < rect.x || note.x - half > rect.x + rect.width || note.y + half < rect.y || note.y - half > rect.y + rect.height)
        return;
      visit(note);
    });
  }

  /** Writes all that changed since the last flush into the pages. */
  flush(): void {
    for (const note of this.#moved) {
      note.moved = false;
      if (this.#byHandle[note.handle] === note) this.#settleNote(note);
    }
    this.#moved.length = 0;
    for (const region of this.#staleRegions) this.#drawRegion(region);
    this.#staleRegions.clear();
    this.cords.flush();
  }

  /** Notes that lie over this one. */
  covering(note: NoteState): readonly NoteState[] {
    if (note.sector === this.#parts.sectors.lifted) return [];
    return coversOf(note, this.#touching(note));
  }

  #addNote(region: RegionState, view: NoteView): void {
    const handle = this.#free.pop() ?? this.#byHandle.length;
    const note = createNoteState(handle, view, region, region.sector);
    this.#byHandle[handle] = note;
    this.notes.set(view.id, note);
    region.notes.add(note);
    note.glow = view.selected === true ? 1 : 0;
    this.#dress(note);
    this.touch(note);
    this.cords.noteChanged(view.id);
    this.viewStale = true;
  }

  #changeNote(note: NoteState, view: NoteView): void {
    const before = note.view;
    const landed = before.ghost !== undefined && view.ghost === undefined;
    if (before.z !== view.z) {
      note.sector.restack();
      this.#spoilBelow(note);
    }
    takeLook(note, view);
    if (note.sector !== this.#parts.sectors.lifted) {
      this.motion.stopGlide(note);
      note.x = view.x;
      note.y = view.y;
      note.rot = view.rot;
    }
    this.#dress(note);
    this.#text?.spoil(note);
    if (landed) this.motion.land(note);
    if (view.ghost !== undefined) this.motion.develop(note);
    this.touch(note);
    this.viewStale = true;
  }

  /** Ghost or paper, waveform, picture. */
  #dress(note: NoteState): void {
    const { ghost, kind, thumbUrl } = note.view;
    if (ghost === undefined && note.slot < 0) {
      this.#ghosts.erase(note);
      note.sector.addNote(note);
    }
    if (ghost !== undefined && note.slot >= 0) note.sector.removeNote(note);
    const finished = ghost === undefined;
    if (kind === 'voice' && finished) this.#parts.waves.assign(note);
    else this.#parts.waves.release(note);
    if (kind !== 'voice') this.#pictures?.attach(note, kind === 'image' || kind === 'video' ? thumbUrl : undefined);
  }

  #changeSector(note: NoteState, sector: NoteState['sector']): void {
    this.#text?.erase(note);
    this.#ghosts.erase(note);
    const finished = note.slot >= 0;
    if (finished) note.sector.removeNote(note);
    this.#spoilBelow(note);
    note.sector = sector;
    if (finished) sector.addNote(note);
    for (const cord of note.cords) this.cords.touch(cord);
    this.touch(note);
    this.viewStale = true;
  }

  #settleNote(note: NoteState): void {
    const box = note.size * 0.75;
    this.#grid.set(note.handle, note.x - box, note.y - box, box * 2, box * 2);
    this.#refreshOverlap(note);
    this.#paint(note);
    note.sector.reach(note.x, note.y, note.size);
    this.#text?.moved(note);
    for (const cord of note.cords) this.cords.touch(cord);
    this.#checkReach(note);
  }

  #touching(note: NoteState): NoteState[] {
    const found: NoteState[] = [];
    const reach = note.size * 0.72;
    this.#grid.query({ x: note.x - reach, y: note.y - reach, width: reach * 2, height: reach * 2 }, (handle) => {
      const other = this.#byHandle[handle];
      if (other === undefined || other === note) return;
      const near = (note.size + other.size) * 0.62;
      if (Math.abs(other.x - note.x) < near && Math.abs(other.y - note.y) < near) found.push(other);
    });
    return found;
  }

  /** Pins and words that another note lies over are not drawn. */
  #refreshOverlap(note: NoteState): void {
    const touching = this.#touching(note);
    if (touching.length === 0 && note.over.length === 0 && !note.pinCovered) return;
    const lifted = note.sector === this.#parts.sectors.lifted;
    const over = lifted || note.view.ghost !== undefined ? [] : touching.filter((other) => isAbove(note, other));
    for (const other of new Set([...note.over, ...over])) this.#recover(other);
    note.over = over;
    this.#recover(note);
  }

  #spoilBelow(note: NoteState): void {
    for (const other of note.over) this.#recover(other);
    note.over = [];
  }

  #recover(note: NoteState): void {
    if (this.#byHandle[note.handle] !== note) return;
    this.#text?.spoil(note);
    const x = pinX(note.x, note.size, note.rot, note.seed);
    const y = pinY(note.y, note.size, note.rot, note.seed);
    const covered = this.covering(note).some((cover) => onNote(cover, x, y, -2));
    if (covered === note.pinCovered) return;
    note.pinCovered = covered;
    note.sector.writeNote(note);
  }

  /** The outline grows in steps to hold the plot's notes, and never shrinks. */
  #checkReach(note: NoteState): void {
    const region = note.region;
    const step = (distance: number, least: number): number =>
      Math.max(least, Math.min(MOST_REACH, Math.ceil((distance + note.size * 0.5 + 150) / REACH_STEP) * REACH_STEP));
    const reachX = step(Math.abs(note.x - region.x), region.reachX);
    const reachY = step(Math.abs(note.y - region.y), region.reachY);
    if (reachX <= region.reachX && reachY <= region.reachY) return;
    region.reachX = reachX;
    region.reachY = reachY;
    region.stale = true;
    this.#staleRegions.add(region);
  }

  #drawRegion(region: RegionState): void {
    if (!region.stale) return;
    region.stale = false;
    const { sector } = region;
    if (region.outline !== null) sector.pencil.free(region.outline);
    region.outline = drawOutline(sector.pencil, {
      x: region.x - sector.x,
      y: region.y - sector.y,
      reachX: region.reachX,
      reachY: region.reachY,
      seed: hashText(region.key),
    });
    writeRegionName(region, this.#parts.atlas);
  }

  #paint(note: NoteState): void {
    if (note.slot >= 0) note.sector.writeNote(note);
    else this.#ghosts.write(note);
  }

  /** Notes and strings of a region that fades to or from its past. */
  #fade(region: RegionState): void {
    for (const note of region.notes) {
      this.#paint(note);
      for (const cord of note.cords) this.cords.touch(cord);
    }
    this.#parts.invalidate();
  }

  #turnWords(region: RegionState): void {
    for (const note of region.notes) {
      this.#text?.spoil(note);
      for (const cord of note.cords) this.tags.spoil(cord);
    }
    region.stale = true;
    this.#staleRegions.add(region);
  }

  /** The graffiti's glyphs moved in the atlas. */
  respray(): void {
    for (const region of this.regions.values()) {
      region.stale = true;
      this.#staleRegions.add(region);
    }
  }

  #sweep(): void {
    const used = new Set([...this.regions.values()].map((region) => region.sector));
    this.cords.flush();
    for (const cord of this.cords.values()) if (cord.sector !== null) used.add(cord.sector);
    this.#parts.sectors.sweep((sector) => used.has(sector));
  }
}
