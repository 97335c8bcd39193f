import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import type { PlotFacts } from '@oto/schema/contract/plot';
import type { Policy } from '@oto/schema/board/record';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { Db, Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import type { Caller } from '../http/env.ts';
import { isNewcomer } from '../identity/newcomer.ts';

/** A plot as `viewer` may know it: only the owner learns who the guests are. Throws not_found. */
export async function readPlot(deps: Deps, { x, y }: Plot, viewer: Caller | null): Promise<z.input<typeof PlotFacts>> {
  const { db } = deps;
  const plot = await db
    .selectFrom('plot')
    .innerJoin('member', 'member.id', 'plot.owner_id')
    .select(['plot.owner_id', 'plot.policy', 'plot.notes', 'member.id', 'member.name', 'member.handle'])
    .where('plot.x', '=', x)
    .where('plot.y', '=', y)
    .executeTakeFirst();
  if (!plot) throw new ApiError('not_found');
  const guests = viewer === null ? [] : await guestsOf(db, { x, y });
  const isOwner = viewer?.memberId === plot.owner_id;
  return {
    plot: { x, y },
    owner: personOf(plot),
    policy: plot.policy,
    notes: plot.notes,
    guests: isOwner ? guests.map(personOf) : null,
    mayWrite: viewer !== null && mayWrite(viewer, isNewcomer(deps, viewer.createdAt), plot, guests),
  };
}

function guestsOf(db: Db, { x, y }: Plot) {
  return db
    .selectFrom('plot_guest')
    .innerJoin('member', 'member.id', 'plot_guest.member_id')
    .select(['member.id', 'member.name', 'member.handle'])
    .where('plot_x', '=', x)
    .where('plot_y', '=', y)
    .orderBy('invited_at')
    .orderBy('member.id')
    .execute();
}

/** The collab server decides by the same rule. */
function mayWrite(
  viewer: Caller,
  newcomer: boolean,
  plot: { owner_id: string; policy: Policy },
  guests: readonly { id: string }[],
): boolean {
  if (viewer.role === 'operator' || viewer.memberId === plot.owner_id) return true;
  if (plot.policy === 'open' && !newcomer) return true;
  return plot.policy !== 'owner' && guests.some((guest) => guest.id === viewer.memberId);
}

function personOf({ id, name, handle }: { readonly id: string; readonly name: string; readonly handle: string }) {
  return { id: idFromUuid(id), name, handle };
}
