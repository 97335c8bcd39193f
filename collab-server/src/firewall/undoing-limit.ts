import { Bucket } from '../socket/bucket.ts';

export type UndoingRate = { readonly perSecond: number; readonly burst: number };

/** People remembered; whoever is forgotten begins anew. */
const PEOPLE_MAX = 20_000;

/** What each person may take apart of what others arranged, over all their sockets of this replica. */
export class UndoingLimit {
  readonly #rate: UndoingRate;
  readonly #people = new Map<string, Bucket>();

  constructor(rate: UndoingRate) {
    this.#rate = rate;
  }

  /** False when `person` has taken too much apart of late; then nothing is counted. */
  take(person: string, things: number): boolean {
    if (things === 0) return true;
    const bucket = this.#people.get(person) ?? new Bucket(this.#rate.perSecond, this.#rate.burst);
    // The least recent give way.
    this.#people.delete(person);
    this.#people.set(person, bucket);
    if (this.#people.size > PEOPLE_MAX) this.#people.delete(this.#people.keys().next().value ?? '');
    return bucket.take(things);
  }
}
