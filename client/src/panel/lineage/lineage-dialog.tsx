import type { Id } from '@oto/schema/base/id';
import { keepPreviousData, useQuery } from '@tanstack/solid-query';
import List from 'lucide-solid/icons/list';
import Maximize from 'lucide-solid/icons/maximize';
import Network from 'lucide-solid/icons/network';
import ZoomIn from 'lucide-solid/icons/zoom-in';
import ZoomOut from 'lucide-solid/icons/zoom-out';
import { createEffect, createMemo, createSignal, on, onCleanup, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Loaded } from '../ui/states.tsx';
import { Window } from '../ui/window.tsx';
import { askLayout } from './ask-layout.ts';
import { familyList } from './family-list.ts';
import { PaperCard } from './paper-card.tsx';
import { TreeCanvas, type TreeHandle } from './tree-canvas.tsx';
import { TreeList } from './tree-list.tsx';
import { plantTree, shapeOf, type Tree } from './tree.ts';

const STEP = 1.35;

/** The tree of linked creations over the whole window: drawn, or told as a list. */
export function LineageDialog(props: { readonly id: Id }) {
  const app = useApp();
  const [whole, setWhole] = createSignal(false);
  const [asList, setAsList] = createSignal(false);
  const [chosen, setChosen] = createSignal<Id | null>(null);
  const [drawn, setDrawn] = createSignal<Tree | null>(null);
  const [failed, setFailed] = createSignal(false);
  const [handle, setHandle] = createSignal<TreeHandle | null>(null);
  const asked = useQuery(() => ({
    queryKey: KEYS.lineage(props.id, whole()),
    queryFn: async () => valueOf(await app.api.lineage(props.id, whole())),
    retry: false,
    // What is drawn stays, and with it what was pressed and has the focus, until the larger family is there.
    placeholderData: keepPreviousData,
  }));
  /** Without places: enough for the list. */
  const told = createMemo(() => (asked.data === undefined ? null : plantTree(asked.data, new Float64Array())));
  const family = createMemo(() => {
    const tree = told();
    return tree === null ? [] : familyList(tree);
  });
  let layout: AbortController | null = null;
  createEffect(
    on(
      () => asked.data,
      (lineage) => {
        layout?.abort();
        setFailed(false);
        if (lineage === undefined || lineage.nodes.length < 2) return;
        const mine = new AbortController();
        layout = mine;
        askLayout(shapeOf(lineage), mine.signal).then(
          (places) => !mine.signal.aborted && setDrawn(plantTree(lineage, places)),
          () => !mine.signal.aborted && setFailed(true),
        );
      },
    ),
  );
  onCleanup(() => layout?.abort());

  const listed = () => asList() || failed();
  const index = (): number => {
    const tree = told();
    if (tree === null) return 0;
    const at = tree.papers.findIndex(({ id }) => id === (chosen() ?? props.id));
    return at < 0 ? tree.root : at;
  };
  const paper = () => told()?.papers[index()];
  const choose = (at: number): void => void setChosen(told()?.papers[at]?.id ?? null);
  const title = (): string => {
    const root = told()?.papers[told()?.root ?? 0]?.shown;
    return root == null || root.title === '' ? app.t('lineage.title') : app.t('lineage.of', { title: root.title });
  };
  const counts = (tree: Tree): string => {
    const people = new Set(tree.papers.flatMap(({ shown }) => shown?.author.id ?? []));
    const generations = new Set(tree.papers.map(({ generation }) => generation));
    return [
      app.count('lineage.creations', tree.papers.length),
      app.count('lineage.generations', generations.size),
      app.count('lineage.people', people.size),
    ].join(' · ');
  };

  function go(at: number): void {
    const one = told()?.papers[at];
    const shown = one?.shown;
    if (one === undefined || shown?.plot == null) return;
    app.showDialog(null);
    // On a narrow screen a sheet would lie over the note.
    app.showSide(null);
    app.flyToNote(one.id, shown.plot, shown.seat === null ? undefined : { x: shown.seat[0], y: shown.seat[1] });
  }

  return (
    <Window title={title()} testid="lineage" class="lineage-window" onClose={() => app.showDialog(null)}>
      <Loaded asked={asked} lines={8}>
        {(lineage) => (
          <div class="lineage">
            <div class="lineage-tools">
              <p class="muted small" data-testid="lineage-counts">
                <Show when={told()}>{(tree) => counts(tree())}</Show>
              </p>
              <label class="check">
                <input
                  type="checkbox"
                  checked={whole()}
                  onChange={(event) => setWhole(event.currentTarget.checked)}
                  data-testid="lineage-whole"
                />
                <span>{app.t('lineage.whole')}</span>
              </label>
              <Show when={lineage().nodes.length > 1}>
                <div class="lineage-ways">
                  <IconButton
                    label={app.t(listed() ? 'lineage.asTree' : 'lineage.asList')}
                    testid="lineage-switch"
                    disabled={failed()}
                    onPress={() => setAsList(!asList())}
                  >
                    <Show when={listed()} fallback={<List size={19} />}>
                      <Network size={19} />
                    </Show>
                  </IconButton>
                  <Show when={!listed()}>
                    <IconButton label={app.t('lineage.farther')} testid="lineage-farther" onPress={() => handle()?.zoom(1 / STEP)}>
                      <ZoomOut size={19} />
                    </IconButton>
                    <IconButton label={app.t('lineage.nearer')} testid="lineage-nearer" onPress={() => handle()?.zoom(STEP)}>
                      <ZoomIn size={19} />
                    </IconButton>
                    <IconButton label={app.t('lineage.fit')} testid="lineage-fit" onPress={() => handle()?.fit()}>
                      <Maximize size={19} />
                    </IconButton>
                  </Show>
                </div>
              </Show>
            </div>
            <Show when={lineage().cut}>
              <p class="muted small" role="status">
                {app.t('lineage.cut')}
              </p>
            </Show>
            <Show when={failed()}>
              <p class="form-error small" role="status">
                {app.t('lineage.failed')}
              </p>
            </Show>
            <div class="lineage-field">
              <Show
                when={lineage().nodes.length > 1}
                fallback={
                  <div class="empty" data-testid="lineage-alone">
                    <p class="hand">{app.t('lineage.alone')}</p>
                    <p class="muted">{app.t('lineage.aloneHint')}</p>
                  </div>
                }
              >
                <Show when={!listed()} fallback={<TreeList family={family()} chosen={index()} onChoose={choose} />}>
                  <Show
                    when={drawn()}
                    fallback={
                      <p class="tree-wait hand" role="status">
                        {app.t('lineage.drawing')}
                      </p>
                    }
                  >
                    {(tree) => (
                      <TreeCanvas
                        tree={tree()}
                        chosen={Math.min(index(), tree().papers.length - 1)}
                        label={app.t('lineage.canvas', { creations: app.count('lineage.creations', tree().papers.length) })}
                        onChoose={choose}
                        onGo={go}
                        ref={setHandle}
                      />
                    )}
                  </Show>
                </Show>
              </Show>
              <Show when={paper()}>
                {(one) => <PaperCard paper={one()} isRoot={one().index === told()?.root} onGo={() => go(one().index)} />}
              </Show>
            </div>
          </div>
        )}
      </Loaded>
    </Window>
  );
}
