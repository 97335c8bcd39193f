import type { Json } from '@oto/schema/base/canonical-json';

const DEPTH_MAX = 8;

/**
 * True for what JSON can say and Yjs carries unchanged: no undefined, NaN, infinity, bigint, bytes,
 * and no object whose prototype a `__proto__` key of the update has replaced.
 */
export function isPlainJson(value: unknown, depth = 0): value is Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth > DEPTH_MAX) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value)) return prototype === Array.prototype && value.every((item) => isPlainJson(item, depth + 1));
  if (prototype !== Object.prototype) return false;
  return Object.entries(value).every(([key, item]) => key !== '__proto__' && isPlainJson(item, depth + 1));
}
