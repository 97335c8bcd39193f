import type { Id } from '@oto/schema/base/id';
import Code from 'lucide-solid/icons/code-xml';
import Copy from 'lucide-solid/icons/copy';
import Send from 'lucide-solid/icons/send';
import { createSignal, Show } from 'solid-js';
import { notePath } from '../../app/address.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { Window } from '../ui/window.tsx';
import { apiOrigin, atApi } from '../../api/origin.ts';
import { embedCode } from './embed-code.ts';

/** A note's link, its code for other pages, and the picture that they show of it. */
export function ShareDialog(props: { readonly id: Id; readonly title: string }) {
  const app = useApp();
  const [drawn, setDrawn] = createSignal(true);
  const url = () => new URL(notePath(props.id), location.origin).href;
  const code = () => embedCode(apiOrigin(), props.id, props.title);

  async function copy(text: string, done: 'share.copied' | 'share.embedCopied'): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      app.notify({ tone: 'done', title: app.t(done) });
    } catch {
      app.notify({ tone: 'info', title: app.t('share.here'), text });
    }
  }

  async function send(): Promise<void> {
    try {
      await navigator.share({ title: props.title, url: url() });
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) await copy(url(), 'share.copied');
    }
  }

  return (
    <Window title={app.t('share.title')} testid="share-dialog" class="share" onClose={() => app.showDialog(null)}>
      <Show when={drawn()}>
        <img
          class="share-picture"
          src={atApi(`/share/${props.id}.jpg`)}
          width="1200"
          height="630"
          alt={app.t('share.picture')}
          onError={() => setDrawn(false)}
          data-testid="share-picture"
        />
      </Show>
      <Given label={app.t('share.link')} text={url()} testid="share-link" />
      <div class="actions">
        <Button
          look="main"
          icon={<Copy size={17} aria-hidden="true" />}
          onPress={() => void copy(url(), 'share.copied')}
          data-testid="share-copy"
        >
          {app.t('share.copy')}
        </Button>
        <Show when={'share' in navigator}>
          <Button icon={<Send size={17} aria-hidden="true" />} onPress={() => void send()} data-testid="share-send">
            {app.t('share.send')}
          </Button>
        </Show>
      </div>
      <Given label={app.t('share.embed')} text={code()} testid="share-code" rows={4} />
      <div class="actions">
        <Button
          icon={<Code size={17} aria-hidden="true" />}
          onPress={() => void copy(code(), 'share.embedCopied')}
          data-testid="share-copy-code"
        >
          {app.t('share.copyEmbed')}
        </Button>
      </div>
    </Window>
  );
}

/** Words to take away: all of them are marked at once. */
function Given(props: { readonly label: string; readonly text: string; readonly testid: string; readonly rows?: number }) {
  return (
    <label class="field">
      <span class="field-label">{props.label}</span>
      <textarea
        class="input area given"
        rows={props.rows ?? 1}
        readonly
        value={props.text}
        data-testid={props.testid}
        onFocus={(event) => event.currentTarget.select()}
      />
    </label>
  );
}
