import { idFromUuid } from '@oto/schema/base/id';
import type { InputRef } from '@oto/schema/contract/input';
import type { Outdated } from '@oto/schema/contract/lineage';
import { isVisibleTo } from '../creation/visible.ts';
import type { Db } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { newestTakes } from './newest-take.ts';

/** Why a creation (uuid) could be made again by its author, and with what wish. Throws not_found for anybody else's, or one that is not done. */
export async function readOutdated(db: Db, creationUuid: string, member: string): Promise<Outdated> {
  const creation = await db.selectFrom('creation').selectAll().where('id', '=', creationUuid).executeTakeFirst();
  if (!creation || creation.author_id !== member || creation.state !== 'done' || !isVisibleTo(creation, member)) {
    throw new ApiError('not_found');
  }
  const [parents, agents, inputs] = await Promise.all([
    parentsOf(db, creationUuid, member),
    agentsOf(db, creationUuid),
    inputsOf(db, creationUuid),
  ]);
  const takes = await newestTakes(
    db,
    parents.map(({ id }) => id),
    member,
  );
  const today = parents.map(({ id, open }) => takes.get(id) ?? (open ? id : null));
  const titles = await titlesOf(db, [...takes.values()]);
  const whole = agents.length > 0 && agents.every(({ gone }) => !gone) && today.every((id) => id !== null) && inputs !== null;
  return {
    id: idFromUuid(creationUuid),
    parents: parents.flatMap(({ id }) => {
      const now = takes.get(id);
      return now === undefined ? [] : [{ old: idFromUuid(id), now: idFromUuid(now), title: titles.get(now) ?? '' }];
    }),
    agents: agents.flatMap(({ id, name, was, now, gone }) => (gone || was === now ? [] : [{ id: idFromUuid(id), name, was, now }])),
    wish: whole
      ? {
          agents: agents.map(({ id }) => idFromUuid(id)),
          prompt: creation.prompt,
          parents: [...new Set(today)].flatMap((id) => (id === null ? [] : [idFromUuid(id)])),
          inputs: [...inputs],
          remakeOf: idFromUuid(creationUuid),
          title: creation.title,
          kind: creation.kind,
        }
      : null,
  };
}

/** In their order. `open`: the author of the child may fork it still. */
async function parentsOf(db: Db, creationUuid: string, member: string) {
  const rows = await db
    .selectFrom('creation_parent')
    .innerJoin('creation', 'creation.id', 'creation_parent.parent_id')
    .innerJoin('member', 'member.id', 'creation.author_id')
    .selectAll('creation')
    .select('member.hidden_at as author_hidden')
    .where('creation_parent.creation_id', '=', creationUuid)
    .orderBy('creation_parent.position')
    .execute();
  return rows.map((row) => {
    const mine = row.author_id === member;
    const seen = isVisibleTo(row, member) && (mine || row.author_hidden === null);
    return { id: row.id, open: seen && (mine || row.fork === 'allowed') };
  });
}

/** The chain, in its order; `was` and `now` are numbers of versions. */
async function agentsOf(db: Db, creationUuid: string) {
  const rows = await db
    .selectFrom('creation_step')
    .innerJoin('agent_version as then', 'then.id', 'creation_step.agent_version_id')
    .innerJoin('agent', 'agent.id', 'then.agent_id')
    .innerJoin('agent_version as today', 'today.id', 'agent.current_version')
    .select(['agent.id', 'today.name', 'then.version as was', 'today.version as now', 'agent.hidden_at', 'agent.deleted_at'])
    .where('creation_step.creation_id', '=', creationUuid)
    .orderBy('creation_step.position')
    .execute();
  return rows.map(({ hidden_at, deleted_at, ...row }) => ({ ...row, gone: hidden_at !== null || deleted_at !== null }));
}

/** The files it was given, in their order; null when one of them is no longer kept. */
async function inputsOf(db: Db, creationUuid: string): Promise<readonly InputRef[] | null> {
  const rows = await db
    .selectFrom('job_input')
    .innerJoin('job', 'job.id', 'job_input.job_id')
    .leftJoin('input_file', 'input_file.id', 'job_input.input_id')
    .select(['input_file.id as upload', 'job_input.creation_id as creation'])
    .where('job.creation_id', '=', creationUuid)
    .orderBy('job_input.position')
    .execute();
  const refs = rows.flatMap(({ upload, creation }): InputRef[] => {
    if (upload !== null) return [{ upload: idFromUuid(upload) }];
    return creation === null ? [] : [{ creation: idFromUuid(creation) }];
  });
  return refs.length === rows.length ? refs : null;
}

async function titlesOf(db: Db, uuids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (uuids.length === 0) return new Map();
  const rows = await db.selectFrom('creation').select(['id', 'title']).where('id', 'in', uuids).execute();
  return new Map(rows.map(({ id, title }) => [id, title]));
}
