import { sql, type Kysely, type Transaction } from 'kysely';
import { isId, type Id } from '@oto/schema/base/id';
import { err, ok, type Result } from '@oto/schema/base/result';
import type { BoardEvidence } from '@oto/schema/contract/safety';
import { MOMENTS_PER_PAGE, type HistoryLayout, type HistoryPage, type HistorySince } from '@oto/schema/contract/history';
import type { Tables } from '@oto/schema/db/tables';
import type { Plot } from '@oto/schema/geometry/lattice';
import { TornJournal, unmoved } from '../journal/snapshot.ts';
import { chainOf, exactSince, LAST_ROW, lastPlace, placeOf, playableFrom, replayTo, stepsOf, TooLong, type Chain } from './chain.ts';
import { dailyMoments } from './days.ts';
import { changesBetween, EMPTY_LAYOUT, tell, tellable } from './layout.ts';
import { deedsOf } from './deeds.ts';
import { memberOf, momentsOf, type Moment } from './moments.ts';
import { peopleOf } from './people.ts';
import { spanBefore } from './span.ts';
import { StandingToday, type AskEnds } from './today.ts';

/** Journal rows read in one go and for one page, and moments of a page. */
export type PageLimits = { readonly window: number; readonly rows: number; readonly moments: number };
const PAGE: PageLimits = { window: 1_000, rows: 4_000, moments: MOMENTS_PER_PAGE };
const PEOPLE_MAX = 20;

/** `internal`: what stands today cannot be rebuilt. */
export type PastCode = 'unknown_document' | 'not_found' | 'unavailable' | 'internal';

/**
 * The past of plots, from journal and snapshots alone: any replica can tell it, lease or not.
 * Methods reject when the database cannot be asked.
 */
export class Past {
  readonly #db: Kysely<Tables>;
  readonly #ends: AskEnds;
  readonly #limits: PageLimits;

  constructor(db: Kysely<Tables>, ends: AskEnds, limits = PAGE) {
    this.#db = db;
    this.#ends = ends;
    this.#limits = limits;
  }

  /** The moments before row `before` (null: the newest), newest first. */
  page(plot: Plot, before: bigint | null): Promise<Result<HistoryPage, PastCode>> {
    return this.#ask(plot, async (transaction, chain) => {
      const today = await this.#today(transaction, chain, plot);
      const { moments, next } = await this.#moments(transaction, chain, today, before ?? LAST_ROW);
      const people = await peopleOf(
        this.#db,
        moments.flatMap(({ by }) => (by === null ? [] : [by])),
      );
      return ok({
        moments: moments.map((moment) => ({
          id: moment.id.toString(),
          at: moment.at,
          by: moment.by === null ? null : (people.get(moment.by) ?? null),
          moved: moment.moved.filter(isId),
          pinned: moment.pinned.filter(isId),
          unpinned: moment.unpinned,
          tied: moment.tied.filter(isId),
          retied: moment.retied.filter(isId),
          cut: moment.cut.filter(isId),
        })),
        next: next?.toString() ?? null,
        keptSince: await exactSince(transaction, chain),
      });
    });
  }

  /** The layout right after row `moment`; `not_found` when it is not of this plot or can no longer be rebuilt. */
  layout(plot: Plot, moment: bigint): Promise<Result<HistoryLayout, PastCode>> {
    return this.#ask(plot, async (transaction, chain) => {
      const place = await placeOf(transaction, chain, moment);
      if (!place) return err('not_found');
      const today = await this.#today(transaction, chain, plot);
      if ((await playableFrom(transaction, place.document, moment, moment)) === null) return err('not_found', 'no longer kept');
      using replay = await replayTo(transaction, place.document, moment);
      await today.look(replay.layout.ties.values());
      const { notes, places, ties } = tellable(replay.layout, today);
      return ok({
        moment: moment.toString(),
        at: place.at,
        notes: Object.fromEntries(notes),
        places: Object.fromEntries(places),
        ties: Object.fromEntries(ties),
      });
    });
  }

  /** What stands otherwise now than at `at` (ms since 1970), and who has been busy since. */
  since(plot: Plot, at: number): Promise<Result<HistorySince, PastCode>> {
    return this.#ask(plot, async (transaction, chain) => {
      using now = await replayTo(transaction, chain.newest, null);
      const today = new StandingToday(plot, now.layout, this.#ends);
      const place = await lastPlace(transaction, chain, at);
      const from = place && (await playableFrom(transaction, place.document, place.id, LAST_ROW));
      using then = place && from !== null ? await replayTo(transaction, place.document, from) : null;
      const changes = changesBetween(then?.layout ?? EMPTY_LAYOUT, now.layout);
      await today.look([...changes.ties.values()].flatMap(({ before, after }) => [before, after]));
      const told = tell(changes, today);
      return ok({
        moved: told.moved.length,
        pinned: told.pinned.length,
        ties: told.tied.length + told.retied.length + told.cut.length,
        people: await this.#busiest(transaction, chain, place?.id ?? 0n),
        before: place?.id.toString() ?? null,
      });
    });
  }

  /** Who did what with a note, or what a member did, newest first: also to what no longer stands. For operators. */
  of(plot: Plot, id: Id): Promise<Result<BoardEvidence, PastCode>> {
    return this.#ask(plot, async (transaction, chain) => {
      const { deeds, more } = await deedsOf(transaction, chain, id, this.#limits);
      const people = await peopleOf(
        this.#db,
        deeds.flatMap(({ by }) => by ?? []),
      );
      return ok({
        evidence: deeds.map(({ at, by, deed, detail }) => ({
          at: new Date(at).toISOString(),
          by: (by === null ? undefined : people.get(by)) ?? null,
          deed,
          detail,
        })),
        more,
      });
    });
  }

  async #ask<T>(
    plot: Plot,
    work: (transaction: Transaction<Tables>, chain: Chain) => Promise<Result<T, PastCode>>,
  ): Promise<Result<T, PastCode>> {
    try {
      return await unmoved(this.#db, async (transaction) => {
        const chain = await chainOf(transaction, plot);
        return chain ? work(transaction, chain) : err('unknown_document');
      });
    } catch (error) {
      if (error instanceof TornJournal) return err('internal', error.message);
      if (error instanceof TooLong) return err('unavailable', 'too many rows to play');
      throw error;
    }
  }

  async #today(transaction: Transaction<Tables>, chain: Chain, plot: Plot): Promise<StandingToday> {
    using now = await replayTo(transaction, chain.newest, null);
    return new StandingToday(plot, now.layout, this.#ends);
  }

  /** At most a page of moments before row `end`, newest first. A moment never spans two epochs. */
  async #moments(
    transaction: Transaction<Tables>,
    chain: Chain,
    today: StandingToday,
    end: bigint,
  ): Promise<{ readonly moments: readonly Moment[]; readonly next: bigint | null }> {
    const { window, rows: rowsMax, moments: count } = this.#limits;
    const moments: Moment[] = [];
    let before = end;
    let rows = 0;
    const page = () => {
      const oldest = moments[count - 1];
      return { moments: moments.slice(0, count), next: moments.length > count && oldest ? oldest.first : before };
    };
    for (const document of chain.documents) {
      for (let whole = false; !whole;) {
        if (moments.length > count || rows >= rowsMax) return page();
        const span = await spanBefore(transaction, document, before, window);
        if (!span) break;
        whole = span.count < window;
        rows += span.count;
        const steps = await stepsOf(transaction, document, span.first - 1n, span.last);
        await today.look(steps.flatMap(({ changes }) => [...changes.ties.values()].flatMap((tie) => [tie.before, tie.after])));
        const told = momentsOf(steps, today, whole);
        moments.push(...told.moments.toReversed());
        before = told.from ?? span.first;
      }
      const days = await dailyMoments(transaction, chain, document, before, today);
      moments.push(...days.moments);
      if (days.next === null) continue;
      before = days.next;
      return page();
    }
    return moments.length > count ? page() : { moments, next: null };
  }

  async #busiest(transaction: Transaction<Tables>, chain: Chain, after: bigint): Promise<HistorySince['people']> {
    const { rows } = await sql<{ actor: string }>`
      select actor from collab.journal
      where document in (${sql.join(chain.documents)}) and id > ${after.toString()} and actor like 'member:%'
      group by actor order by count(*) desc, actor limit ${PEOPLE_MAX}`.execute(transaction);
    const ids = rows.flatMap(({ actor }) => memberOf(actor) ?? []);
    const people = await peopleOf(this.#db, ids);
    return ids.flatMap((id: Id) => people.get(id) ?? []);
  }
}
