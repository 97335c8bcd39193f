import { Show } from 'solid-js';
import { useApp } from '../../app/context.ts';

/** In a local run nothing is mailed: this leads to the page that shows what would have been. */
export function MailboxLink() {
  const app = useApp();
  return (
    <Show when={app.site()?.mailbox}>
      {(address) => (
        <a class="link small" href={address()} target="_blank" rel="noopener" data-testid="mailbox-link">
          {app.t('mail.mailbox')}
        </a>
      )}
    </Show>
  );
}
