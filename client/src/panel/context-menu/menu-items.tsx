import BringToFront from 'lucide-solid/icons/bring-to-front';
import Flag from 'lucide-solid/icons/flag';
import Eye from 'lucide-solid/icons/eye';
import GitFork from 'lucide-solid/icons/git-fork';
import LogIn from 'lucide-solid/icons/log-in';
import Palette from 'lucide-solid/icons/palette';
import PenLine from 'lucide-solid/icons/pen-line';
import Link from 'lucide-solid/icons/link';
import Map from 'lucide-solid/icons/map';
import Network from 'lucide-solid/icons/network';
import History from 'lucide-solid/icons/rotate-ccw-clock';
import Scissors from 'lucide-solid/icons/scissors';
import Settings2 from 'lucide-solid/icons/settings-2';
import Share2 from 'lucide-solid/icons/share-2';
import Sparkles from 'lucide-solid/icons/sparkles';
import Spline from 'lucide-solid/icons/spline';
import Spool from 'lucide-solid/icons/spool';
import X from 'lucide-solid/icons/x';
import { isId } from '@oto/schema/base/id';
import type { JSX } from 'solid-js';
import type { App } from '../../app/context.ts';
import type { BoardSelection, PaperTarget } from '../../board/board-controller.ts';
import { knot, mayKnot } from '../lineage/knot.ts';
import { focusSelectionBar } from '../selection/focus-bar.ts';
import {
  cutTie,
  forkCreation,
  isMyPlot,
  openHistory,
  openNote,
  openTree,
  shareLink,
  sharePlace,
  useAgent,
  whyNotChangeTie,
  whyNotMove,
} from '../selection/note-actions.ts';

export type MenuItem = {
  readonly id: string;
  readonly icon: JSX.Element;
  readonly label: string;
  /** Why it cannot be chosen. */
  readonly why?: string | null;
  readonly run: () => void;
};

const SIZE = 17;
/** More would hide the rest of the menu. */
const STRINGS_MAX = 6;

export function menuItems(app: App, target: BoardSelection | PaperTarget): readonly MenuItem[] {
  switch (target.type) {
    case 'paper':
      return paperItems(app, target);
    case 'note': {
      const marked = app.board()?.marked() ?? [];
      return marked.length > 1 && marked.includes(target.id) ? manyItems(app, marked) : noteItems(app, target);
    }
    case 'cord':
      return target.style === 'tie' && target.tie !== undefined ? tieItems(app, target, target.tie) : cordItems(app, target.creation);
    default:
      return target satisfies never;
  }
}

function paperItems(app: App, target: PaperTarget): readonly MenuItem[] {
  const isMap = app.board()?.sight().isMap === true;
  return [
    ...(isMap
      ? [
          {
            id: 'go',
            icon: <Map size={SIZE} aria-hidden="true" />,
            label: app.t('menu.go'),
            run: () => app.board()?.flyToPlot(target.plot),
          },
        ]
      : []),
    {
      id: 'create',
      icon: <PenLine size={SIZE} aria-hidden="true" />,
      label: app.t('menu.create'),
      run: () => app.needsMember() && app.showDialog({ type: 'composer', agents: [] }),
    },
    {
      id: 'past',
      icon: <History size={SIZE} aria-hidden="true" />,
      label: app.t('menu.past'),
      run: () => {
        if (isMap) app.board()?.flyToPlot(target.plot);
        app.showPast({ plot: target.plot, moment: null });
      },
    },
    {
      id: 'link',
      icon: <Link size={SIZE} aria-hidden="true" />,
      label: app.t('menu.link'),
      run: () => sharePlace(app, target),
    },
    ...(isMyPlot(app, target.plot)
      ? [
          {
            id: 'settings',
            icon: <Settings2 size={SIZE} aria-hidden="true" />,
            label: app.t('menu.settings'),
            run: () => app.showDialog({ type: 'plot', plot: target.plot }),
          },
        ]
      : []),
  ];
}

function noteItems(app: App, note: Extract<BoardSelection, { type: 'note' }>): readonly MenuItem[] {
  const why = whyNotMove(app, [note.id]);
  const made: readonly MenuItem[] =
    note.kind === 'agent'
      ? [
          {
            id: 'use',
            icon: <Sparkles size={SIZE} aria-hidden="true" />,
            label: app.t('agent.use'),
            run: () => void useAgent(app, note.id),
          },
        ]
      : [
          {
            id: 'fork',
            icon: <GitFork size={SIZE} aria-hidden="true" />,
            label: app.t('action.fork'),
            run: () => void forkCreation(app, note.id),
          },
          {
            id: 'history',
            icon: <History size={SIZE} aria-hidden="true" />,
            label: app.t('selection.history'),
            run: () => openHistory(app, note.id),
          },
          {
            id: 'tree',
            icon: <Network size={SIZE} aria-hidden="true" />,
            label: app.t('lineage.open'),
            run: () => openTree(app, note.id),
          },
        ];
  return [
    { id: 'open', icon: <Eye size={SIZE} aria-hidden="true" />, label: app.t('selection.open'), run: () => openNote(app, note.id) },
    ...made,
    ...(app.me()
      ? [
          {
            id: 'tie',
            icon: <Spline size={SIZE} aria-hidden="true" />,
            label: app.t('selection.tieLong'),
            why,
            run: () => app.board()?.beginTie(note.id),
          },
          {
            id: 'front',
            icon: <BringToFront size={SIZE} aria-hidden="true" />,
            label: app.t('selection.frontLong'),
            why,
            run: () => app.board()?.bringToFront([note.id]),
          },
        ]
      : [
          {
            id: 'sign-in',
            icon: <LogIn size={SIZE} aria-hidden="true" />,
            label: app.t('selection.signInLong'),
            run: () => app.showDialog({ type: 'join', mode: 'in' }),
          },
        ]),
    { id: 'share', icon: <Share2 size={SIZE} aria-hidden="true" />, label: app.t('menu.share'), run: () => shareLink(app, note.id) },
    ...reportItems(app, note),
    ...stringItems(app, note.id),
  ];
}

/** Whose it is, the server knows: one's own is refused there. */
function reportItems(app: App, note: Extract<BoardSelection, { type: 'note' }>): readonly MenuItem[] {
  const { id, kind } = note;
  if (!isId(id)) return [];
  const subject = kind === 'agent' ? 'agent' : 'creation';
  return [
    {
      id: 'report',
      icon: <Flag size={SIZE} aria-hidden="true" />,
      label: app.t('safety.report'),
      run: () => app.showDialog({ type: 'report', subject, id, title: '' }),
    },
  ];
}

/** The people's strings of a note: a mouse takes them on the board, keys take them here. */
function stringItems(app: App, note: string): readonly MenuItem[] {
  const ties = app.board()?.tiesOf(note) ?? [];
  return ties.slice(0, STRINGS_MAX).map(({ tie, name, other }, index) => ({
    id: `string-${index}`,
    icon: <Spline size={SIZE} aria-hidden="true" />,
    label: name === '' ? app.t('menu.string', { title: other }) : app.t('menu.stringNamed', { name, title: other }),
    run: () => {
      app.board()?.selectTie(tie);
      focusSelectionBar();
    },
  }));
}

function manyItems(app: App, ids: readonly string[]): readonly MenuItem[] {
  return [
    {
      id: 'front',
      icon: <BringToFront size={SIZE} aria-hidden="true" />,
      label: `${app.t('selection.frontLong')} (${app.count('selection.many', ids.length)})`,
      why: whyNotMove(app, ids),
      run: () => app.board()?.bringToFront(ids),
    },
    ...(mayKnot(app, ids)
      ? [{ id: 'knot', icon: <Spool size={SIZE} aria-hidden="true" />, label: app.t('knot.doLong'), run: () => void knot(app, ids) }]
      : []),
    {
      id: 'clear',
      icon: <X size={SIZE} aria-hidden="true" />,
      label: app.t('selection.clear'),
      run: () => app.board()?.select(null),
    },
  ];
}

function tieItems(app: App, cord: BoardSelection, tie: string): readonly MenuItem[] {
  const why = whyNotChangeTie(app, tie);
  return [
    {
      id: 'tie-change',
      icon: <Palette size={SIZE} aria-hidden="true" />,
      label: app.t('tie.change'),
      why,
      run: () => app.board()?.select(cord),
    },
    { id: 'tie-cut', icon: <Scissors size={SIZE} aria-hidden="true" />, label: app.t('tie.cut'), why, run: () => cutTie(app, tie) },
  ];
}

function cordItems(app: App, creation: string): readonly MenuItem[] {
  return [
    {
      id: 'history',
      icon: <History size={SIZE} aria-hidden="true" />,
      label: app.t('selection.history'),
      run: () => openHistory(app, creation),
    },
    { id: 'open', icon: <Eye size={SIZE} aria-hidden="true" />, label: app.t('selection.open'), run: () => openNote(app, creation) },
  ];
}
