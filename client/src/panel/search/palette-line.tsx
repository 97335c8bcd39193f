import type { Hit } from '@oto/schema/contract/search';
import CornerDownLeft from 'lucide-solid/icons/corner-down-left';
import History from 'lucide-solid/icons/rotate-ccw-clock';
import { For, Match, Show, Switch } from 'solid-js';
import { keyCaps } from '../../app/command-keys.ts';
import { useApp } from '../../app/context.ts';
import { initials } from '../account/account-menu.tsx';
import { KindMark } from '../ui/kind-mark.tsx';
import { piecesOf, type Line } from './palette-list.ts';

type NoteHit = Exclude<Hit, { readonly type: 'person' }>;

/** One line of the palette; the field keeps the focus. */
export function PaletteLine(props: {
  readonly id: string;
  readonly line: Line;
  readonly chosen: boolean;
  readonly onPoint: () => void;
  readonly onOpen: () => void;
}) {
  const of = <T extends Line['type']>(type: T) => (props.line.type === type ? (props.line as Extract<Line, { type: T }>) : undefined);
  return (
    // The keyboard reaches it from the field, which names it as its active descendant.
    <div
      id={props.id}
      class="palette-line"
      role="option"
      tabindex={-1}
      aria-selected={props.chosen}
      onPointerMove={() => props.onPoint()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => props.onOpen()}
      data-testid="palette-line"
      data-type={props.line.type}
    >
      <Switch>
        <Match when={of('recent')}>
          {(line) => (
            <>
              <span class="palette-mark">
                <History size={18} aria-hidden="true" />
              </span>
              <span class="palette-title">{line().q}</span>
            </>
          )}
        </Match>
        <Match when={of('command')}>{(line) => <CommandLine line={line()} />}</Match>
        <Match when={of('hit')}>{(line) => <HitLine hit={line().hit} />}</Match>
      </Switch>
      <CornerDownLeft class="palette-enter" size={16} aria-hidden="true" />
    </div>
  );
}

function CommandLine(props: { readonly line: Extract<Line, { type: 'command' }> }) {
  const app = useApp();
  return (
    <>
      <span class="palette-mark palette-do" aria-hidden="true" />
      <span class="palette-title">{props.line.title}</span>
      <Show when={props.line.command.keys?.[0]}>
        {(keys) => (
          <span class="palette-keys">
            <For each={keyCaps(keys(), app.t)}>{(cap) => <kbd>{cap}</kbd>}</For>
          </span>
        )}
      </Show>
    </>
  );
}

function HitLine(props: { readonly hit: Hit }) {
  const app = useApp();
  const person = () => (props.hit.type === 'person' ? props.hit : undefined);
  const note = () => (props.hit.type === 'person' ? undefined : props.hit);
  return (
    <Switch>
      <Match when={person()}>
        {(hit) => (
          <>
            <span class="palette-mark palette-face" aria-hidden="true">
              {initials(hit().person.name)}
            </span>
            <span class="palette-words">
              <span class="palette-title">
                <Marked text={hit().person.name} marks={hit().marks} />
              </span>
              <span class="palette-excerpt">
                @{hit().person.handle} · {app.count('search.notes', hit().notes)}
              </span>
            </span>
          </>
        )}
      </Match>
      <Match when={note()}>{(hit) => <NoteLine hit={hit()} />}</Match>
    </Switch>
  );
}

function NoteLine(props: { readonly hit: NoteHit }) {
  const app = useApp();
  return (
    <>
      <span class="palette-mark palette-note" data-kind={props.hit.type === 'agent' ? 'agent' : props.hit.kind}>
        <Show when={props.hit.thumb} fallback={<KindMark kind={props.hit.type === 'agent' ? 'agent' : props.hit.kind} size={18} />}>
          {(thumb) => <img src={thumb()} alt="" loading="lazy" width={40} height={40} />}
        </Show>
      </span>
      <span class="palette-words">
        <span class="palette-title">
          <Show when={props.hit.title !== ''} fallback={app.t('search.untitled')}>
            <Marked text={props.hit.title} marks={props.hit.titleMarks} />
          </Show>
        </span>
        <span class="palette-excerpt">
          <span class="palette-by">
            {app.t(`kind.${props.hit.kind}`)} · {props.hit.author.name}
          </span>
          <Show when={props.hit.excerpt !== ''}>
            {' '}
            <Marked text={props.hit.excerpt} marks={props.hit.marks} />
          </Show>
        </span>
      </span>
    </>
  );
}

function Marked(props: { readonly text: string; readonly marks: readonly (readonly [number, number])[] }) {
  return (
    <For each={piecesOf(props.text, props.marks)}>
      {(piece) => (
        <Show when={piece.found} fallback={piece.text}>
          <mark>{piece.text}</mark>
        </Show>
      )}
    </For>
  );
}
