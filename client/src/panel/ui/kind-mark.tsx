import type { Kind } from '@oto/schema/board/kind';
import AudioLines from 'lucide-solid/icons/audio-lines';
import Bot from 'lucide-solid/icons/bot';
import Clapperboard from 'lucide-solid/icons/clapperboard';
import Image from 'lucide-solid/icons/image';
import Type from 'lucide-solid/icons/type';
import { Match, Switch } from 'solid-js';

/** The small drawing of a kind; words stand beside it, so it is silent. */
export function KindMark(props: { readonly kind: Kind | 'agent'; readonly size?: number }) {
  const size = () => props.size ?? 18;
  return (
    <Switch>
      <Match when={props.kind === 'text'}>
        <Type size={size()} aria-hidden="true" />
      </Match>
      <Match when={props.kind === 'image'}>
        <Image size={size()} aria-hidden="true" />
      </Match>
      <Match when={props.kind === 'video'}>
        <Clapperboard size={size()} aria-hidden="true" />
      </Match>
      <Match when={props.kind === 'voice'}>
        <AudioLines size={size()} aria-hidden="true" />
      </Match>
      <Match when={props.kind === 'agent'}>
        <Bot size={size()} aria-hidden="true" />
      </Match>
    </Switch>
  );
}
