import { For, onCleanup, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import type { MapEntry } from '../../board/board-controller.ts';
import { stopTowards } from '../../board/steps.ts';
import { ARROWS } from '../../tool/keys.ts';
import { whereText } from '../minimap/whereabouts.ts';
import { createList } from './list.ts';

/** The plots and agents of the map as a list of buttons, as the notes are where notes are shown. */
export function MapOutline() {
  const app = useApp();
  let list: HTMLUListElement | undefined;
  const { ids, entry, hold, left } = createList(
    () => app.board()?.mapOutline() ?? [],
    (id) => focus(id),
  );

  /** The list goes when the map does, and nothing keeps it. */
  function keep(element: HTMLUListElement): void {
    list = element;
    onCleanup(() => (list = undefined));
  }

  function focus(id: string): void {
    list?.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus({ preventScroll: true });
  }

  function go(one: MapEntry): void {
    if (one.type === 'plot') app.board()?.flyToPlot(one.plot);
    else app.board()?.flyToNote(one.id, one.plot, one.seat);
    // The map's list is gone there: the board has the keys.
    list?.closest('.board-frame')?.querySelector<HTMLElement>('.board-host')?.focus({ preventScroll: true });
  }

  function byKey(event: KeyboardEvent, one: MapEntry): void {
    const arrow = ARROWS[event.key];
    if (arrow === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const next = stopTowards(one, app.board()?.mapOutline() ?? [], arrow.to);
    if (next !== null) focus(next.id);
  }

  const label = (one: MapEntry): string => {
    switch (one.type) {
      case 'plot':
        return app.t(one.owner === '' ? 'mapOutline.nobody' : 'mapOutline.plot', {
          owner: one.owner,
          notes: app.count('map.notes', one.notes),
          where: whereText(app.t, one.plot),
        });
      case 'landmark':
        return app.t('mapOutline.landmark', { name: one.name, more: app.count('map.descendants', one.descendants) });
      default:
        return one satisfies never;
    }
  };

  return (
    <Show when={ids().length > 0}>
      <nav class="outline" aria-label={app.t('mapOutline.title')} data-testid="map-outline">
        <p class="sr-only" id="map-outline-help">
          {app.t('mapOutline.help')}
        </p>
        <ul ref={keep}>
          <For each={ids()}>
            {(id) => (
              <Show when={entry(id)}>
                {(one) => (
                  <li>
                    <button
                      type="button"
                      class="outline-note"
                      aria-label={label(one())}
                      aria-describedby="map-outline-help"
                      data-id={id}
                      data-type={one().type}
                      style={{ left: `${one().x}px`, top: `${one().y}px`, width: `${one().size}px`, height: `${one().size}px` }}
                      onFocus={() => hold(id)}
                      onBlur={left}
                      onKeyDown={(event) => byKey(event, one())}
                      onClick={() => go(one())}
                    />
                  </li>
                )}
              </Show>
            )}
          </For>
        </ul>
      </nav>
    </Show>
  );
}
