import { createMemo, createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KindMark } from '../ui/kind-mark.tsx';
import { TokenAmount } from '../ui/token-amount.tsx';
import type { Family, FamilyMember } from './family-list.ts';

/** Rows of a generation that are shown at once. */
const ROWS = 60;

/** The same family in words, generation by generation. */
export function TreeList(props: { readonly family: Family; readonly chosen: number; readonly onChoose: (index: number) => void }) {
  return (
    <div class="tree-list" data-testid="lineage-list">
      <For each={props.family}>
        {(one) => <Generation generation={one.generation} members={one.members} chosen={props.chosen} onChoose={props.onChoose} />}
      </For>
    </div>
  );
}

function Generation(props: {
  readonly generation: number;
  readonly members: readonly FamilyMember[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}) {
  const app = useApp();
  const [most, setMost] = createSignal(ROWS);
  const left = createMemo(() => props.members.length - most());
  const title = (): string => {
    if (props.generation === 0) return app.t('lineage.generation.self');
    const n = app.count('lineage.generations', Math.abs(props.generation));
    return app.t(props.generation < 0 ? 'lineage.generation.up' : 'lineage.generation.down', { n });
  };
  return (
    <section>
      <h3 class="subheading">{title()}</h3>
      <ul>
        <For each={props.members.slice(0, most())}>
          {({ index, paper, from }) => (
            <li>
              <button
                type="button"
                class="tree-row"
                data-kind={paper.shown?.kind ?? 'gone'}
                aria-pressed={props.chosen === index}
                onClick={() => props.onChoose(index)}
                data-testid="lineage-row"
              >
                <Show when={paper.shown} fallback={<span>{app.t('lineage.gone')}</span>}>
                  {(shown) => (
                    <>
                      <KindMark kind={shown().kind} size={16} />
                      <span class="tree-row-words">
                        <span class="hand">{shown().title}</span>{' '}
                        <span class="muted small">
                          {app.t('lineage.by', { name: shown().author.name })}
                          <Show when={from.length > 0}> · {app.t('lineage.from', { titles: app.format().list(from) })}</Show>
                        </span>
                      </span>
                      <TokenAmount n={shown().tokens} />
                    </>
                  )}
                </Show>
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={left() > 0}>
        <button type="button" class="link" onClick={() => setMost((n) => n + 4 * ROWS)}>
          {app.count('lineage.more', Math.min(left(), 4 * ROWS))}
        </button>
      </Show>
    </section>
  );
}
