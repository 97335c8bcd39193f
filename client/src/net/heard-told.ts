import { Told } from '@oto/schema/board/counted';

/** What a stateless message tells; null for anything else. */
export function heardTold(payload: string): Told | null {
  try {
    return Told.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}
