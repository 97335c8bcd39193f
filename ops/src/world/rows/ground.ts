import { colourOf } from '@oto/api/identity/member-colour';
import { handleCandidates } from '@oto/api/identity/handle';
import { hashText } from '@oto/schema/base/seeded-random';
import { CORD_COLOURS } from '@oto/schema/board/palette';
import type { Plot } from '@oto/schema/geometry/lattice';
import { stream } from '../draw.ts';
import { placeOf, type Ground } from '../plan/plan.ts';
import { personOf, versionsOf } from '../words/people.ts';
import { Rows } from './copy.ts';
import { ENGINES } from './engines.ts';

/** Colour of an agent that nobody chose one for, as the api gives it. */
export function agentColour(ground: Ground, agent: number): number {
  return (hashText(ground.notes.ids.id(agent)) >>> 0) % CORD_COLOURS.length;
}

/**
 * Members, their plots and their agents, as a sign-up and the making of an agent leave them.
 * `handles` are taken; those given away are added.
 */
export function groundRows(ground: Ground, plots: readonly number[], places: readonly Plot[], handles: Set<string>): readonly Rows[] {
  const { notes, members } = ground;
  const member = new Rows('member', ['id', 'name', 'handle', 'lang', 'created_at']);
  const plotRows = new Rows('plot', ['x', 'y', 'owner_id', 'ordinal', 'notes', 'tint', 'policy', 'claimed_at']);
  const agent = new Rows('agent', [
    ...['id', 'owner_id', 'kind', 'colour', 'current_version'],
    ...['plot_x', 'plot_y', 'seat_x', 'seat_y', 'seat_rot', 'created_at'],
  ]);
  const version = new Rows('agent_version', [
    ...['id', 'agent_id', 'version', 'kind', 'engine', 'model', 'name'],
    ...['role', 'instructions', 'fee', 'lang', 'created_at'],
  ]);
  for (const plot of plots) {
    const { name, lang } = personOf(ground, plot);
    const owner = members.uuid(plot);
    const joined = new Date(ground.joined(plot));
    const { x, y } = placeOf({ places }, plot);
    const [from, to] = notes.of(plot);
    member.add(owner, name, freeHandle(ground, plot, name, handles), lang, joined);
    plotRows.add(x, y, owner, 0, to - from, colourOf(owner), ground.policy(plot), joined);
    for (let note = from; note < to; note++) {
      if (!notes.isAgent(note)) continue;
      const versions = versionsOf(ground, note);
      const current = versions.at(-1) ?? versions[0];
      const uuid = notes.ids.uuid(note);
      agent.add(
        uuid,
        owner,
        current.kind,
        agentColour(ground, note),
        current.uuid,
        x,
        y,
        ...notes.seat(note),
        new Date(notes.at[note] ?? 0),
      );
      for (const one of versions) {
        const { engine, model } = ENGINES[one.kind];
        version.add(
          one.uuid,
          uuid,
          one.version,
          one.kind,
          engine,
          model,
          one.name,
          one.role,
          one.instructions,
          one.fee,
          lang,
          new Date(one.at),
        );
      }
    }
  }
  return [member, plotRows, agent, version];
}

function freeHandle(ground: Ground, plot: number, name: string, handles: Set<string>): string {
  const random = stream(ground.world, 'handle', plot);
  for (const handle of handleCandidates(name, () =>
    Math.floor(random() * 16 ** 5)
      .toString(16)
      .padStart(5, '0'),
  )) {
    if (handles.has(handle)) continue;
    handles.add(handle);
    return handle;
  }
  throw new Error('handle candidates never end');
}
