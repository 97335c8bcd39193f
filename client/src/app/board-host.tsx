import type { Id } from '@oto/schema/base/id';
import type { World } from '@oto/schema/contract/world';
import { isErrorCode } from '@oto/schema/contract/errors';
import { createEffect, createSignal, onCleanup, onMount, Show } from 'solid-js';
import { isId } from '@oto/schema/base/id';
import type { Pass } from '@oto/schema/contract/identity';
import type { MapOverview, MapTile } from '@oto/schema/contract/map';
import type { Tile } from '@oto/schema/geometry/lattice';
import type { BoardController, BoardDeps, BoardLogEntry, CreateBoardController } from '../board/board-controller.ts';
import type { Key } from '../i18n/language.ts';
import { en } from '../i18n/en.ts';
import type { App } from './context.ts';
import { blankCard, isHiddenForMe } from './hidden-notes.ts';

export type BoardHostProps = {
  readonly app: App;
  readonly world: World;
  readonly create: CreateBoardController;
  readonly start: BoardDeps['start'];
  readonly onReady: (board: BoardController | null) => void;
};

/** Hints that a person must see where they look, not only in the console. */
const HINTS = new Set<string>(['sign_in_to_move', 'region_closed', 'in_the_past', 'undo_skipped', 'undo_far']);
/** What the server, or the board before it, refused; it has been put back by then. */
const REFUSALS = new Set<string>([
  'edit_refused',
  'plot_closed',
  'account_too_new',
  'note_gone',
  'ties_full',
  'plot_full',
  'too_many_deletions',
  'suspended',
]);

/** The whole window: the board, and the wires from it to the panels. */
export function BoardHost(props: BoardHostProps) {
  const [failed, setFailed] = createSignal(false);
  let host!: HTMLDivElement;

  onMount(() => {
    const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const dark = matchMedia('(prefers-color-scheme: dark)');
    let gone = false;
    const ends: (() => void)[] = [];
    onCleanup(() => {
      gone = true;
      for (const end of ends) end();
    });
    void props
      .create(host, {
        lang: props.app.lang,
        reducedMotion: reduced,
        theme: dark.matches ? 'dark' : 'light',
        world: props.world,
        fetchCards,
        fetchPass,
        fetchMap,
        fetchMapTile,
        still: new URLSearchParams(location.search).has('still'),
        probed: new URLSearchParams(location.search).has('probe'),
        ...(props.start === undefined ? {} : { start: props.start }),
      })
      .then((board) => {
        if (gone) {
          board.destroy();
          return;
        }
        const follow = (event: MediaQueryListEvent): void => board.setTheme(event.matches ? 'dark' : 'light');
        dark.addEventListener('change', follow);
        ends.push(
          () => dark.removeEventListener('change', follow),
          board.onOpen((selection) => {
            if (selection.type === 'note') openNote(selection.id);
            // A people's string has nothing to open: its bar says what it is.
            else if (selection.style !== 'tie' && isId(selection.creation)) props.app.showSide({ type: 'history', id: selection.creation });
          }),
          board.onReattach((drop) => void remake(drop.creation, drop.agent)),
          board.onLog(writeLog),
          () => board.destroy(),
        );
        props.onReady(board);
      })
      .catch((error: unknown) => {
        setFailed(true);
        props.app.journal.write({ area: 'sync', level: 'error', code: 'board_failed', text: () => String(error) });
      });
  });

  /** Hands the session to the board whenever somebody comes or goes. */
  createEffect(() => {
    const board = props.app.board();
    const me = props.app.me();
    if (board === null || me === undefined) return;
    board.setHome(me?.plots[0] ?? null);
    board.setSession(me === null ? null : { me });
  });

  function openNote(id: string): void {
    if (isId(id)) props.app.openNote(id satisfies Id);
  }

  async function fetchCards(ids: readonly string[]) {
    const answer = await props.app.api.cards(ids);
    if (answer.ok) return answer.value.cards.map((card) => (isHiddenForMe(card.id) ? blankCard(card) : card));
    throw new Error(answer.failure.code);
  }

  async function fetchMap(): Promise<MapOverview> {
    const answer = await props.app.api.mapOverview();
    if (answer.ok) return answer.value;
    throw new Error(answer.failure.code);
  }

  async function fetchMapTile(tile: Tile): Promise<MapTile> {
    const answer = await props.app.api.mapTile(tile);
    if (answer.ok) return answer.value;
    throw new Error(answer.failure.code);
  }

  async function fetchPass(): Promise<Pass | null> {
    if (!props.app.me()) return null;
    const answer = await props.app.api.pass();
    if (answer.ok) return answer.value;
    if (answer.failure.status === 401) return null;
    throw new Error(answer.failure.code);
  }

  /** A cord's end was dropped on another agent: the composer opens to make it again with that one. */
  async function remake(creation: string, agent: string): Promise<void> {
    if (!props.app.needsMember()) return;
    const [parent, chosen] = await Promise.all([props.app.api.creation(creation), props.app.api.agent(agent)]);
    const refused = !parent.ok ? parent.failure : !chosen.ok ? chosen.failure : null;
    if (refused !== null) props.app.notify({ tone: 'error', title: props.app.sentence(refused) });
    else if (parent.ok && chosen.ok) {
      if (parent.value.mayFork) props.app.showDialog({ type: 'composer', agents: [chosen.value], parents: [parent.value], again: true });
      else props.app.notify({ tone: 'error', title: props.app.sentence({ code: 'fork_not_allowed', fields: [] }) });
    }
  }

  function writeLog(entry: BoardLogEntry): void {
    const text = () => boardSentence(props.app, entry);
    props.app.journal.write({ area: 'sync', level: entry.level, code: entry.code, at: entry.at, text });
    if (entry.code === 'old_client') props.app.release.refused();
    if (REFUSALS.has(entry.code)) {
      const note = entry.params['note'];
      props.app.setRefusal({ text: text(), note: typeof note === 'string' ? note : null });
    }
    if (!HINTS.has(entry.code)) return;
    props.app.notify({
      tone: 'info',
      title: text(),
      ...(entry.code === 'sign_in_to_move'
        ? { action: { label: props.app.t('join.open'), run: () => props.app.showDialog({ type: 'join', mode: 'up' }) } }
        : {}),
    });
  }

  return (
    <>
      <div class="board-host" ref={host} data-testid="board" />
      <Show when={failed()}>
        <div class="board-failed paper-card" role="alert">
          <p class="heading">{props.app.t('board.failed')}</p>
          <p>{props.app.t('board.failedText')}</p>
        </div>
      </Show>
    </>
  );
}

function boardSentence(app: App, entry: BoardLogEntry): string {
  if (isErrorCode(entry.code)) return app.sentence({ code: entry.code, fields: [] });
  const key = `board.${entry.code}`;
  return Object.hasOwn(en, key) ? app.t(key as Key, entry.params) : entry.code;
}
