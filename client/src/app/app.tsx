import { Route, Router, useLocation, useNavigate } from '@solidjs/router';
import type { Id } from '@oto/schema/base/id';
import type { Me } from '@oto/schema/contract/identity';
import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/solid-query';
import { createEffect, createMemo, createSignal, on, onCleanup, Show, untrack, type JSX } from 'solid-js';
import { followEvents, type EventFeed, type StreamState } from '../api/event-stream.ts';
import { valueOf, type Failure, type Transport } from '../api/http.ts';
import { mergeJobs, type LiveJob } from '../api/live-jobs.ts';
import { createOtoApi } from '../api/oto-api.ts';
import type { BoardController, BoardDeps, CreateBoardController } from '../board/board-controller.ts';
import { placePath } from '../board/place-address.ts';
import { createLanguage } from '../i18n/language.ts';
import { isPlotAlone, notePath, parseAddress, type Address } from './address.ts';
import { BoardHost } from './board-host.tsx';
import { AppContext, type App as AppValue, type DialogView, type PastView, type Refusal, type SideView } from './context.ts';
import { destinationOf, type Destination } from './destination.ts';
import { readArrival, type Arrival } from './arrival.ts';
import { enter } from './entry.ts';
import { followFilter } from '../panel/filter/follow-filter.ts';
import { filterFromSearch, withFilter, type Filter } from '../panel/filter/filter.ts';
import { forgetSearches } from '../panel/search/recent-searches.ts';
import { askAnew } from './change-of-person.ts';
import { followPlace } from './follow-place.ts';
import { createHolds } from './holds.ts';
import { createJournal } from './journal.ts';
import { sessionStore } from './journal-store.ts';
import { keepPush } from './keep-push.ts';
import { keep, sheetFor, tabStorage, takeKept } from './kept.ts';
import { applyEvent } from './live.ts';
import { clearNotices, createNotify } from './notify.tsx';
import type { PushDevice } from './push-device.ts';
import { followCounts } from './live-counts.ts';
import { ownVersion, servedVersion } from './page-version.ts';
import { KEYS } from './query-keys.ts';
import { createRelease } from './release.ts';
import { failureSentence } from './sentence.ts';
import { Shell } from './shell.tsx';

/** Everything outside of the page, so that the workshop can put stand-ins there. */
export type Outside = {
  readonly transport: Transport;
  readonly openEvents: (url: string) => EventFeed;
  readonly createBoard: CreateBoardController;
  readonly push: PushDevice;
};

/** Milliseconds between two looks at the world: counts, engines and switches change slowly. */
const WORLD_EVERY = 60_000;
/** Milliseconds for which a session must stay confirmed so that a long answer can begin. */
const CONFIRMED_AHEAD = 30_000;

export function App(props: { readonly outside: Outside }) {
  // Before the router reads the address.
  const came = readArrival(location);
  if (came !== null) history.replaceState(history.state, '', came.path);
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 15_000, retry: 1, refetchOnWindowFocus: false } } });
  const Root = (root: { readonly children?: JSX.Element }) => (
    <QueryClientProvider client={queries}>
      <Wired outside={props.outside} arrival={came?.arrival ?? null} />
      {root.children}
    </QueryClientProvider>
  );
  // The address only says what is open over the one board, so every route draws the same.
  return (
    <Router root={Root}>
      <Route path="*" component={() => null} />
    </Router>
  );
}

function Wired(props: { readonly outside: Outside; readonly arrival: Arrival | null }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const location = useLocation();
  const push = props.outside.push;
  const language = createLanguage();
  const journal = createJournal(sessionStore(window));
  const notify = createNotify(() => language.t('action.close'));
  const [board, setBoard] = createSignal<BoardController | null>(null);
  const [filter, setFilter] = createSignal<Filter>(filterFromSearch(window.location.search), {
    equals: (a, b) => withFilter('', a) === withFilter('', b),
  });
  const [dialog, setDialog] = createSignal<DialogView | null>(null);
  const [sheet, setSheet] = createSignal<Exclude<SideView, { type: 'note' }> | null>(null);
  const [past, setPast] = createSignal<PastView | null>(null);
  const [refusal, setRefusal] = createSignal<Refusal | null>(null);
  const [consoleOpen, setConsoleOpen] = createSignal(false);
  const [welcome, setWelcome] = createSignal<number | null>(null);
  const [stream, setStream] = createSignal<StreamState>('connecting');

  const sentence: AppValue['sentence'] = (failure) => failureSentence(language, failure);
  const onFailure = (path: string, failure: Failure): void => {
    if (failure.code === 'old_client') release.refused();
    journal.write({
      area: 'http',
      level: failure.status >= 500 || failure.status === 0 ? 'error' : 'warn',
      code: failure.code,
      text: () => `${sentence(failure)} (${path}${failure.requestId === null ? '' : `, ${failure.requestId}`})`,
    });
  };
  const holds = createHolds();
  const api = createOtoApi(props.outside.transport, onFailure, holds.ask);
  const release = createRelease({
    own: ownVersion(document),
    served: () => servedVersion(api),
    reload() {
      keep(tabStorage(window), { sheet: sheet(), console: consoleOpen() });
      window.location.reload();
    },
    page: document,
    storage: tabStorage(window),
    now: () => performance.now(),
  });

  const meQuery = useQuery(() => ({ queryKey: KEYS.me, queryFn: async () => valueOf(await api.me()), retry: 3 }));
  const worldQuery = useQuery(() => ({
    queryKey: KEYS.world,
    queryFn: async () => valueOf(await api.world()),
    retry: 30,
    refetchInterval: WORLD_EVERY,
  }));
  const siteQuery = useQuery(() => ({ queryKey: KEYS.site, queryFn: async () => valueOf(await api.site()), staleTime: WORLD_EVERY }));
  const me = createMemo(() => (meQuery.data === undefined && meQuery.isError ? null : meQuery.data));
  const memberId = createMemo(() => me()?.id);
  /** Null: a watcher; undefined: not known yet. */
  const somebody = createMemo(() => (me() === undefined ? undefined : (memberId() ?? null)));
  const jobsQuery = useQuery(() => ({
    queryKey: KEYS.jobs,
    enabled: memberId() !== undefined,
    queryFn: async () => {
      const fresh = valueOf(await api.jobs()).jobs;
      return mergeJobs(queries.getQueryData<readonly LiveJob[]>(KEYS.jobs) ?? [], fresh);
    },
  }));

  const newsQuery = useQuery(() => ({
    queryKey: KEYS.news,
    enabled: memberId() !== undefined,
    queryFn: async () => valueOf(await api.notifications()),
  }));

  const address = createMemo(() => parseAddress(location.pathname));
  /** Whose page an address opens; null: none. */
  const pageOf = (at: Address): string | null => (at.type === 'plot' && !isPlotAlone(location.search) ? at.handle : null);
  const side = createMemo<SideView | null>(() => {
    const over = sheet();
    if (over !== null) return over;
    const at = address();
    const member = pageOf(at);
    if (member !== null) return { type: 'profile', handle: member };
    return at.type === 'note' ? { type: 'note', id: at.id } : null;
  });

  /** The note that a click in this page opened: no need to fly to what one has just clicked. */
  let openedHere: Id | null = null;

  const herePath = (): string => {
    const sight = board()?.sight();
    return withFilter(sight === undefined ? '/' : placePath(sight), filter());
  };

  const app: AppValue = {
    ...language,
    api,
    me,
    world: () => worldQuery.data,
    site: () => siteQuery.data,
    jobs: () => (memberId() === undefined ? [] : (jobsQuery.data ?? [])),
    news: () => (memberId() === undefined ? undefined : newsQuery.data),
    push,
    release,
    board,
    filter,
    setFilter,
    stream,
    has: (flag) => (me()?.flags ?? siteQuery.data?.flags ?? []).includes(flag),
    openEvents: props.outside.openEvents,
    journal,
    notify,
    dialog,
    showDialog: setDialog,
    side,
    showSide(view) {
      if (view?.type === 'note') {
        app.openNote(view.id);
        return;
      }
      setSheet(view);
      if (view === null && address().type !== 'board') navigate(herePath());
    },
    refusal,
    setRefusal,
    past,
    showPast: setPast,
    consoleOpen,
    setConsoleOpen,
    welcome,
    setWelcome,
    openNote(id) {
      openedHere = id;
      clearNotices();
      setSheet(null);
      navigate(withFilter(notePath(id), filter()));
    },
    visitNote(id, comment) {
      clearNotices();
      setSheet(null);
      navigate(withFilter(notePath(id, comment), filter()));
    },
    flyToNote: (id, plot, seat) => board()?.flyToNote(id, plot, seat),
    needsMember() {
      if (me()) return true;
      setDialog({ type: 'join', mode: 'up' });
      return false;
    },
    holds,
    async confirmed() {
      const now = await api.me();
      const until = now.ok ? now.value?.account.confirmedUntil : null;
      return (until != null && Date.parse(until) - Date.now() > CONFIRMED_AHEAD) || holds.ask('confirm_identity');
    },
    sentence,
    setLang(lang) {
      language.setLang(lang);
      if (me()) void api.patchMe({ lang });
    },
    async refreshSession() {
      const answer = await api.me();
      const now: Me | null = answer.ok ? answer.value : null;
      queries.setQueryData<Me | null>(KEYS.me, now);
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['creation'] }),
        queries.invalidateQueries({ queryKey: ['agent'] }),
        queries.invalidateQueries({ queryKey: KEYS.agents }),
      ]);
      if (now === null) setSheet(null);
      return now;
    },
  };

  createEffect(
    on(memberId, (member) => {
      if (member === undefined) return;
      onCleanup(
        followEvents({
          open: props.outside.openEvents,
          member,
          onState(state) {
            setStream(state);
            journal.write({
              area: 'events',
              level: state === 'retrying' ? 'warn' : 'info',
              code: `events_${state}`,
              text: () => language.t(`stream.${state}`),
            });
          },
          onGap: () =>
            void Promise.all(
              [KEYS.jobs, KEYS.me, KEYS.news, KEYS.statement, KEYS.use, KEYS.purchases].map((queryKey) =>
                queries.invalidateQueries({ queryKey }),
              ),
            ),
          onEvent: (event) =>
            applyEvent(event, {
              queries,
              language,
              journal,
              notify,
              board,
              openNote: app.openNote,
              openAppeals: () => app.showSide({ type: 'inbox', tab: 'appeals' }),
              watches: (purchase) => {
                const open = dialog();
                return open?.type === 'purchase' && open.id === purchase;
              },
              sentence: (code) => sentence({ code, fields: [] }),
            }),
        }),
      );
    }),
  );

  // What one person did or was told is not the next one's to read. It may be another tab where they left.
  createEffect(
    on(somebody, (now, before) => {
      if (now === undefined || before === undefined) return;
      if (before !== null) {
        journal.clear();
        forgetSearches();
      }
      void askAnew(queries, before, now);
    }),
  );
  createEffect(on(memberId, (member) => member !== undefined && void keepPush(api, push)));
  onCleanup(push.onOpen((path) => navigate(path)));

  /** Where the page's own address led; undefined while that is being asked. */
  const [arrival, setArrival] = createSignal<Destination>();
  const began = address();
  void destinationOf(began, api).then((found) => {
    setArrival(found);
    tellProblem(found, began);
  });

  // An address followed or gone back to later flies there; one that a click here made does not.
  createEffect(
    on(
      address,
      (at) => {
        const here = openedHere;
        openedHere = null;
        if (at.type === 'board' || (at.type === 'note' && at.id === here)) return;
        setSheet(null);
        void destinationOf(at, api).then((found) => {
          if (address() !== at) return;
          if (found.type === 'plot') board()?.flyToPlot(found.plot);
          else if (found.type === 'note') app.flyToNote(found.id, found.plot, found.seat);
          tellProblem(found, at);
        });
      },
      { defer: true },
    ),
  );
  createEffect(() => {
    const ready = board();
    if (ready === null) return;
    onCleanup(followCounts(ready, queries));
    untrack(() =>
      followPlace({
        board: ready,
        address,
        search: () => location.search,
        held: () => address().type === 'note' || pageOf(address()) !== null,
        decorate: (path) => withFilter(path, filter()),
        replace: (path) => navigate(path, { replace: true, scroll: false }),
      }),
    );
  });

  followFilter({
    api,
    board,
    filter,
    onUnknown: (handle, failure) =>
      notify({
        tone: 'error',
        title: failure.status === 404 ? language.t('filter.authorUnknown', { handle }) : sentence(failure),
      }),
  });
  // Back and forward in the browser: the address says what was looked at there.
  createEffect(
    on(
      () => location.search,
      (search) => setFilter(filterFromSearch(search)),
      { defer: true },
    ),
  );

  enter(app, props.arrival);
  // Whoever is let in sees the board as they left it.
  const kept = takeKept(tabStorage(window));
  if (kept?.console === true) setConsoleOpen(true);
  createEffect(
    on(me, (who, before) => {
      if (before === undefined && who !== undefined && side() === null) setSheet(sheetFor(kept, who !== null));
    }),
  );
  // A board that was away may have come back with another version.
  createEffect(
    on(
      () => board()?.connection().state,
      (now, _, wasAway: boolean = false) => {
        if (now === 'live' && wasAway) release.look();
        return now === 'offline' || (wasAway && now !== 'live');
      },
    ),
  );

  /** An open note that is missing says so itself, in its sheet. */
  function tellProblem(found: Destination, at: Address): void {
    if (found.type === 'failed') notify({ tone: 'error', title: sentence(found.failure) });
    if (found.type !== 'none' || at.type === 'note') return;
    notify({ tone: 'error', title: language.t(`lost.${found.why}`, { name: at.type === 'plot' ? at.handle : '' }) });
  }

  const start = (): BoardDeps['start'] => {
    const found = arrival();
    const home = me()?.plots[0];
    switch (found?.type) {
      case 'plot':
        return { plot: found.plot };
      case 'note':
        return { note: found };
      default:
        return home === undefined ? undefined : { plot: home };
    }
  };

  return (
    <AppContext.Provider value={app}>
      <Shell>
        <Show
          when={me() !== undefined && arrival() !== undefined ? worldQuery.data !== undefined : false}
          fallback={
            <p class="board-waiting hand" role="status">
              {language.t(worldQuery.isError || worldQuery.failureCount > 1 ? 'board.waitingLong' : 'board.waiting')}
            </p>
          }
        >
          <BoardHost app={app} world={worldQuery.data!} create={props.outside.createBoard} start={start()} onReady={setBoard} />
        </Show>
      </Shell>
    </AppContext.Provider>
  );
}
