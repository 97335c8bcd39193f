import { Popover } from '@kobalte/core/popover';
import CloudOff from 'lucide-solid/icons/cloud-off';
import CloudUpload from 'lucide-solid/icons/cloud-upload';
import Wifi from 'lucide-solid/icons/wifi';
import { createEffect, createMemo, createSignal, Match, on, Show, Switch } from 'solid-js';
import { useApp } from '../../app/context.ts';
import type { BoardConnection } from '../../board/board-controller.ts';

const NOT_YET: BoardConnection = { state: 'connecting', unsaved: 0, regions: 0 };

/** How the board is joined to the others, and what is not saved yet; in words when it is pressed. */
export function ConnectionBadge() {
  const app = useApp();
  const now = () => app.board()?.connection() ?? NOT_YET;
  const state = createMemo(() => now().state);
  const [since, setSince] = createSignal(Date.now());
  createEffect(on(state, () => setSince(Date.now())));
  const words = () => (now().unsaved > 0 ? app.count('connection.unsaved', now().unsaved) : app.t(`connection.${state()}`));
  return (
    <Popover gutter={8} placement="bottom-end">
      <Popover.Trigger
        class="connection"
        data-state={state()}
        data-unsaved={now().unsaved}
        aria-label={app.t('connection.details', { words: words() })}
        data-testid="connection"
      >
        <Switch fallback={<Wifi size={17} aria-hidden="true" />}>
          <Match when={state() === 'offline'}>
            <CloudOff size={17} aria-hidden="true" />
          </Match>
          <Match when={now().unsaved > 0}>
            <CloudUpload size={17} aria-hidden="true" />
          </Match>
        </Switch>
        <span class="connection-words">{words()}</span>
        <Show when={now().unsaved > 0}>
          <span class="connection-count">{app.format().number(now().unsaved)}</span>
        </Show>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content class="menu connection-card" data-testid="connection-card">
          <Popover.Title class="menu-head">{words()}</Popover.Title>
          <Details connection={now()} since={since()} />
        </Popover.Content>
      </Popover.Portal>
    </Popover>
  );
}

function Details(props: { readonly connection: BoardConnection; readonly since: number }) {
  const app = useApp();
  const time = () => app.format().hour(props.since);
  const kept = () => !app.journal.entries().some((entry) => entry.code === 'local_copy_off');
  return (
    <Popover.Description as="div" class="connection-facts">
      <p>
        <Switch fallback={app.t('connection.connecting')}>
          <Match when={props.connection.state === 'live'}>{app.t('connection.liveSince', { time: time() })}</Match>
          <Match when={props.connection.state === 'offline'}>{app.t('connection.offlineSince', { time: time() })}</Match>
        </Switch>
        {props.connection.regions > 0 ? ` · ${app.count('connection.plots', props.connection.regions)}` : ''}
      </p>
      <p>
        <Switch fallback={app.t('connection.allSaved')}>
          <Match when={!app.me()}>{app.t('connection.watching')}</Match>
          <Match when={props.connection.unsaved > 0}>{app.t(kept() ? 'connection.kept' : 'connection.notKept')}</Match>
        </Switch>
      </p>
    </Popover.Description>
  );
}
