import { isId } from '@oto/schema/base/id';
import { plotCentre, type Plot } from '@oto/schema/geometry/lattice';
import type { App } from '../../app/context.ts';
import { notePath } from '../../app/address.ts';
import type { PaperTarget } from '../../board/board-controller.ts';
import { placePath } from '../../board/place-address.ts';
import { sharePath } from '../publish/share.ts';

/** What can be done with what hangs on the board; the bar beside a selection and the context menu share it. */

/** Why the person may not move or tie these notes, in words; null: they may. */
export function whyNotMove(app: App, ids: readonly string[]): string | null {
  if (!app.me()) return app.t('board.sign_in_to_move');
  if (app.past() !== null) return app.t('board.in_the_past');
  return ids.some((id) => app.board()?.mayMove(id) === true) ? null : app.t('board.region_closed');
}

/** Why a people's string may not be changed; null: it may, or there is none. */
export function whyNotChangeTie(app: App, tie: string): string | null {
  if (!app.me()) return app.t('board.sign_in_to_move');
  if (app.past() !== null) return app.t('board.in_the_past');
  return app.board()?.tieLook(tie)?.mayChange === false ? app.t('selection.notYours') : null;
}

export function openNote(app: App, id: string): void {
  if (isId(id)) app.openNote(id);
}

export function openHistory(app: App, id: string): void {
  if (isId(id)) app.showSide({ type: 'history', id });
}

export function openTree(app: App, id: string): void {
  if (isId(id)) app.showDialog({ type: 'lineage', id });
}

export async function useAgent(app: App, id: string): Promise<void> {
  if (!app.needsMember()) return;
  const answer = await app.api.agent(id);
  if (answer.ok) app.showDialog({ type: 'composer', agents: [answer.value] });
  else app.notify({ tone: 'error', title: app.sentence(answer.failure) });
}

/** A fork starts with the last agent of its parent, if that one is still offered. */
export async function forkCreation(app: App, id: string): Promise<void> {
  if (!app.needsMember()) return;
  const parent = await app.api.creation(id);
  if (!parent.ok || !parent.value.mayFork) {
    app.notify({ tone: 'error', title: app.sentence(parent.ok ? { code: 'fork_not_allowed', fields: [] } : parent.failure) });
    return;
  }
  const last = parent.value.steps.at(-1);
  const agent = last === undefined ? null : await app.api.agent(last.agent.id);
  app.showDialog({ type: 'composer', agents: agent?.ok ? [agent.value] : [], parents: [parent.value] });
}

export function shareLink(app: App, id: string): void {
  const title = app
    .board()
    ?.outline()
    .find((entry) => entry.id === id)?.title;
  if (isId(id)) app.showDialog({ type: 'share', id, title: title ?? notePath(id) });
}

/** A link that shows this spot of the paper in the middle, as near as it is seen now. */
export function sharePlace(app: App, { plot, point }: PaperTarget): void {
  const zoom = app.board()?.sight().zoom ?? 1;
  const centre = plotCentre(plot);
  void sharePath(app, { path: placePath({ x: centre.x + point.x, y: centre.y + point.y, zoom }), title: app.t('share.place') });
}

export function cutTie(app: App, tie: string): void {
  const board = app.board();
  if (board?.cutTie(tie) !== true) return;
  board.select(null);
  app.notify({ tone: 'info', title: app.t('tie.cutDone'), action: { label: app.t('action.undo'), run: () => board.undo() } });
}

export function isMyPlot(app: App, plot: Plot): boolean {
  return app.me()?.plots.some((one) => one.x === plot.x && one.y === plot.y) === true;
}
