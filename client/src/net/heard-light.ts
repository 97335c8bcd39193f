import { Light } from '@oto/schema/board/light';

/** A light out of a stateless message; null for anything else. */
export function heardLight(payload: string): Light | null {
  try {
    return Light.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}
