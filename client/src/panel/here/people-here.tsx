import { Popover } from '@kobalte/core/popover';
import Eye from 'lucide-solid/icons/eye';
import Hand from 'lucide-solid/icons/hand';
import Pointer from 'lucide-solid/icons/pointer';
import { createSignal, For, Show } from 'solid-js';
import type { BoardPerson } from '../../board/board-controller.ts';
import { useApp } from '../../app/context.ts';
import { initials } from '../account/account-menu.tsx';
import { PersonLink } from '../profile/person-link.tsx';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { setLaserMode } from './laser-mode.ts';

/** Faces shown before "+n". */
const FACES = 4;

/** Faces of those who are here; pressed, the list of them and what one does together. */
export function PeopleHere() {
  const app = useApp();
  const [open, setOpen] = createSignal(false);
  const people = () => app.board()?.people() ?? [];
  return (
    <Show when={people().length > 0}>
      <Popover gutter={8} placement="bottom-end" open={open()} onOpenChange={setOpen}>
        <Popover.Trigger class="people" data-testid="people">
          <span class="sr-only">{app.count('people.here', people().length)}</span>
          <For each={people().slice(0, FACES)}>{(person) => <Face person={person} />}</For>
          <Show when={people().length > FACES}>
            <span class="face more" aria-hidden="true">
              +{people().length - FACES}
            </span>
          </Show>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content class="menu here" data-testid="here">
            <Popover.Title class="menu-head">{app.count('people.here', people().length)}</Popover.Title>
            <ul class="here-list" aria-label={app.t('presence.title')}>
              <For each={people()}>{(person) => <PersonRow person={person} onLeave={() => setOpen(false)} />}</For>
            </ul>
            <Show
              when={app.me()}
              fallback={
                <p class="here-note muted small" data-testid="here-watcher">
                  {app.t('presence.watcher')}
                </p>
              }
            >
              <div class="here-together">
                <Button
                  look="quiet"
                  icon={<Hand size={18} aria-hidden="true" />}
                  onPress={() => app.board()?.wave(null)}
                  data-testid="wave-all"
                >
                  {app.t('presence.waveAll')}
                </Button>
                <Button
                  look="quiet"
                  icon={<Pointer size={18} aria-hidden="true" />}
                  onPress={() => {
                    setOpen(false);
                    setLaserMode(true);
                  }}
                  data-testid="laser-open"
                >
                  {app.t('presence.laser')}
                </Button>
              </div>
            </Show>
          </Popover.Content>
        </Popover.Portal>
      </Popover>
    </Show>
  );
}

function PersonRow(props: { readonly person: BoardPerson; readonly onLeave: () => void }) {
  const app = useApp();
  const followed = () => app.board()?.following()?.id === props.person.id;
  const follows = () =>
    app
      .board()
      ?.followers()
      .some(({ id }) => id === props.person.id) === true;
  return (
    <li class="here-row" data-testid="here-person">
      <Face person={props.person} />
      <span class="here-name" onClick={() => props.onLeave()}>
        <Show when={props.person.handle} fallback={props.person.name}>
          {(handle) => <PersonLink person={{ name: props.person.name, handle: handle() }} />}
        </Show>
        <Show when={follows()}>
          <small class="muted">{app.t('presence.followsYou')}</small>
        </Show>
      </span>
      <Show when={app.me()}>
        <IconButton
          label={app.t('presence.wave', { name: props.person.name })}
          testid="wave"
          onPress={() => app.board()?.wave(props.person.id)}
        >
          <Hand size={19} />
        </IconButton>
        <IconButton
          label={app.t(followed() ? 'presence.unfollow' : 'presence.follow', { name: props.person.name })}
          testid="follow-view"
          pressed={followed()}
          onPress={() => {
            app.board()?.follow(followed() ? null : props.person.id);
            props.onLeave();
          }}
        >
          <Eye size={19} />
        </IconButton>
      </Show>
    </li>
  );
}

function Face(props: { readonly person: BoardPerson }) {
  return (
    <span class="face" style={{ '--face': props.person.colour }} aria-hidden="true">
      {initials(props.person.name)}
    </span>
  );
}
