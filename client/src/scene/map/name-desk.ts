import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import type { GlyphAtlas } from '../text/glyph-atlas.ts';
import type { WorldPoint, WorldRect } from '../types.ts';
import { declutter, type LabelClaim } from './declutter.ts';
import type { InstanceStream } from './instance-stream.ts';
import type { ClaimState, LandmarkState } from './map-state.ts';
import { claimLabel, labelBox, labelPx, landmarkLabel, sketchLabel, type NameLabel } from './name-label.ts';
import { farGain } from './river-width.ts';
import { NAME_EFFECT } from './shader/name.ts';

const FADE_MS = 220;
/** CSS px of gold from which it bears its name. */
const LANDMARK_NAMED_PX = 34;
/** One name for so many square px of screen, and never more than this. */
const PX_PER_NAME = 7000;
const MOST_NAMES = 260;
/** Of the plots in view, the fullest are tried. */
const MOST_TRIED = 2000;
/** Free px round a name: more where plots are too small to tell whose it is. */
const AIR_PX = 4;
const FAR_AIR_PX = 20;
const FAR_PLOT_PX = 60;
const APART_PX = 300;
/** Words kept set beside those of the last choice. */
const LABELS_SPARE = 100;

interface Shown {
  label: NameLabel;
  /** Its claim, for a sketch: the name fades with it. */
  readonly claim: ClaimState | null;
  alpha: number;
  goal: number;
  /** First glyph in the stream. */
  slot: number;
}

export interface NameView {
  /** What is looked through: the view and some more. */
  readonly covered: WorldRect;
  readonly view: WorldRect;
  readonly zoom: number;
  readonly share: number;
  /** Names then depend on the view alone, not on what was shown before. */
  readonly still: boolean;
}

/** Which names are written on the map, and their fading in and out: no name comes or goes at once. */
export class NameDesk {
  readonly #atlas: GlyphAtlas;
  readonly #stream: InstanceStream;
  readonly #shown = new Map<string, Shown>();
  readonly #labels = new Map<string, { readonly of: ClaimState | LandmarkState; readonly label: NameLabel; round: number }>();
  #round = 0;
  #generation = 0;

  constructor(atlas: GlyphAtlas, stream: InstanceStream) {
    this.#atlas = atlas;
    this.#stream = stream;
  }

  /** Whether words must be set anew because the atlas was cleared. */
  get isStale(): boolean {
    return this.#generation !== this.#atlas.generation;
  }

  /** Chooses the names for a view. Claims and landmarks come greatest first. */
  choose(claims: readonly ClaimState[], landmarks: readonly LandmarkState[], sketched: readonly ClaimState[], view: NameView): void {
    if (this.isStale) this.#labels.clear();
    this.#round++;
    this.#generation = this.#atlas.generation;
    const wanted = new Map<string, Shown>();
    if (view.share > 0) {
      const area = view.view.width * view.view.height * view.zoom * view.zoom;
      const chosen = declutter(this.#candidates(claims, landmarks, view), {
        most: Math.max(10, Math.min(MOST_NAMES, area / PX_PER_NAME)),
        air: AIR_PX + (FAR_AIR_PX - AIR_PX) * Math.max(0, 1 - (view.zoom * PLOT_SIZE) / FAR_PLOT_PX),
        apart: APART_PX,
      });
      for (const label of chosen) this.#want(wanted, label, null, view);
    }
    if (view.share < 1) {
      for (const claim of sketched) {
        if (claim.view.title) this.#want(wanted, this.#label(`sketch ${claim.view.key}`, claim, sketchLabel), claim, view);
      }
    }
    for (const [id, one] of this.#shown) {
      if (wanted.has(id)) continue;
      one.goal = 0;
      if (view.still || one.claim !== null) this.#shown.delete(id);
    }
    for (const [id, one] of wanted) this.#shown.set(id, one);
    this.#forget();
  }

  /** The words of a whole world would weigh more than the notes in view. */
  #forget(): void {
    let spare = 0;
    for (const { round } of this.#labels.values()) if (round !== this.#round) spare++;
    if (spare <= LABELS_SPARE) return;
    for (const [id, { round }] of this.#labels) if (round !== this.#round) this.#labels.delete(id);
  }

  /** Fades; answers whether some name still does. */
  step(ms: number): boolean {
    let fading = false;
    let gone = false;
    for (const [id, one] of this.#shown) {
      if (one.claim !== null) one.goal = one.alpha = one.claim.sketch;
      if (one.alpha !== one.goal) {
        const way = ms / FADE_MS;
        one.alpha = one.goal > one.alpha ? Math.min(one.goal, one.alpha + way) : Math.max(one.goal, one.alpha - way);
        if (one.alpha !== one.goal) fading = true;
      }
      if (one.claim === null && one.goal === 0 && one.alpha === 0) {
        this.#shown.delete(id);
        gone = true;
      } else if (one.slot >= 0) this.#fade(one);
    }
    return fading || gone;
  }

  write(origin: WorldPoint): void {
    this.#stream.clear();
    for (const one of this.#shown.values()) {
      one.slot = this.#stream.count;
      writeLabel(this.#stream, one.label, one.alpha, origin);
    }
  }

  *#candidates(claims: readonly ClaimState[], landmarks: readonly LandmarkState[], view: NameView): Generator<LabelClaim<NameLabel>> {
    const { covered, zoom } = view;
    const propose = (label: NameLabel): LabelClaim<NameLabel> => ({
      label,
      box: labelBox(label, view.view, zoom),
      words: label.words,
      shown: !view.still && (this.#shown.get(label.id)?.goal ?? 0) > 0,
    });
    for (const landmark of landmarks) {
      if (landmark.side * zoom * farGain(zoom) < LANDMARK_NAMED_PX) break;
      if (!holds(covered, landmark.view.x, landmark.view.y)) continue;
      const label = this.#label(`landmark ${landmark.view.id}`, landmark, landmarkLabel);
      if (labelPx(label, zoom) >= 6) yield propose(label);
    }
    let tried = 0;
    for (const claim of claims) {
      if (!claim.view.title || !holds(covered, claim.x, claim.y)) continue;
      if (++tried > MOST_TRIED) return;
      yield propose(this.#label(`plot ${claim.view.key}`, claim, claimLabel));
    }
  }

  #label<T extends ClaimState | LandmarkState>(id: string, of: T, make: (of: T, source: GlyphAtlas) => NameLabel): NameLabel {
    const known = this.#labels.get(id);
    if (known !== undefined && known.of === of) {
      known.round = this.#round;
      return known.label;
    }
    const label = make(of, this.#atlas);
    this.#labels.set(id, { of, label, round: this.#round });
    return label;
  }

  #want(wanted: Map<string, Shown>, label: NameLabel, claim: ClaimState | null, view: NameView): void {
    const known = this.#shown.get(label.id);
    const goal = claim?.sketch ?? 1;
    if (known !== undefined && known.claim === claim) {
      known.label = label;
      known.goal = goal;
      if (view.still) known.alpha = goal;
      wanted.set(label.id, known);
      return;
    }
    wanted.set(label.id, { label, claim, alpha: view.still || claim !== null ? goal : 0, goal, slot: -1 });
  }

  #fade(one: Shown): void {
    const { u8, stride } = this.#stream;
    const alpha = Math.round(one.alpha * 255);
    const count = one.label.line.glyphs.length;
    if (count === 0 || u8[one.slot * stride + 43] === alpha) return;
    for (let slot = one.slot; slot < one.slot + count; slot++) u8[slot * stride + 43] = alpha;
    this.#stream.touch();
  }
}

function holds(rect: WorldRect, x: number, y: number): boolean {
  return x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height;
}

function writeLabel(stream: InstanceStream, label: NameLabel, alpha: number, origin: WorldPoint): void {
  for (const { glyph, x, y } of label.line.glyphs) {
    const slot = stream.take();
    const word = (slot * stream.stride) / 4;
    const { f32, u16, u8 } = stream;
    f32[word] = x;
    f32[word + 1] = y;
    f32[word + 2] = glyph.width;
    f32[word + 3] = glyph.height;
    f32[word + 4] = label.x - origin.x;
    f32[word + 5] = label.y - origin.y;
    f32[word + 6] = label.size;
    f32[word + 7] = label.leastPx;
    const half = slot * (stream.stride / 2) + 16;
    u16[half] = glyph.u0;
    u16[half + 1] = glyph.v0;
    u16[half + 2] = glyph.u1;
    u16[half + 3] = glyph.v1;
    const byte = slot * stream.stride + 40;
    u8[byte] = label.ink >> 16;
    u8[byte + 1] = label.ink >> 8;
    u8[byte + 2] = label.ink;
    u8[byte + 3] = Math.round(alpha * 255);
    u8[byte + 4] = glyph.emoji ? NAME_EFFECT.emoji : NAME_EFFECT[label.effect];
    u8[byte + 5] = label.gains ? 255 : 0;
    u8[byte + 6] = Math.round((label.tilt * 2 + 0.5) * 255);
    u8[byte + 7] = label.onMap ? 255 : 0;
  }
}
