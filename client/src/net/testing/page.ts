import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import type { Region } from '@oto/schema/board/roots';
import { openBoardNet, type BoardNetOptions, type NetConnection, type RefusedEdits } from '../board-net.ts';
import type { Edit } from '../intent-log.ts';
import type { PageListeners } from '../page-signals.ts';

/** The view that holds the plots 2,0 and 3,0. */
export const VIEW = { x: 7000, y: -200, width: 4000, height: 400 };

/** A net with everything that it told, and a page whose signals the test gives. */
export function openPage(options: Pick<BoardNetOptions, 'page'> & Partial<BoardNetOptions>) {
  const regions = new Map<string, Region>();
  const logged: string[] = [];
  const refused: RefusedEdits[] = [];
  const page = { isHidden: false, listeners: new Set<PageListeners>() };
  let connection: NetConnection = { state: 'connecting', unsaved: 0, regions: 0 };
  const net = openBoardNet({
    atlasEpoch: 1,
    token: async () => 'ada',
    forgetPass: () => undefined,
    copies: null,
    onRegion: (plot, region) => void regions.set(plotKey(plot), region),
    onRegionClosed: (key) => void regions.delete(key),
    onClaim: () => undefined,
    onPresence: () => undefined,
    onLight: () => undefined,
    onCounted: () => undefined,
    onConnection: (next) => void (connection = next),
    onRefused: (edits) => void refused.push(edits),
    log: (_, code) => void logged.push(code),
    signals: {
      get isHidden() {
        return page.isHidden;
      },
      listen: (listeners) => {
        page.listeners.add(listeners);
        return () => void page.listeners.delete(listeners);
      },
    },
    ...options,
  });
  return {
    net,
    regions,
    logged,
    refused,
    connection: () => connection,
    tell(signal: keyof PageListeners): void {
      for (const listeners of page.listeners) listeners[signal]();
    },
    hide(isHidden: boolean): void {
      page.isHidden = isHidden;
      this.tell('shown');
    },
    placeOf: (plot: Plot, note: string) => regions.get(plotKey(plot))?.places.get(note),
  };
}

export type Page = ReturnType<typeof openPage>;

export function move(note: string, x: number, y = 0): Edit {
  return { root: 'places', key: note, value: [x, y, 0, 1] };
}
