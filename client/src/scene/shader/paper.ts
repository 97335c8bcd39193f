import { FRAGMENT_HEAD } from './head.ts';

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
in vec2 vScreen;
uniform vec4 uCamera;
uniform vec2 uScreen;
uniform float uDark;
uniform float uPlainPaper;
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
  vec2 fromMiddle = vScreen - 0.5;
  colour *= 1.0 - 0.208 * dot(fromMiddle, fromMiddle);
  colour += vec3(0.012, 0.008, 0.0) * (1.6 - vScreen.x - vScreen.y);
  finalColor = vec4(colour, 1.0);
}`;
