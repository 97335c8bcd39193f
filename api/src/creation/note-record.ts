import { idFromUuid } from '@oto/schema/base/id';
import { RECORD_VERSION, type FarEnd, type InboundRecord, type NoteRecord } from '@oto/schema/board/record';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { Trx } from '../deps.ts';

/** A creation's note as the board shows it, and the far ends of its cords in other regions. */
export type SeatedNote = {
  readonly plot: Plot & { readonly epoch: number };
  readonly record: NoteRecord;
  readonly inbound: readonly { readonly plot: Plot; readonly key: string; readonly record: InboundRecord }[];
};

/** Most agents or parents that a record names. */
const CORDS_MAX = 8;

/** Null while the creation has no seat. A pending one is a ghost and names its job. */
export async function seatedNote(trx: Trx, creationUuid: string): Promise<SeatedNote | null> {
  const note = await trx
    .selectFrom('creation')
    .innerJoin('plot', (join) => join.onRef('plot.x', '=', 'creation.plot_x').onRef('plot.y', '=', 'creation.plot_y'))
    .innerJoin('job', 'job.creation_id', 'creation.id')
    .leftJoin('media', (join) => join.onRef('media.creation_id', '=', 'creation.id').on('media.variant', '=', 'thumb'))
    .select([
      'creation.kind',
      'creation.author_id',
      'creation.state',
      'creation.seat_x',
      'creation.seat_y',
      'creation.seat_rot',
      'plot.x',
      'plot.y',
      'plot.epoch',
      'job.id as job_id',
      'media.sha256 as thumb',
    ])
    .where('creation.id', '=', creationUuid)
    .executeTakeFirst();
  if (!note || note.seat_x === null || note.seat_y === null || note.seat_rot === null) return null;
  const agents = await agentsOf(trx, note.job_id);
  const parents = await parentsOf(trx, creationUuid);
  const id = idFromUuid(creationUuid);
  const here: FarEnd = [id, note.x, note.y, note.seat_x, note.seat_y];
  const record: NoteRecord = {
    k: note.kind,
    s: [note.seat_x, note.seat_y, note.seat_rot],
    o: idFromUuid(note.author_id),
    ...(note.state === 'pending' ? { j: idFromUuid(note.job_id) } : {}),
    a: agents.map(({ end, colour }) => [end, colour]),
    ...(parents.length > 0 ? { p: [...parents] } : {}),
    ...(note.thumb === null ? {} : { m: 1 }),
  };
  const far = [
    ...agents.map(({ end, colour }) => ({ k: 'agent' as const, end, colour })),
    ...parents.map((end) => ({ k: 'fork' as const, end, colour: 0 })),
  ].filter(({ end }) => end[1] !== note.x || end[2] !== note.y);
  return {
    plot: { x: note.x, y: note.y, epoch: note.epoch },
    record,
    inbound: far.map(({ k, end, colour }) => ({
      plot: { x: end[1], y: end[2] },
      key: inboundKey(id, end[0]),
      record: { v: RECORD_VERSION, k, here: end[0], far: here, c: colour },
    })),
  };
}

/** One child may reach several notes of one region. */
function inboundKey(child: string, here: string): string {
  return `${child}:${here}`;
}

/** Of a chain that failed on the way, those that delivered something. */
async function agentsOf(trx: Trx, jobUuid: string): Promise<readonly { readonly end: FarEnd; readonly colour: number }[]> {
  const rows = await trx
    .selectFrom('job_step')
    .innerJoin('agent_version', 'agent_version.id', 'job_step.agent_version_id')
    .innerJoin('agent', 'agent.id', 'agent_version.agent_id')
    .select(['agent.id', 'agent.plot_x', 'agent.plot_y', 'agent.seat_x', 'agent.seat_y', 'agent.colour'])
    .innerJoin('job', 'job.id', 'job_step.job_id')
    .where('job_step.job_id', '=', jobUuid)
    .where((eb) => eb.or([eb('job.kept', 'is', null), eb('job_step.result', 'is not', null)]))
    .orderBy('job_step.position')
    .execute();
  const once = new Map(rows.map((row) => [row.id, row]));
  return [...once.values()].slice(0, CORDS_MAX).map((row) => ({
    end: [idFromUuid(row.id), row.plot_x, row.plot_y, row.seat_x, row.seat_y],
    colour: row.colour,
  }));
}

async function parentsOf(trx: Trx, creationUuid: string): Promise<readonly FarEnd[]> {
  const rows = await trx
    .selectFrom('creation_parent')
    .innerJoin('creation', 'creation.id', 'creation_parent.parent_id')
    .select(['creation.id', 'creation.plot_x', 'creation.plot_y', 'creation.seat_x', 'creation.seat_y'])
    .where('creation_parent.creation_id', '=', creationUuid)
    .orderBy('creation_parent.position')
    .execute();
  return rows.slice(0, CORDS_MAX).flatMap((row): FarEnd[] => {
    if (row.plot_x === null || row.plot_y === null || row.seat_x === null || row.seat_y === null) return [];
    return [[idFromUuid(row.id), row.plot_x, row.plot_y, row.seat_x, row.seat_y]];
  });
}
