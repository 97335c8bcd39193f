import { createSelector, createSignal, For } from 'solid-js';
import { isId } from '@oto/schema/base/id';
import { useApp } from '../../app/context.ts';
import type { OutlineEntry } from '../../board/board-controller.ts';

/** World units an arrow key moves a note, and with Shift. */
const MOVE = 20;
const MOVE_FAR = 100;

const ARROWS: { readonly [key: string]: readonly [number, number] } = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The notes on screen as a list of buttons, for screen readers and keyboards: Enter opens, the
 * arrows move, T on one note and then on another ties them. A note's button lies over the note, unseen until it has the focus.
 */
export function BoardOutline() {
  const app = useApp();
  const entries = () => app.board()?.outline() ?? [];
  const isSelected = createSelector(() => {
    const selection = app.board()?.selection();
    return selection?.type === 'note' ? selection.id : null;
  });

  const [tying, setTying] = createSignal<OutlineEntry | null>(null);
  const [said, setSaid] = createSignal('');

  function tie(entry: OutlineEntry): void {
    const from = tying();
    if (from === null) {
      if (!app.needsMember()) return;
      setTying(entry);
      setSaid(app.t('outline.tieFrom', { title: entry.title }));
      return;
    }
    setTying(null);
    if (from.id === entry.id) setSaid(app.t('outline.tieNone'));
    else if (app.board()?.tie(from.id, entry.id) === true) setSaid(app.t('outline.tied', { from: from.title, to: entry.title }));
    else setSaid(app.t('outline.tieRefused'));
  }

  function byKey(event: KeyboardEvent, entry: OutlineEntry): void {
    if (event.key === 't' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      tie(entry);
      return;
    }
    if (event.key === 'Escape' && tying() !== null) {
      setTying(null);
      setSaid(app.t('outline.tieNone'));
      return;
    }
    const arrow = ARROWS[event.key];
    if (arrow === undefined) return;
    event.preventDefault();
    const far = event.shiftKey ? MOVE_FAR : MOVE;
    app.board()?.moveNote(entry.id, arrow[0] * far, arrow[1] * far);
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
      <p class="tie-line" role="status" classList={{ open: tying() !== null }}>
        {said()}
      </p>
      <ul>
        <For each={entries()}>
          {(entry) => (
            <li>
              <button
                type="button"
                class="outline-note"
                aria-label={label(entry)}
                aria-describedby="outline-help"
                aria-current={isSelected(entry.id) ? 'true' : undefined}
                data-id={entry.id}
                style={{ left: `${entry.x}px`, top: `${entry.y}px`, width: `${entry.size}px`, height: `${entry.size}px` }}
                onKeyDown={(event) => byKey(event, entry)}
                onClick={() => isId(entry.id) && app.openNote(entry.id)}
              />
            </li>
          )}
        </For>
      </ul>
    </nav>
  );
}
