import { FRAGMENT_HEAD, VERTEX_HEAD } from './head.ts';
import { FLAG_PIN_COVERED, PAST_STEPS } from './note.ts';

/** Reads the notes' own instances: a pin has no data of its own. Mirrors pin-place.ts. */
export const PIN_VERTEX = `${VERTEX_HEAD}
in vec2 aCorner;
in vec4 aPos;
in vec4 aTint;
in vec4 aMisc;
in vec4 aState;
out vec2 vP;
flat out vec3 vColour;
flat out float vLift;
flat out float vAlpha;
void main() {
  vec2 q = aCorner * 2.0 - 1.0;
  vP = q;
  float seed = aMisc.y;
  int flags = int(aMisc.w * 255.0 + 0.5);
  bool agent = aMisc.z * 255.0 > 3.5;
  float h = fract(seed * 9.7);
  vec3 c = h < 0.25 ? vec3(0.86, 0.16, 0.16) : h < 0.5 ? vec3(0.13, 0.42, 0.80) : h < 0.75 ? vec3(0.10, 0.58, 0.38) : vec3(0.93, 0.93, 0.90);
  vColour = agent ? vec3(0.78, 0.10, 0.13) : c;
  vLift = aState.w;
  float past = float(flags >> 1) / ${PAST_STEPS.toFixed(1)};
  vColour = mix(vColour, vec3(0.52, 0.51, 0.50), past);
  vAlpha = aTint.a * (1.0 - 0.55 * past);
  vec2 a = vec2((fract(seed * 5.1) - 0.5) * 0.06, -0.435) * aPos.z;
  float cs = cos(aPos.w), sn = sin(aPos.w);
  vec2 at = aPos.xy + vec2(cs * a.x - sn * a.y, sn * a.x + cs * a.y);
  at += q * aPos.z * 0.16;
  bool hidden = aState.z > 0.0 || (flags & ${FLAG_PIN_COVERED}) != 0 || aPos.z <= 0.0;
  gl_Position = hidden ? NOWHERE : project(at);
}`;

/** A lit ball-head pin: the foot at the origin, the ball up and left, the shadow down and right. */
export const PIN_FRAGMENT = `${FRAGMENT_HEAD}
#define SHADER_NAME pin
in vec2 vP;
flat in vec3 vColour;
flat in float vLift;
flat in float vAlpha;
void main() {
  vec2 p = vP;
  float aa = fwidth(p.x) * 1.2;
  vec2 ball = vec2(-0.10, -0.16) - vec2(0.03, 0.08) * vLift;
  float radius = 0.40;
  vec2 sp = p - vec2(0.20, 0.26) - vec2(0.10, 0.13) * vLift;
  sp = mat2(0.78, -0.62, 0.62, 0.78) * sp;
  float shadow = (1.0 - smoothstep(0.45, 1.25, length(sp / vec2(0.46, 0.33)))) * 0.42;
  float foot = (1.0 - smoothstep(0.02, 0.16, length(p - vec2(0.03, 0.05)))) * 0.5 * (1.0 - vLift);
  float a = max(shadow, foot);
  vec4 colour = vec4(vec3(0.10, 0.07, 0.05) * a * 0.4, a);
  vec2 n0 = (p - ball) / radius;
  float r = length(n0);
  float cover = 1.0 - smoothstep(1.0 - aa / radius, 1.0 + aa / radius, r);
  if (cover <= 0.0 && a < 0.003) discard;
  if (cover > 0.0) {
    vec3 normal = vec3(n0, sqrt(max(0.0, 1.0 - min(r * r, 1.0))));
    vec3 light = normalize(vec3(-0.5, -0.68, 0.62));
    float diffuse = max(dot(normal, light), 0.0);
    float facing = max(dot(normal, normalize(light + vec3(0.0, 0.0, 1.0))), 0.0);
    float back = 1.0 - normal.z;
    float rim = back * back * back;
    float f4 = facing * facing * facing * facing, f8 = f4 * f4, f16 = f8 * f8, f64 = f16 * f16 * f16 * f16;
    vec3 c = vColour * (0.30 + 0.80 * diffuse) + vColour * vColour * 0.25;
    c += f64 * f4 * 0.85 + f8 * f4 * 0.16;
    // Warm light thrown back by the paper.
    c += rim * vec3(0.30, 0.26, 0.20) * max(0.0, dot(normal, vec3(0.6, 0.7, 0.2))) * 1.1;
    c *= 1.0 - 0.35 * smoothstep(0.75, 1.0, r) * (1.0 - diffuse);
    colour = mix(colour, vec4(clamp(c, 0.0, 1.0), 1.0), cover);
  }
  finalColor = colour * vAlpha;
}`;
