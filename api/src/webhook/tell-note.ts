import { idFromUuid } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';
import { emitWebhook } from './emit.ts';

/** A creation (uuid) took its place on the board; not while it, or who made it, is hidden. */
export function tellPublished(trx: Trx, at: Date, publicUrl: string, creation: string): Promise<void> {
  return emitWebhook(trx, at, {
    type: 'creation.published',
    key: creation,
    async data() {
      const row = await trx
        .selectFrom('creation')
        .innerJoin('member', 'member.id', 'creation.author_id')
        .select(['creation.kind', 'creation.title', 'plot_x', 'plot_y', 'author_id', 'member.name', 'member.handle'])
        .where('creation.id', '=', creation)
        .where('creation.visibility', '=', 'published')
        .where('creation.hidden_at', 'is', null)
        .where('member.hidden_at', 'is', null)
        .executeTakeFirst();
      if (!row || row.plot_x === null || row.plot_y === null) return null;
      return {
        id: idFromUuid(creation),
        kind: row.kind,
        title: row.title,
        author: { id: idFromUuid(row.author_id), name: row.name, handle: row.handle },
        plot: { x: row.plot_x, y: row.plot_y },
        ...linksOf(publicUrl, creation),
      };
    },
  });
}

/** A creation that was there for everybody was taken off the board by an operator. */
export function tellHidden(trx: Trx, at: Date, creation: string): Promise<void> {
  return emitWebhook(trx, at, {
    type: 'creation.hidden',
    // It may be shown again, and hidden again.
    key: `${creation}:${at.getTime()}`,
    async data() {
      const row = await trx
        .selectFrom('creation')
        .select('kind')
        .where('id', '=', creation)
        .where('visibility', '=', 'published')
        .executeTakeFirst();
      return row ? { id: idFromUuid(creation), kind: row.kind } : null;
    },
  });
}

/** A new agent (uuid) is on offer. */
export function tellAgent(trx: Trx, at: Date, publicUrl: string, agent: string): Promise<void> {
  return emitWebhook(trx, at, {
    type: 'agent.published',
    key: agent,
    async data() {
      const row = await trx
        .selectFrom('agent')
        .innerJoin('agent_version', 'agent_version.id', 'agent.current_version')
        .innerJoin('member', 'member.id', 'agent.owner_id')
        .select(['agent.kind', 'agent_version.name', 'agent.owner_id', 'member.name as owner', 'member.handle'])
        .where('agent.id', '=', agent)
        .where('member.hidden_at', 'is', null)
        .executeTakeFirst();
      if (!row) return null;
      return {
        id: idFromUuid(agent),
        kind: row.kind,
        name: row.name,
        owner: { id: idFromUuid(row.owner_id), name: row.owner, handle: row.handle },
        ...linksOf(publicUrl, agent),
      };
    },
  });
}

function linksOf(publicUrl: string, note: string): { readonly url: string; readonly picture: string } {
  const id = idFromUuid(note);
  return { url: `${publicUrl}/n/${id}`, picture: `${publicUrl}/share/${id}.jpg` };
}
