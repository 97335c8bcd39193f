/** Measures of a tag, in units below the string's middle. */
export const TAG_TOP = -6;
export const TAG_BASE = 40;
export const TAG_BOTTOM = 66;
/** Around the paper, for its shadow. */
export const TAG_MARGIN = 14;

/**
 * A paper tag on a string: a strip with clipped shoulders and a punched tab, held by a loop of the
 * string's own thread; or its pencil copy. `uv` runs over the quad, `size` is the quad's in units.
 */
export const TAG_SHAPE = `
float tagOutline(vec2 q, float half_) {
  vec2 b = abs(q - vec2(0.0, 33.5)) - vec2(half_, 18.0) + 2.0;
  float strip = length(max(b, 0.0)) + min(max(b.x, b.y), 0.0) - 2.0;
  float shoulder = (abs(q.x) - half_ + 15.5 - q.y + 8.0) * 0.7071;
  float tab = length((q - vec2(0.0, 16.0)) * vec2(0.86, 1.0)) - 12.0;
  return min(max(strip, shoulder), tab);
}
vec4 tag(vec2 uv, vec2 size, vec3 paper, vec3 thread, bool copied, float dusk) {
  vec2 q = vec2((uv.x - 0.5) * size.x, uv.y * size.y + ${TAG_TOP.toFixed(1)});
  float half_ = size.x * 0.5 - ${TAG_MARGIN.toFixed(1)};
  float aa = fwidth(q.y) * 0.75;
  float d = tagOutline(q, half_);
  float hole = length(q - vec2(0.0, 11.5)) - 3.9;
  float under = tagOutline(q - vec2(2.5, 4.5), half_);
  float shadow = (1.0 - smoothstep(-4.0, 6.5, under)) * mix(0.34, 0.48, dusk);
  float contact = (1.0 - smoothstep(-1.0, 2.2, tagOutline(q - vec2(0.8, 1.2), half_))) * 0.22;
  float dark = max(shadow, contact) * (copied ? 0.25 : 1.0);
  vec4 colour = vec4(vec3(0.16, 0.11, 0.07) * dark * 0.5, dark);
  float cover = 1.0 - smoothstep(-aa, aa, max(d, -hole));
  float fine = texture(uNoise, q / 190.0 + size.x * 0.013).r;
  float fibre = texture(uNoise, q / 260.0 + size.x * 0.021).g;
  vec3 c = paper * (1.0 + (fine - 0.5) * 0.07 + (fibre - 0.5) * 0.06);
  c *= 1.03 - 0.0022 * (q.y - 15.0);
  c *= 1.0 - 0.13 * smoothstep(-2.6, -0.3, d);
  c *= 1.0 - 0.34 * (1.0 - smoothstep(0.2, 2.2, hole));
  c *= mix(1.0, 0.86, dusk);
  vec3 lead = mix(vec3(0.36, 0.355, 0.37), vec3(0.74, 0.72, 0.70), dusk);
  if (copied) {
    float edge = 1.0 - smoothstep(0.6, 1.6 + aa, abs(max(d, -hole) + 1.2));
    c = mix(mix(vec3(0.965, 0.951, 0.915), vec3(0.30, 0.285, 0.27), dusk), lead, edge * (0.35 + 0.6 * fine));
    thread = lead;
  }
  colour = mix(colour, vec4(c, 1.0), cover);
  // Two strands of thread, from the string through the hole.
  float along = clamp((q.y + 2.0) / 14.5, 0.0, 1.0);
  float bow = sin(along * 3.1416) * 2.7 + 0.4;
  float strand = abs(abs(q.x) - bow) - 1.25;
  // What is seen through the hole lies in the shade of the tag.
  float through = (1.0 - smoothstep(-aa, aa, hole)) * (copied ? 0.2 : 0.5);
  colour = mix(colour, vec4(vec3(0.12, 0.09, 0.06) * 0.6, 1.0), through);
  float on = (1.0 - smoothstep(-aa, aa, strand)) * step(-2.5, q.y) * (1.0 - smoothstep(11.5, 13.0, q.y));
  vec3 rope = thread * (0.72 + 0.36 * sin(q.y * 1.7 + q.x));
  return mix(colour, vec4(rope, 1.0), on * 0.92);
}
`;
