import { plotKey } from '@oto/schema/geometry/lattice';
import { createEffect, createSelector, createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import type { Direction, OutlineEntry } from '../../board/board-controller.ts';
import { ARROWS, stepsAnyway } from '../../tool/keys.ts';
import { MenuRequest } from '../context-menu/context-menu.tsx';
import { openNote } from '../selection/note-actions.ts';
import { createList } from './list.ts';

/** World units an arrow key moves a note, and with Shift. */
const MOVE = 20;
const MOVE_FAR = 100;

/**
 * The notes on screen as a list of buttons, for screen readers and keyboards: Enter opens, the
 * arrows move the note, or step to the one beside it, T on one note and then on another ties them,
 * the menu key shows what else there is.
 * A note's button lies over the note, unseen until it has the focus.
 */
export function BoardOutline() {
  const app = useApp();
  const entries = () => app.board()?.outline() ?? [];
  const { ids, entry, hold, left } = createList(entries, (id) => focus(id));
  const isSelected = createSelector(() => {
    const selection = app.board()?.selection();
    return selection?.type === 'note' ? selection.id : null;
  });
  const tying = () => app.board()?.tying() ?? null;
  const [said, setSaid] = createSignal('');
  const [stepped, setStepped] = createSignal<string | null>(null);
  let list!: HTMLUListElement;

  function focus(id: string): void {
    list.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus({ preventScroll: true });
  }

  function begin(entry: OutlineEntry): void {
    if (!app.needsMember()) return;
    app.board()?.beginTie(entry.id);
    setSaid(tying() === entry.id ? app.t('outline.tieFrom', { title: entry.title }) : app.t('outline.tieRefused'));
  }

  function end(from: string, entry: OutlineEntry): void {
    const title = entries().find((one) => one.id === from)?.title ?? '';
    app.board()?.beginTie(null);
    if (from === entry.id) setSaid(app.t('outline.tieNone'));
    else if ((app.board()?.tie(from, entry.id) ?? null) === null) setSaid(app.t('outline.tieRefused'));
    else setSaid(app.t('outline.tied', { from: title, to: entry.title }));
  }

  function byKey(event: KeyboardEvent, entry: OutlineEntry): void {
    const from = tying();
    if (event.key === 't' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      if (from === null) begin(entry);
      else end(from, entry);
      return;
    }
    if (event.key === 'Enter' && event.shiftKey) {
      event.preventDefault();
      app.board()?.toggleMark(entry.id);
      setSaid(app.count('selection.many', app.board()?.marked().length ?? 0));
      return;
    }
    if (event.key === 'Escape' && from !== null) {
      app.board()?.beginTie(null);
      setSaid(app.t('outline.tieNone'));
      return;
    }
    const arrow = ARROWS[event.key];
    const board = app.board();
    if (arrow === undefined || board === null) return;
    const { to, by } = arrow;
    const held = { command: event.ctrlKey || event.metaKey, meta: event.metaKey, shift: event.shiftKey };
    if (event.altKey) {
      if (held.command || held.shift || by.x === 0) return;
      if (by.x < 0) board.goBack();
      else board.goForward();
    } else if (stepsAnyway(held) || (!held.command && !board.mayMove(entry.id))) step(entry, to);
    else if (held.command) return;
    else board.moveNote(entry.id, by.x * (held.shift ? MOVE_FAR : MOVE), by.y * (held.shift ? MOVE_FAR : MOVE));
    event.preventDefault();
  }

  function step(entry: OutlineEntry, to: Direction): void {
    const board = app.board();
    if (!isSelected(entry.id)) board?.select({ type: 'note', id: entry.id, kind: entry.kind, region: regionInView() });
    setStepped(board?.step(to) ?? null);
  }

  /** The note stepped to may come on screen, and so into the list, a moment later. */
  createEffect(() => {
    const id = stepped();
    if (id === null || !entries().some((entry) => entry.id === id)) return;
    setStepped(null);
    focus(id);
  });

  function regionInView(): string {
    const plot = app.board()?.plotInView();
    return plot ? plotKey(plot) : '';
  }

  /** The menu key's event; a pointer never reaches these buttons. */
  function askMenu(event: MouseEvent & { readonly currentTarget: HTMLElement }, entry: OutlineEntry): void {
    event.preventDefault();
    event.stopPropagation();
    const box = event.currentTarget.getBoundingClientRect();
    event.currentTarget.dispatchEvent(
      new MenuRequest(
        { type: 'note', id: entry.id, kind: entry.kind, region: regionInView() },
        { x: box.x + box.width / 2, y: box.y + box.height / 2 },
      ),
    );
  }

  const label = (entry: OutlineEntry) =>
    app.t(entry.pending ? 'outline.pending' : 'outline.note', {
      title: entry.title,
      kind: app.t(`kind.${entry.kind}`),
      author: entry.author,
    });

  return (
    <nav class="outline" aria-label={app.t('outline.title')} data-testid="outline">
      <p class="sr-only" id="outline-help">
        {app.t('outline.help')}
      </p>
      <p class="sr-only" role="status">
        {said()}
      </p>
      <ul ref={list}>
        <For each={ids()}>
          {(id) => (
            <Show when={entry(id)}>
              {(note) => (
                <li>
                  <button
                    data-kind={note().kind}
                    type="button"
                    class="outline-note"
                    aria-label={label(note())}
                    aria-describedby="outline-help"
                    aria-current={isSelected(id) ? 'true' : undefined}
                    data-id={id}
                    style={{ left: `${note().x}px`, top: `${note().y}px`, width: `${note().size}px`, height: `${note().size}px` }}
                    onFocus={() => hold(id)}
                    onBlur={left}
                    onKeyDown={(event) => byKey(event, note())}
                    onContextMenu={(event) => askMenu(event, note())}
                    onClick={() => {
                      const from = tying();
                      if (from === null) openNote(app, id);
                      else end(from, note());
                    }}
                  />
                </li>
              )}
            </Show>
          )}
        </For>
      </ul>
    </nav>
  );
}
