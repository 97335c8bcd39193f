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
 * Two octaves a power of two apart are cross-faded on log2(zoom), so the grain looks alike at
 * every zoom. The rotation and the .375 make the pattern repeat every 327,680 units, which is the
 * step of the floating origin (floating-origin.ts): the paper never jumps.
 */
export const PAPER_FRAGMENT = `${FRAGMENT_HEAD}
#define SHADER_NAME paper
in vec2 vScreen;
uniform vec4 uCamera;
uniform vec2 uScreen;
uniform float uDark;
uniform float uPlainPaper;
/** Plots shown as they were: centre and half size; how much of each. */
uniform vec4 uPastPlots[${PAST_PLOTS}];
uniform vec4 uPastShares;
vec3 grain(vec2 world, float scale) {
  vec4 a = texture(uNoise, world * scale / 512.0);
  vec4 b = texture(uNoise, (world * mat2(0.8, 0.6, -0.6, 0.8)) * scale * 0.375 / 512.0 + 0.31);
  return vec3(
    (a.r - 0.5) * 0.6 + (b.r - 0.5) * 0.6,
    (a.g - 0.5) + (b.g - 0.5) * 0.7,
    (b.b - 0.5) + (a.b - 0.5) * 0.5
  );
}
void main() {
  vec2 world = (vScreen * uScreen - uCamera.xy) / uCamera.z;
  float level = log2(uCamera.z) + 20.0;
  float scale = exp2(floor(level) - 20.0);
  vec3 g;
  if (uPlainPaper > 0.5) {
    vec4 a = texture(uNoise, world * scale / 512.0);
    g = vec3(a.r - 0.5, a.g - 0.5, a.b - 0.5);
  } else {
    g = mix(grain(world, scale), grain(world, scale * 2.0), smoothstep(0.0, 1.0, fract(level)));
  }
  vec3 colour = mix(vec3(0.957, 0.937, 0.894), vec3(0.232, 0.219, 0.205), uDark);
  float depth = mix(1.0, 0.62, uDark);
  colour += g.z * vec3(0.022, 0.024, 0.030) * depth;
  colour += g.y * vec3(0.040, 0.040, 0.042) * depth;
  colour += g.x * vec3(0.060, 0.060, 0.062) * depth;
  for (int i = 0; i < ${PAST_PLOTS}; i++) {
    if (uPastShares[i] <= 0.0) continue;
    vec2 q = abs(world - uPastPlots[i].xy) / uPastPlots[i].zw;
    float reach = pow(pow(q.x, 2.7) + pow(q.y, 2.7), 1.0 / 2.7);
    // A sheet of tracing paper, rubbed with the side of the lead.
    float sheet = (1.0 - smoothstep(0.985, 1.01, reach)) * uPastShares[i];
    float stroke = 0.5 + 0.5 * sin((world.x + world.y * 0.86) * 0.021 + g.z * 9.0);
    float rub = smoothstep(0.02, 0.30, g.x + g.y + 0.10) * (0.35 + 0.65 * stroke);
    vec3 tracing = mix(vec3(0.968, 0.962, 0.945), vec3(0.272, 0.262, 0.252), uDark);
    colour = mix(colour, tracing + g.x * 0.04, sheet * 0.62);
    colour = mix(colour, mix(vec3(0.50, 0.495, 0.51), vec3(0.60, 0.59, 0.58), uDark), sheet * rub * 0.075);
  }
  vec2 fromMiddle = vScreen - 0.5;
  colour *= 1.0 - 0.208 * dot(fromMiddle, fromMiddle);
  colour += vec3(0.012, 0.008, 0.0) * (1.6 - vScreen.x - vScreen.y);
  finalColor = vec4(colour, 1.0);
}`;
