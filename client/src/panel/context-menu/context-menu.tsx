import { DropdownMenu } from '@kobalte/core/dropdown-menu';
import { createEffect, createSignal, For, onCleanup, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import type { BoardSelection, PaperTarget, ScreenPoint } from '../../board/board-controller.ts';
import { menuItems, type MenuItem } from './menu-items.tsx';

export type MenuTarget = BoardSelection | PaperTarget;

/** Asks for the menu from the keyboard; bubbles from the element that has the focus. */
export class MenuRequest extends CustomEvent<{ readonly target: MenuTarget; readonly at: ScreenPoint }> {
  static readonly type = 'oto-menu';
  constructor(target: MenuTarget, at: ScreenPoint) {
    super(MenuRequest.type, { detail: { target, at }, bubbles: true });
  }
}

type Open = { readonly target: MenuTarget; readonly at: ScreenPoint; readonly back: HTMLElement | null };

/** What can be done with what was pressed with the right button, long, or with the menu key. */
export function ContextMenu() {
  const app = useApp();
  const [open, setOpen] = createSignal<Open | null>(null);

  function show(target: MenuTarget, at: ScreenPoint): void {
    const focused = document.activeElement;
    setOpen({ target, at, back: focused instanceof HTMLElement && focused !== document.body ? focused : null });
  }

  createEffect(() => {
    const board = app.board();
    if (board === null) return;
    onCleanup(board.onContext(show));
    // The menu key while the board itself has the focus: the selection's menu, where it is.
    const onKey = (event: MouseEvent): void => {
      const selected = board.selection();
      const box = board.selectionBox();
      if (event.target !== document.body || selected === null || box === null) return;
      event.preventDefault();
      show(selected, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
    };
    const onRequest = (event: Event): void => {
      if (event instanceof MenuRequest) show(event.detail.target, event.detail.at);
    };
    document.addEventListener('contextmenu', onKey);
    document.addEventListener(MenuRequest.type, onRequest);
    onCleanup(() => {
      document.removeEventListener('contextmenu', onKey);
      document.removeEventListener(MenuRequest.type, onRequest);
    });
  });

  return (
    <Show when={open()} keyed>
      {(shown) => (
        <DropdownMenu
          open
          onOpenChange={(stays) => !stays && setOpen(null)}
          getAnchorRect={() => ({ ...shown.at, width: 0, height: 0 })}
          placement="right-start"
          gutter={2}
          overlap
          overflowPadding={8}
          modal={false}
          preventScroll={false}
        >
          <DropdownMenu.Portal>
            <DropdownMenu.Content
              class="menu"
              aria-label={app.t(shown.target.type === 'note' ? 'menu.note' : 'menu.title')}
              data-testid="context-menu"
              onCloseAutoFocus={(event) => {
                // What was chosen may have taken the focus already.
                const gone = event.defaultPrevented;
                event.preventDefault();
                if (!gone && shown.back?.isConnected === true) shown.back.focus();
              }}
            >
              <For each={menuItems(app, shown.target)}>{(item) => <Row item={item} />}</For>
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu>
      )}
    </Show>
  );
}

function Row(props: { readonly item: MenuItem }) {
  const app = useApp();
  const why = () => props.item.why ?? null;
  return (
    <DropdownMenu.Item
      class="menu-item"
      classList={{ 'menu-item-off': why() !== null }}
      aria-disabled={why() === null ? undefined : 'true'}
      data-testid={`menu-${props.item.id}`}
      onSelect={() => {
        const reason = why();
        if (reason === null) props.item.run();
        else app.notify({ tone: 'info', title: reason });
      }}
    >
      {props.item.icon}
      <span>
        {props.item.label}
        <Show when={why()}>{(reason) => <small>{reason()}</small>}</Show>
      </span>
    </DropdownMenu.Item>
  );
}
