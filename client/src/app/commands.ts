import type { Translate } from '../i18n/language.ts';
import { isFiltering, NO_FILTER } from '../panel/filter/filter.ts';
import { beginSteps, firstSteps } from '../panel/start/keep-steps.ts';
import { stepNow } from '../panel/start/steps.ts';
import { laserMode, setLaserMode } from '../panel/here/laser-mode.ts';
import type { App } from './context.ts';

export const COMMAND_GROUPS = ['find', 'make', 'move', 'edit', 'open', 'me'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** Something one can do here by its name: the palette runs it, its keys press it, the sheet of shortcuts lists it. */
export type Command = {
  readonly id: string;
  readonly group: CommandGroup;
  readonly title: (t: Translate, app: App) => string;
  /**
   * Ways to press it: modifiers (`mod` is Ctrl, or Command on Apple's keyboards; `alt`, `shift`), then `event.key`, joined by `+`.
   * A sign such as `/` or `?` is meant as it is written, whatever a keyboard needs for it.
   */
  readonly keys?: readonly string[];
  /** Where `keys` are heard for it; absent: the board hears them itself. `page`: not in fields, not in front of a window. */
  readonly heard?: 'anywhere' | 'page';
  /** Whether it makes sense now. Absent: always. */
  readonly when?: (app: App) => boolean;
  readonly run: (app: App) => void;
};

const isMember = (app: App): boolean => Boolean(app.me());
const isWatcher = (app: App): boolean => app.me() === null;

/** In the order in which they are listed within their group. */
export const COMMANDS: readonly Command[] = [
  {
    id: 'search',
    group: 'find',
    title: (t) => t('search.open'),
    keys: ['mod+k', '/'],
    heard: 'anywhere',
    // Another window may hold words that are not sent yet.
    when: (app) => app.dialog() === null || app.dialog()?.type === 'palette',
    run: (app) => app.showDialog(app.dialog()?.type === 'palette' ? null : { type: 'palette' }),
  },
  {
    id: 'create',
    group: 'make',
    title: (t) => t('search.command.create'),
    run: (app) => app.needsMember() && app.showDialog({ type: 'composer', agents: [] }),
  },
  {
    id: 'agent-new',
    group: 'make',
    title: (t) => t('dock.newAgent'),
    run: (app) => app.needsMember() && app.showDialog({ type: 'agent' }),
  },
  {
    id: 'home',
    group: 'move',
    title: (t, app) => t(isMember(app) ? 'search.command.home' : 'search.command.centre'),
    keys: ['h'],
    run: (app) => app.board()?.flyHome(),
  },
  { id: 'map', group: 'move', title: (t) => t('search.command.map'), keys: ['m'], run: (app) => app.board()?.toggleMap() },
  { id: 'zoom-in', group: 'move', title: (t) => t('zoom.in'), keys: ['+'], run: (app) => app.board()?.zoomBy(1.4) },
  { id: 'zoom-out', group: 'move', title: (t) => t('zoom.out'), keys: ['-'], run: (app) => app.board()?.zoomBy(1 / 1.4) },
  {
    id: 'back',
    group: 'move',
    title: (t) => t('search.command.back'),
    keys: ['alt+ArrowLeft'],
    when: (app) => app.board()?.visited().back === true,
    run: (app) => app.board()?.goBack(),
  },
  {
    id: 'forward',
    group: 'move',
    title: (t) => t('search.command.forward'),
    keys: ['alt+ArrowRight'],
    when: (app) => app.board()?.visited().forward === true,
    run: (app) => app.board()?.goForward(),
  },
  {
    id: 'undo',
    group: 'edit',
    title: (t) => t('search.command.undo'),
    keys: ['mod+z'],
    when: (app) => app.past() === null && app.board()?.undoable().undo === true,
    run: (app) => app.board()?.undo(),
  },
  {
    id: 'redo',
    group: 'edit',
    title: (t) => t('search.command.redo'),
    keys: ['mod+shift+z', 'mod+y'],
    when: (app) => app.past() === null && app.board()?.undoable().redo === true,
    run: (app) => app.board()?.redo(),
  },
  {
    id: 'past',
    group: 'open',
    title: (t) => t('past.open'),
    when: (app) => (app.board()?.plotInView() ?? null) !== null,
    run(app) {
      const plot = app.board()?.plotInView() ?? null;
      if (plot !== null) app.showPast({ plot, moment: null });
    },
  },
  { id: 'tray', group: 'open', title: (t) => t('tray.title'), when: isMember, run: (app) => app.showSide({ type: 'tray' }) },
  {
    id: 'inbox',
    group: 'open',
    title: (t) => t('inbox.title'),
    when: isMember,
    run: (app) => app.showSide({ type: 'inbox', tab: 'news' }),
  },
  { id: 'wallet', group: 'open', title: (t) => t('wallet.title'), when: isMember, run: (app) => app.showSide({ type: 'wallet' }) },
  { id: 'feed', group: 'open', title: (t) => t('feed.open'), run: (app) => app.showSide({ type: 'feed' }) },
  { id: 'week', group: 'open', title: (t) => t('week.open'), run: (app) => app.showSide({ type: 'week' }) },
  { id: 'wall', group: 'move', title: (t) => t('week.go'), run: (app) => app.board()?.flyToWall() },
  {
    id: 'laser',
    group: 'open',
    title: (t) => t('presence.laser'),
    keys: ['l'],
    when: (app) => isMember(app) && app.board() !== null,
    run: () => void setLaserMode(!laserMode()),
  },
  {
    id: 'wave',
    group: 'open',
    title: (t) => t('presence.waveAll'),
    when: (app) => isMember(app) && (app.board()?.people().length ?? 0) > 0,
    run: (app) => void app.board()?.wave(null),
  },
  { id: 'console', group: 'open', title: (t) => t('console.title'), run: (app) => app.setConsoleOpen(!app.consoleOpen()) },
  { id: 'feedback', group: 'open', title: (t) => t('feedback.open'), run: (app) => app.showDialog({ type: 'feedback' }) },
  { id: 'account', group: 'me', title: (t) => t('account.title'), when: isMember, run: (app) => app.showDialog({ type: 'account' }) },
  { id: 'keys', group: 'me', title: (t) => t('keys.title'), when: isMember, run: (app) => app.showDialog({ type: 'keys' }) },
  {
    id: 'shortcuts',
    group: 'find',
    title: (t) => t('shortcuts.title'),
    keys: ['?'],
    heard: 'page',
    run: (app) => app.showDialog({ type: 'shortcuts' }),
  },
  {
    id: 'steps',
    group: 'find',
    title: (t) => t('steps.command'),
    when: (app) => app.board() !== null && stepNow(firstSteps(), isMember(app)) === null,
    run: (app) => beginSteps(isMember(app)),
  },
  {
    id: 'filter-clear',
    group: 'find',
    title: (t) => t('filter.clear'),
    when: (app) => isFiltering(app.filter()),
    run: (app) => app.setFilter(NO_FILTER),
  },
  {
    id: 'operator',
    group: 'me',
    title: (t) => t('operator.title'),
    when: (app) => app.me()?.role === 'operator',
    run: (app) => app.showDialog({ type: 'operator' }),
  },
  { id: 'join', group: 'me', title: (t) => t('join.open'), when: isWatcher, run: (app) => app.showDialog({ type: 'join', mode: 'up' }) },
  {
    id: 'lang',
    group: 'me',
    title: (t) => t('lang.switch'),
    run: (app) => app.setLang(app.lang() === 'fr' ? 'en' : 'fr'),
  },
];

/** Those that make sense now. */
export function commandsNow(app: App): readonly Command[] {
  return COMMANDS.filter((command) => command.when?.(app) !== false);
}
