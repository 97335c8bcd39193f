import { Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import type { MapTag } from '../../board/board-controller.ts';
import { whereText } from './whereabouts.ts';

/** CSS pixels from the pointer. */
const BESIDE = 16;

/** On the map, a slip beside the mouse says what it points at. What it says is in the outline and on the plots too. */
export function MapTagSlip() {
  const app = useApp();
  const words = (tag: MapTag): { readonly name: string; readonly more: string } => {
    switch (tag.type) {
      case 'plot':
        return {
          name: tag.owner === '' ? app.t('map.someone') : tag.owner,
          more: `${app.count('map.notes', tag.notes)} · ${whereText(app.t, tag.plot)}`,
        };
      case 'landmark':
        return { name: tag.name, more: app.count('map.descendants', tag.descendants) };
      default:
        return tag satisfies never;
    }
  };
  return (
    <Show when={app.board()?.mapTag()}>
      {(tag) => (
        <div
          class="map-tag"
          classList={{ leftwards: tag().x > innerWidth - 260 }}
          style={{ left: `${tag().x + (tag().x > innerWidth - 260 ? -BESIDE : BESIDE)}px`, top: `${tag().y + BESIDE}px` }}
          aria-hidden="true"
          data-testid="map-tag"
        >
          <span class="hand">{words(tag()).name}</span>
          <small>{words(tag()).more}</small>
        </div>
      )}
    </Show>
  );
}
