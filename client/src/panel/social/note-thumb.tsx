import type { Kind } from '@oto/schema/board/kind';
import { createSignal, Show } from 'solid-js';
import { KindMark } from '../ui/kind-mark.tsx';

/** A note so small that only its colour, or its picture, is seen. Decoration: its title stands beside it. */
export function NoteThumb(props: { readonly kind: Kind; readonly agent?: boolean; readonly thumb?: string | undefined }) {
  const [broken, setBroken] = createSignal(false);
  const picture = () => (broken() ? undefined : props.thumb);
  return (
    <span class="feed-mark" data-kind={props.agent === true ? 'agent' : props.kind} aria-hidden="true">
      <Show when={picture()} fallback={<KindMark kind={props.agent === true ? 'agent' : props.kind} size={24} />}>
        {(url) => <img src={url()} alt="" loading="lazy" onError={() => setBroken(true)} />}
      </Show>
    </span>
  );
}
