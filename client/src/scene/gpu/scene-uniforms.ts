import { UniformGroup } from 'pixi.js';
import { PAST_PLOTS } from '../shader/paper.ts';
import { FIELD_RANGE, GLYPH_SIDE } from '../text/glyph-atlas.ts';

/** What every material reads; written once a frame. */
export function createSceneUniforms() {
  return new UniformGroup({
    /** World container's place in px, zoom, unused. */
    uCamera: { type: 'vec4<f32>', value: new Float32Array([0, 0, 1, 0]) },
    /** CSS px. */
    uScreen: { type: 'vec2<f32>', value: new Float32Array([1, 1]) },
    /** Phase of the foil's sheen, repeats every 20. */
    uSheen: { type: 'f32', value: 0 },
    /** Device pixels per unit. */
    uPx: { type: 'f32', value: 1 },
    /** Seconds, repeats every 1,000. */
    uTime: { type: 'f32', value: 0 },
    uDark: { type: 'f32', value: 0 },
    /** How much of the notes' scene is seen: less where the map takes over. */
    uNotes: { type: 'f32', value: 1 },
    /** How far strings give way to notes, 0 to 1. */
    uCrowd: { type: 'f32', value: 0 },
    /** What is left of long strings far from their ends, 0 to 1. */
    uFaint: { type: 'f32', value: 1 },
    /** Relative to the floating origin, as the paper is. */
    uPastPlots: { type: 'vec4<f32>', value: new Float32Array(4 * PAST_PLOTS), size: PAST_PLOTS },
    uPastShares: { type: 'vec4<f32>', value: new Float32Array(4) },
    uField: { type: 'vec2<f32>', value: new Float32Array([GLYPH_SIDE, FIELD_RANGE]) },
  });
}

export type SceneUniforms = ReturnType<typeof createSceneUniforms>;
