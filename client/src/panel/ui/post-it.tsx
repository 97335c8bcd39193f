import type { Kind } from '@oto/schema/board/kind';
import { CORD_COLOURS } from '@oto/schema/board/palette';
import type { JSX } from 'solid-js';
import { Show } from 'solid-js';
import { KindMark } from './kind-mark.tsx';

export function cordColour(index: number): string {
  return CORD_COLOURS[index % CORD_COLOURS.length] as string;
}

/** A little gold note, as it hangs on the board. Decoration unless its `children` say more. */
export function GoldPostIt(props: {
  readonly name: string;
  readonly role?: string;
  readonly words?: string;
  readonly kind: Kind;
  readonly colour: number;
  readonly size: 'small' | 'large';
  readonly children?: JSX.Element;
}) {
  return (
    <div class={`gold gold-${props.size}`} style={{ '--pin': cordColour(props.colour) }}>
      <span class="pin" aria-hidden="true" />
      <span class="gold-kind">
        <KindMark kind={props.kind} size={props.size === 'large' ? 18 : 14} />
      </span>
      <p class="gold-name">{props.name}</p>
      <Show when={props.role}>
        <p class="gold-role">{props.role}</p>
      </Show>
      <Show when={props.words}>
        <p class="gold-words">« {props.words} »</p>
      </Show>
      {props.children}
    </div>
  );
}
