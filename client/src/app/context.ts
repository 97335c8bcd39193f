import type { Id } from '@oto/schema/base/id';
import type { Creation } from '@oto/schema/contract/creation';
import type { Agent } from '@oto/schema/contract/agent';
import type { FlagName } from '@oto/schema/contract/flag';
import type { Me } from '@oto/schema/contract/identity';
import type { ReportSubject } from '@oto/schema/contract/safety';
import type { Site } from '@oto/schema/contract/site';
import type { World } from '@oto/schema/contract/world';
import type { Plot, Point } from '@oto/schema/geometry/lattice';
import { createContext, useContext, type Accessor } from 'solid-js';
import type { Failure } from '../api/http.ts';
import type { LiveJob } from '../api/live-jobs.ts';
import type { OtoApi } from '../api/oto-api.ts';
import type { EventFeed, StreamState } from '../api/event-stream.ts';
import type { BoardController } from '../board/board-controller.ts';
import type { Language } from '../i18n/language.ts';
import type { Holds } from './holds.ts';
import type { Journal } from './journal.ts';
import type { Notify } from './notify.tsx';
import type { Filter } from '../panel/filter/filter.ts';
import type { Wish } from '../panel/composer/sent-wishes.ts';
import type { News } from '../panel/inbox/news.ts';
import type { PushDevice } from './push-device.ts';
import type { Release } from './release.ts';

/** A window that asks for attention; one at a time. */
export type DialogView =
  /** `failure`: why another way in, which led away from here, came to nothing. */
  | { readonly type: 'join'; readonly mode: 'up' | 'in' | 'forgot'; readonly failure?: Failure; readonly invitation?: string }
  /** By the link in a mail. */
  | { readonly type: 'verify'; readonly token: string }
  | { readonly type: 'reset'; readonly token: string }
  | { readonly type: 'agent'; readonly edit?: Agent }
  /** Several `parents`: branches knotted into one. `again`: the only one is made once more, by these agents. */
  | {
      readonly type: 'composer';
      readonly agents: readonly Agent[];
      readonly parents?: readonly Creation[];
      readonly again?: boolean;
      readonly prompt?: string;
      /** Of a wish tried again. */
      readonly wish?: Wish;
      /** The parent whose jar pays first. */
      readonly jar?: Id;
    }
  | { readonly type: 'publish'; readonly creation: Creation }
  | { readonly type: 'plot'; readonly plot: Plot }
  | { readonly type: 'account'; readonly page?: AccountPage }
  | { readonly type: 'keys' }
  | { readonly type: 'shop' }
  /** Back from the payment page; `left`: without having paid. */
  | { readonly type: 'purchase'; readonly id: Id; readonly left: boolean }
  | { readonly type: 'operator' }
  /** Everything a creation comes from, and all that came of it. */
  | { readonly type: 'lineage'; readonly id: Id }
  /** Search and commands in one field; `q`: typed already. */
  | { readonly type: 'palette'; readonly q?: string }
  | { readonly type: 'shortcuts' }
  | { readonly type: 'feedback' }
  | { readonly type: 'share'; readonly id: Id; readonly title: string }
  | { readonly type: 'report'; readonly subject: ReportSubject; readonly id: Id; readonly title: string };

/** A sheet beside the board, which stays usable. */
export type SideView =
  | { readonly type: 'note'; readonly id: Id }
  | { readonly type: 'history'; readonly id: Id }
  | { readonly type: 'wallet'; readonly page?: WalletPage }
  | { readonly type: 'tray' }
  | { readonly type: 'inbox'; readonly tab: InboxTab }
  | { readonly type: 'profile'; readonly handle: string }
  | { readonly type: 'feed' }
  /** The wall of the week and this week's votes. */
  | { readonly type: 'week' };

export type AccountPage = 'profile' | 'entry' | 'devices' | 'blocks' | 'data';

export type WalletPage = 'statement' | 'use' | 'purchases';

export type InboxTab = 'news' | 'appeals' | 'decisions' | 'settings';

/** A plot whose past is looked at; `moment`: where to begin, null is today. */
export type PastView = { readonly plot: Plot; readonly moment: string | null };

/** Why an edit was taken back; `note`: whose it was, null when no note is meant. */
export type Refusal = { readonly text: string; readonly note: string | null };

export type App = Language & {
  readonly api: OtoApi;
  /** Undefined while it is being asked, null for a watcher. */
  readonly me: Accessor<Me | null | undefined>;
  readonly world: Accessor<World | undefined>;
  /** How one gets in here; undefined until it is known. */
  readonly site: Accessor<Site | undefined>;
  /** Newest first. */
  readonly jobs: Accessor<readonly LiveJob[]>;
  /** What happened to what is mine; undefined until it is known. */
  readonly news: Accessor<News | undefined>;
  readonly push: PushDevice;
  /** Whether this page is what is served now. */
  readonly release: Release;
  readonly board: Accessor<BoardController | null>;
  /** What of the board is looked at; the address tells it too. */
  readonly filter: Accessor<Filter>;
  readonly setFilter: (filter: Filter) => void;
  readonly stream: Accessor<StreamState>;
  /** Whether something is shown here that not everybody may see yet (contract/flag). */
  readonly has: (flag: FlagName) => boolean;
  /** Opens a stream of the servers'. */
  readonly openEvents: (url: string) => EventFeed;
  readonly journal: Journal;
  readonly notify: Notify;
  readonly dialog: Accessor<DialogView | null>;
  readonly showDialog: (view: DialogView | null) => void;
  readonly side: Accessor<SideView | null>;
  readonly showSide: (view: SideView | null) => void;
  readonly refusal: Accessor<Refusal | null>;
  readonly setRefusal: (refusal: Refusal | null) => void;
  readonly past: Accessor<PastView | null>;
  /** Null comes back to today. */
  readonly showPast: (view: PastView | null) => void;
  readonly consoleOpen: Accessor<boolean>;
  readonly setConsoleOpen: (open: boolean) => void;
  /** Tokens just received with a new plot, while that is celebrated. */
  readonly welcome: Accessor<number | null>;
  readonly setWelcome: (tokens: number | null) => void;
  /** Opens the preview and puts the note's address in the address bar. */
  readonly openNote: (id: Id) => void;
  /** The same for what is elsewhere: the board flies there. `comment`: the one that is meant. */
  readonly visitNote: (id: Id, comment?: Id) => void;
  readonly flyToNote: (id: Id, plot: Plot, seat?: Point) => void;
  /** Opens the sign-up dialog instead when nobody is signed in. True when somebody is. */
  readonly needsMember: () => boolean;
  /** What the server waits for: a proof of who is there, or new terms accepted. */
  readonly holds: Holds;
  /** Has the person prove who they are, unless they lately have. False: they declined. */
  readonly confirmed: () => Promise<boolean>;
  /** A refusal in the person's language, with what to do. */
  readonly sentence: (failure: Pick<Failure, 'code' | 'fields'>) => string;
  /** After signing in or out: everything that depends on who is asking. */
  readonly refreshSession: () => Promise<Me | null>;
};

export const AppContext = createContext<App>();

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === undefined) throw new Error('useApp outside of the app');
  return app;
}
