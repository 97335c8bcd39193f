import { Dialog } from '@kobalte/core/dialog';
import X from 'lucide-solid/icons/x';
import { Show, type JSX } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { returnFocus } from './focus-return.ts';

/** A sheet of paper taped over the board; it holds the focus until it is closed. */
export function Window(props: {
  readonly title: string;
  readonly text?: string | undefined;
  readonly onClose: () => void;
  readonly children: JSX.Element;
  readonly testid: string;
  readonly class?: string;
  /** Stands over another window, which gets the focus back. */
  readonly over?: boolean;
}) {
  const app = useApp();
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay class="window-shade" classList={{ over: props.over === true }} />
        <div class="window-place" classList={{ over: props.over === true }}>
          <Dialog.Content
            class={`window paper-card ${props.class ?? ''}`}
            data-testid={props.testid}
            onCloseAutoFocus={(event) => props.over !== true && returnFocus(event)}
          >
            <span class="tape" aria-hidden="true" />
            <div class="window-head">
              <Dialog.Title class="heading">{props.title}</Dialog.Title>
              <Dialog.CloseButton class="icon-button" aria-label={app.t('action.close')} data-testid="window-close">
                <X size={20} />
              </Dialog.CloseButton>
            </div>
            <Show when={props.text}>{(text) => <Dialog.Description class="lead">{text()}</Dialog.Description>}</Show>
            {props.children}
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog>
  );
}
