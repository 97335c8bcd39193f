import { Match, onCleanup, Show, Switch, type JSX } from 'solid-js';
import { AgentDialog } from '../panel/agent/agent-dialog.tsx';
import { ConnectionWatch } from '../panel/connection/connection-watch.ts';
import { ContextMenu } from '../panel/context-menu/context-menu.tsx';
import { ComposerDialog } from '../panel/composer/composer-dialog.tsx';
import { ConsolePanel } from '../panel/console/console-panel.tsx';
import { FeedbackDialog } from '../panel/feedback/feedback-dialog.tsx';
import { FeedbackPost } from '../panel/feedback/feedback-post.ts';
import { HistoryPanel } from '../panel/history/history-panel.tsx';
import { FloatingJobs } from '../panel/job/floating-jobs.tsx';
import { Celebration } from '../panel/join/celebration.tsx';
import { FilterSlip } from '../panel/filter/filter-slip.tsx';
import { JoinDialog } from '../panel/join/join-dialog.tsx';
import { AccountDialog } from '../panel/account/account-dialog.tsx';
import { HeldDialog } from '../panel/account/held-dialog.tsx';
import { KeysDialog } from '../panel/account/keys-dialog.tsx';
import { ResetDialog } from '../panel/account/reset-dialog.tsx';
import { VerifyDialog } from '../panel/account/verify-dialog.tsx';
import { OperatorDialog } from '../panel/operator/operator-dialog.tsx';
import { CordTravel } from '../panel/lineage/cord-travel.tsx';
import { LineageDialog } from '../panel/lineage/lineage-dialog.tsx';
import { MapTagSlip } from '../panel/minimap/map-tag.tsx';
import { BoardOutline } from '../panel/outline/board-outline.tsx';
import { MapOutline } from '../panel/outline/map-outline.tsx';
import { PlotSettings } from '../panel/plot/plot-settings.tsx';
import { PreviewPanel } from '../panel/preview/preview-panel.tsx';
import { ProfilePanel } from '../panel/profile/profile-panel.tsx';
import { ShareDialog } from '../panel/share/share-dialog.tsx';
import { PublishDialog } from '../panel/publish/publish-dialog.tsx';
import { RefusalSlip } from '../panel/refusal/refusal-slip.tsx';
import { ReleaseNote } from '../panel/release/release-note.tsx';
import { PaletteDialog } from '../panel/search/palette.tsx';
import { ReportDialog } from '../panel/safety/report-dialog.tsx';
import { SelectionBar } from '../panel/selection/selection-bar.tsx';
import { TieHint } from '../panel/selection/tie-hint.tsx';
import { ReturnDialog } from '../panel/shop/return-dialog.tsx';
import { ShopDialog } from '../panel/shop/shop-dialog.tsx';
import { SinceCard } from '../panel/since/since-card.tsx';
import { ShortcutsDialog } from '../panel/start/shortcuts-dialog.tsx';
import { StepsCard } from '../panel/start/steps-card.tsx';
import { StatusStrip } from '../panel/status/status-strip.tsx';
import { Timeline } from '../panel/timeline/timeline.tsx';
import { followFocus } from '../panel/ui/focus-return.ts';
import { Together } from '../panel/here/together.tsx';
import { InboxPanel } from '../panel/inbox/inbox-panel.tsx';
import { FeedPanel } from '../panel/social/feed-panel.tsx';
import { WallFeed } from '../panel/social/wall-feed.tsx';
import { WeekPanel } from '../panel/social/week-panel.tsx';
import { TrayPanel } from '../panel/tray/tray-panel.tsx';
import { WalletPanel } from '../panel/wallet/wallet-panel.tsx';
import { CornerTools } from './board-tools.tsx';
import { listenToCommands } from './command-keys.ts';
import { useApp, type DialogView, type SideView } from './context.ts';
import { Dock } from './dock.tsx';
import { Notices } from './notify.tsx';
import { TopBar } from './top-bar.tsx';
import { WelcomeCard } from './welcome-card.tsx';

type DialogOf<T extends DialogView['type']> = Extract<DialogView, { type: T }>;
type SideOf<T extends SideView['type']> = Extract<SideView, { type: T }>;

/** The board under everything, the pieces of paper around it, and what is open. */
export function Shell(props: { readonly children: JSX.Element }) {
  const app = useApp();
  onCleanup(followFocus());
  onCleanup(listenToCommands(app));
  return (
    <div
      class="shell"
      data-side={app.side() === null ? 'closed' : 'open'}
      data-console={app.consoleOpen() ? 'open' : 'closed'}
      data-past={app.past() === null ? 'closed' : 'open'}
    >
      <main class="board-frame" aria-label={app.t('board.title')}>
        {props.children}
        <BoardOutline />
        <WallFeed />
        <MapOutline />
        <MapTagSlip />
      </main>
      <SelectionBar />
      <CordTravel />
      <TieHint />
      <Together />
      <ContextMenu />
      <TopBar />
      <FilterSlip />
      <WelcomeCard />
      <StepsCard />
      <SinceCard />
      <FloatingJobs />
      <Dock />
      <CornerTools />
      <ConnectionWatch />
      <FeedbackPost />
      <ReleaseNote />
      <StatusStrip />
      <Show when={app.past()} keyed>
        {(view) => <Timeline view={view} />}
      </Show>
      <Show when={app.consoleOpen()}>
        <ConsolePanel />
      </Show>
      <Sides />
      <Dialogs />
      <HeldDialog />
      <Show when={app.welcome() !== null ? { tokens: app.welcome() ?? 0 } : undefined}>
        {(given) => <Celebration tokens={given().tokens} />}
      </Show>
      <RefusalSlip />
      <Notices label={app.t('notice.region')} />
    </div>
  );
}

function Sides() {
  const app = useApp();
  const of = <T extends SideView['type']>(type: T) => {
    const view = app.side();
    return view?.type === type ? (view as SideOf<T>) : undefined;
  };
  return (
    <Switch>
      <Match when={of('note')?.id} keyed>
        {(id) => <PreviewPanel id={id} />}
      </Match>
      <Match when={of('history')?.id} keyed>
        {(id) => <HistoryPanel id={id} />}
      </Match>
      <Match when={of('wallet')}>{(view) => <WalletPanel page={view().page ?? 'statement'} />}</Match>
      <Match when={of('inbox')}>{(view) => <InboxPanel tab={view().tab} />}</Match>
      <Match when={of('feed')}>
        <FeedPanel />
      </Match>
      <Match when={of('week')}>
        <WeekPanel />
      </Match>
      <Match when={of('profile')?.handle} keyed>
        {(handle) => <ProfilePanel handle={handle} />}
      </Match>
      <Match when={of('tray')}>
        <TrayPanel />
      </Match>
    </Switch>
  );
}

function Dialogs() {
  const app = useApp();
  const of = <T extends DialogView['type']>(type: T) => {
    const view = app.dialog();
    return view?.type === type ? (view as DialogOf<T>) : undefined;
  };
  return (
    <Switch>
      <Match when={of('join')} keyed>
        {(view) => <JoinDialog mode={view.mode} failure={view.failure} invitation={view.invitation} />}
      </Match>
      <Match when={of('agent')} keyed>
        {(view) => <AgentDialog edit={view.edit} />}
      </Match>
      <Match when={of('composer')} keyed>
        {(view) => <ComposerDialog {...view} />}
      </Match>
      <Match when={of('publish')} keyed>
        {(view) => <PublishDialog creation={view.creation} />}
      </Match>
      <Match when={of('plot')} keyed>
        {(view) => <PlotSettings plot={view.plot} />}
      </Match>
      <Match when={of('verify')} keyed>
        {(view) => <VerifyDialog token={view.token} />}
      </Match>
      <Match when={of('reset')} keyed>
        {(view) => <ResetDialog token={view.token} />}
      </Match>
      <Match when={of('account')} keyed>
        {(view) => <AccountDialog page={view.page} />}
      </Match>
      <Match when={of('keys')}>
        <KeysDialog />
      </Match>
      <Match when={of('shop')}>
        <ShopDialog />
      </Match>
      <Match when={of('purchase')} keyed>
        {(view) => <ReturnDialog id={view.id} left={view.left} />}
      </Match>
      <Match when={of('lineage')?.id} keyed>
        {(id) => <LineageDialog id={id} />}
      </Match>
      <Match when={of('report')} keyed>
        {(view) => <ReportDialog subject={view.subject} id={view.id} title={view.title} />}
      </Match>
      <Match when={of('share')} keyed>
        {(view) => <ShareDialog id={view.id} title={view.title} />}
      </Match>
      <Match when={of('shortcuts')}>
        <ShortcutsDialog />
      </Match>
      <Match when={of('feedback')}>
        <FeedbackDialog />
      </Match>
      <Match when={of('operator')}>
        <OperatorDialog />
      </Match>
      <Match when={of('palette')} keyed>
        {(view) => <PaletteDialog q={view.q} />}
      </Match>
    </Switch>
  );
}
