import { TILE_REACH, TILE_SIDE } from '../paper/paper-tile.ts';
import { FRAGMENT_HEAD } from './head.ts';

/** Plots that may be shown as they were at one time. */
export const PAST_PLOTS = 4;

export const PAPER_VERTEX = `#version 300 es
precision highp float;
in vec2 aCorner;
out vec2 vScreen;
void main() {
  vScreen = aCorner;
  gl_Position = vec4(aCorner.x * 2.0 - 1.0, 1.0 - aCorner.y * 2.0, 0.0, 1.0);
}`;

/**
 * Two readings of the baked tile (paper/paper-tile.ts): sizes a power of two apart are cross-faded on
 * log2(zoom), so the grain looks alike at every zoom. PLAIN takes the larger alone. PAST lays tracing
 * paper under plots that are shown as they were.
 * The tile's side is a power of two texels and the floating origin's step one of units
 * (floating-origin.ts), so the pattern repeats every step: the paper never jumps.
 */
export const PAPER_FRAGMENT = `${FRAGMENT_HEAD}
#define SHADER_NAME paper
in vec2 vScreen;
uniform sampler2D uPaper;
uniform vec4 uCamera;
uniform vec2 uScreen;
uniform float uDark;
#ifdef PAST
/** Plots shown as they were: centre and half size; how much of each. */
uniform vec4 uPastPlots[${PAST_PLOTS}];
uniform vec4 uPastShares;
vec3 tracing(vec3 colour, vec2 world, float scale) {
  vec3 g = texture(uNoise, world * scale / 512.0).rgb - 0.5;
  for (int i = 0; i < ${PAST_PLOTS}; i++) {
    if (uPastShares[i] <= 0.0) continue;
    vec2 q = abs(world - uPastPlots[i].xy) / uPastPlots[i].zw;
    float reach = pow(pow(q.x, 2.7) + pow(q.y, 2.7), 1.0 / 2.7);
    // A sheet of tracing paper, rubbed with the side of the lead.
    float sheet = (1.0 - smoothstep(0.985, 1.01, reach)) * uPastShares[i];
    float stroke = 0.5 + 0.5 * sin((world.x + world.y * 0.86) * 0.021 + g.z * 9.0);
    float rub = smoothstep(0.02, 0.30, g.x + g.y + 0.10) * (0.35 + 0.65 * stroke);
    vec3 sheen = mix(vec3(0.968, 0.962, 0.945), vec3(0.272, 0.262, 0.252), uDark);
    colour = mix(colour, sheen + g.x * 0.04, sheet * 0.62);
    colour = mix(colour, mix(vec3(0.50, 0.495, 0.51), vec3(0.60, 0.59, 0.58), uDark), sheet * rub * 0.075);
  }
  return colour;
}
#endif
void main() {
  vec2 world = (vScreen * uScreen - uCamera.xy) / uCamera.z;
  float level = log2(uCamera.z) + 20.0;
  float scale = exp2(floor(level) - 20.0);
  vec2 at = world * scale / ${TILE_SIDE.toFixed(1)};
  float tone = texture(uPaper, at).r;
#ifndef PLAIN
  tone = mix(tone, texture(uPaper, at * 2.0).r, smoothstep(0.0, 1.0, fract(level)));
#endif
  tone = (tone - 0.5) * ${(TILE_REACH * 2).toFixed(2)} * mix(1.0, 0.62, uDark);
  vec3 colour = mix(vec3(0.957, 0.937, 0.894), vec3(0.232, 0.219, 0.205), uDark) + tone;
#ifdef PAST
  colour = tracing(colour, world, scale);
#endif
  vec2 fromMiddle = vScreen - 0.5;
  colour *= 1.0 - 0.208 * dot(fromMiddle, fromMiddle);
  colour += vec3(0.012, 0.008, 0.0) * (1.6 - vScreen.x - vScreen.y);
  finalColor = vec4(colour, 1.0);
}`;
