import { Dialog } from '@kobalte/core/dialog';
import X from 'lucide-solid/icons/x';
import { Show, type JSX } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { returnFocus } from './focus-return.ts';

/** A sheet beside the board; the board stays usable, Escape closes the sheet. */
export function Sheet(props: {
  readonly title: string;
  readonly kicker?: JSX.Element;
  readonly onClose: () => void;
  readonly children: JSX.Element;
  readonly footer?: JSX.Element;
  readonly testid: string;
  /** Takes more of a large screen, for tables. */
  readonly wide?: boolean;
}) {
  const app = useApp();
  return (
    <Dialog open modal={false} preventScroll={false} onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          class={`sheet paper-card ${props.wide === true ? 'sheet-wide' : ''}`}
          data-testid={props.testid}
          onInteractOutside={(event) => event.preventDefault()}
          onCloseAutoFocus={returnFocus}
        >
          <span class="tape" aria-hidden="true" />
          <div class="sheet-head">
            <div class="sheet-titles">
              <Show when={props.kicker}>
                <div class="kicker">{props.kicker}</div>
              </Show>
              <Dialog.Title class="heading">{props.title}</Dialog.Title>
            </div>
            <Dialog.CloseButton class="icon-button" aria-label={app.t('action.close')} data-testid="sheet-close">
              <X size={20} />
            </Dialog.CloseButton>
          </div>
          <div class="sheet-body" tabindex="0">
            {props.children}
          </div>
          <Show when={props.footer}>
            <div class="sheet-foot">{props.footer}</div>
          </Show>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  );
}
