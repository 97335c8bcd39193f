import { isId } from '@oto/schema/base/id';
import type { App } from '../../app/context.ts';

/** Branches that one creation may be knotted from. */
const KNOT_MAX = 4;

/** Whether these notes may be creations to knot, by what is on screen. */
export function mayKnot(app: App, ids: readonly string[]): boolean {
  const agents = new Set(
    app
      .board()
      ?.outline()
      .flatMap((entry) => (entry.kind === 'agent' ? [entry.id] : [])),
  );
  return ids.length > 1 && ids.length <= KNOT_MAX && ids.every((id) => !agents.has(id));
}

/** The composer opens with several creations as parents, and the last agent of the first. */
export async function knot(app: App, ids: readonly string[]): Promise<void> {
  if (!app.needsMember()) return;
  const answers = await Promise.all(ids.filter((id) => isId(id)).map((id) => app.api.creation(id)));
  const parents = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  if (parents.length < ids.length) {
    app.notify({ tone: 'error', title: app.t('knot.only') });
    return;
  }
  const closed = parents.find((parent) => !parent.mayFork);
  if (closed !== undefined) {
    app.notify({ tone: 'error', title: app.sentence({ code: 'fork_not_allowed', fields: [] }), text: closed.title });
    return;
  }
  const last = parents[0]?.steps.at(-1);
  const agent = last === undefined ? null : await app.api.agent(last.agent.id);
  app.showDialog({ type: 'composer', agents: agent?.ok ? [agent.value] : [], parents });
}
