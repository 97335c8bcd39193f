/**
 * Shared openings. The three matrices come from Pixi; `scene` uniforms from scene-uniforms.ts.
 * Every fragment writes premultiplied colour.
 */
export const VERTEX_HEAD = `#version 300 es
precision highp float;
uniform mat3 uProjectionMatrix;
uniform mat3 uWorldTransformMatrix;
uniform mat3 uTransformMatrix;
vec4 project(vec2 local) {
  vec2 clip = (uProjectionMatrix * (uWorldTransformMatrix * (uTransformMatrix * vec3(local, 1.0)))).xy;
  return vec4(clip, 0.0, 1.0);
}
const vec4 NOWHERE = vec4(2.0, 2.0, 2.0, 1.0);
`;

export const FRAGMENT_HEAD = `#version 300 es
precision highp float;
out vec4 finalColor;
// R grain, G fibres, B clouds, A brushed streaks; tiles.
uniform sampler2D uNoise;
`;

/** A variant of a shader: parts of it are compiled in or out, so that no fragment pays for what it never is. */
export function defined(fragment: string, ...names: readonly string[]): string {
  return fragment.replace('out vec4 finalColor;', ['out vec4 finalColor;', ...names.map((name) => `#define ${name}`)].join('\n'));
}

/** A fragment that fades with all that belongs to the notes' scene, where the map takes over. */
export function fading(fragment: string): string {
  return `${fragment.replace('void main()', 'void painted()')}
uniform float uNotes;
void main() {
  painted();
  finalColor *= uNotes;
}`;
}
