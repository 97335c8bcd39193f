import { Dialog } from '@kobalte/core/dialog';
import { KINDS, type Kind } from '@oto/schema/board/kind';
import { QUERY_MAX, type Hit } from '@oto/schema/contract/search';
import { keepPreviousData, useQuery } from '@tanstack/solid-query';
import Search from 'lucide-solid/icons/search';
import X from 'lucide-solid/icons/x';
import { createEffect, createMemo, createSignal, createUniqueId, For, on, onCleanup, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { commandsNow } from '../../app/commands.ts';
import { useApp } from '../../app/context.ts';
import { returnFocus } from '../ui/focus-return.ts';
import { KindMark } from '../ui/kind-mark.tsx';
import { PaletteLine } from './palette-line.tsx';
import { groupsOf, type Line } from './palette-list.ts';
import { forgetSearches, recentSearches, rememberSearch } from './recent-searches.ts';

/** Milliseconds without a key before the server is asked. */
const PAUSE = 90;
const SCOPES = ['all', 'people', 'agents', 'creations'] as const;
type Scope = (typeof SCOPES)[number];

/** One field for what there is and what can be done: type, choose with the arrows, Enter goes there. */
export function PaletteDialog(props: { readonly q?: string | undefined }) {
  const app = useApp();
  const listId = createUniqueId();
  const [q, setQ] = createSignal(props.q ?? '');
  const [asked, setAsked] = createSignal((props.q ?? '').trim());
  const [scope, setScope] = createSignal<Scope>('all');
  const [kind, setKind] = createSignal<Kind | null>(null);
  const [recent, setRecent] = createSignal(recentSearches());
  const [chosen, setChosen] = createSignal(0);

  createEffect(
    on(q, (text) => {
      const timer = setTimeout(() => setAsked(text.trim()), PAUSE);
      onCleanup(() => clearTimeout(timer));
    }),
  );

  const found = useQuery(() => {
    const [text, only, of] = [asked(), scope(), kind()];
    return {
      queryKey: ['search', text, only, of],
      enabled: text !== '',
      placeholderData: keepPreviousData,
      queryFn: async () => valueOf(await app.api.search({ q: text, in: only, ...(of === null ? {} : { kind: of }) })),
    };
  });
  const result = () => (asked() === '' || q().trim() === '' ? undefined : found.data);
  const groups = createMemo(() =>
    groupsOf({
      q: q(),
      hits: result()?.hits ?? [],
      recent: recent(),
      commands:
        scope() === 'all' && kind() === null
          ? commandsNow(app)
              .filter(({ id }) => id !== 'search')
              .map((command) => ({ command, title: command.title(app.t, app) }))
          : [],
    }),
  );
  const lines = createMemo(() => groups().flatMap((group) => group.lines));
  const settled = () => q().trim() === asked() && !found.isFetching;
  /** What stands there answers what is typed. */
  const answered = () => q().trim() === '' || (settled() && (found.isError || (found.data !== undefined && !found.isPlaceholderData)));
  /** Enter came before the answer: its first line is meant, not what an older answer has there. */
  const [hurried, setHurried] = createSignal(false);
  createEffect(on([asked, scope, kind, () => found.data], () => setChosen(0), { defer: true }));
  createEffect(() => {
    if (!hurried() || !answered()) return;
    setHurried(false);
    if (!found.isError) open(lines()[0]);
  });
  createEffect(() => {
    const line = lines()[chosen()];
    if (line !== undefined) document.getElementById(optionId(line))?.scrollIntoView({ block: 'nearest' });
  });

  const optionId = (line: Line): string => `${listId}-${line.id.replaceAll(/[^\w-]/g, '_')}`;
  const close = (): void => app.showDialog(null);

  function open(line: Line | undefined): void {
    switch (line?.type) {
      case undefined:
        return;
      case 'recent':
        setQ(line.q);
        return;
      case 'command':
        close();
        line.command.run(app);
        return;
      case 'hit':
        rememberSearch(q());
        close();
        goTo(line.hit);
        return;
      default:
        return line satisfies never;
    }
  }

  function goTo(hit: Hit): void {
    if (hit.type !== 'person') {
      app.flyToNote(hit.id, hit.plot, { x: hit.seat[0], y: hit.seat[1] });
      return;
    }
    if (hit.plot !== null) app.board()?.flyToPlot(hit.plot);
    app.showSide({ type: 'profile', handle: hit.person.handle });
  }

  function onKey(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = lines().length;
    if (step !== undefined && count > 0) {
      event.preventDefault();
      setHurried(false);
      setChosen((at) => (at + step + count) % count);
    } else if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      // A line that was walked to is meant as it stands.
      if (answered() || chosen() > 0) open(lines()[chosen()]);
      else {
        setAsked(q().trim());
        setHurried(true);
      }
    }
  }

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Overlay class="window-shade light" />
        <div class="window-place palette-place">
          <Dialog.Content class="window palette paper-card" data-testid="palette" onCloseAutoFocus={returnFocus}>
            <span class="tape" aria-hidden="true" />
            <Dialog.Title class="sr-only">{app.t('search.title')}</Dialog.Title>
            <div class="palette-field">
              <Search size={22} aria-hidden="true" />
              <input
                ref={(field) => queueMicrotask(() => field.select())}
                type="text"
                role="combobox"
                inputmode="search"
                enterkeyhint="go"
                autocomplete="off"
                autocapitalize="off"
                spellcheck={false}
                maxLength={QUERY_MAX}
                aria-label={app.t('search.field')}
                aria-expanded={lines().length > 0}
                aria-controls={listId}
                aria-autocomplete="list"
                aria-activedescendant={lines()[chosen()] === undefined ? undefined : optionId(lines()[chosen()]!)}
                placeholder={app.t('search.placeholder')}
                value={q()}
                onInput={(event) => {
                  setHurried(false);
                  setQ(event.currentTarget.value);
                }}
                on:keydown={onKey}
                data-testid="palette-field"
              />
              <Dialog.CloseButton class="icon-button" aria-label={app.t('action.close')} data-testid="palette-close">
                <X size={20} />
              </Dialog.CloseButton>
            </div>
            <div class="palette-chips" role="group" aria-label={app.t('search.narrow')}>
              <For each={SCOPES}>
                {(one) => (
                  <button
                    type="button"
                    class="chip"
                    aria-pressed={scope() === one}
                    onClick={() => setScope(one)}
                    data-testid={`palette-in-${one}`}
                  >
                    {app.t(`search.in.${one}`)}
                  </button>
                )}
              </For>
              <span class="chip-rule" aria-hidden="true" />
              <For each={KINDS}>
                {(one) => (
                  <button
                    type="button"
                    class="chip"
                    data-kind={one}
                    aria-pressed={kind() === one}
                    aria-label={app.t(`kinds.${one}`)}
                    title={app.t(`kinds.${one}`)}
                    onClick={() => setKind(kind() === one ? null : one)}
                    data-testid={`palette-kind-${one}`}
                  >
                    <KindMark kind={one} size={16} />
                  </button>
                )}
              </For>
            </div>
            <Show when={result()?.readAs}>
              {(readAs) => (
                <p class="palette-read" data-testid="palette-read">
                  {app.t('search.readAs')} <b>{readAs()}</b>
                </p>
              )}
            </Show>
            <p class="sr-only" role="status">
              {asked() === '' || !settled()
                ? ''
                : found.isError
                  ? app.t('search.trouble')
                  : app.count('search.found', result()?.hits.length ?? 0)}
            </p>
            <div
              id={listId}
              class="palette-list"
              role="listbox"
              aria-label={app.t('search.list')}
              data-busy={settled() ? undefined : ''}
              data-testid="palette-list"
            >
              <For each={groups()}>
                {(group) => (
                  <div role="group" aria-label={app.t(`search.group.${group.name}`)}>
                    <div class="palette-group" aria-hidden="true">
                      <span>{app.t(`search.group.${group.name}`)}</span>
                    </div>
                    <For each={group.lines}>
                      {(line) => (
                        <PaletteLine
                          id={optionId(line)}
                          line={line}
                          chosen={lines()[chosen()]?.id === line.id}
                          onPoint={() => setChosen(lines().findIndex((one) => one.id === line.id))}
                          onOpen={() => open(line)}
                        />
                      )}
                    </For>
                  </div>
                )}
              </For>
            </div>
            <Show when={asked() !== '' && settled() && (result()?.hits.length ?? 0) === 0}>
              <div class="palette-none" data-testid="palette-none">
                <p class="hand">{app.t(found.isError ? 'search.trouble' : 'search.none', { q: asked() })}</p>
                <p class="muted">{app.t(found.isError ? 'search.troubleHint' : 'search.noneHint')}</p>
              </div>
            </Show>
            <div class="palette-foot">
              <span aria-hidden="true">
                <kbd>↑</kbd> <kbd>↓</kbd> {app.t('search.keys.choose')}
              </span>
              <span aria-hidden="true">
                <kbd>↵</kbd> {app.t('search.keys.go')}
              </span>
              <Show when={recent().length > 0 && q().trim() === ''}>
                <button
                  type="button"
                  class="link"
                  onClick={() => {
                    forgetSearches();
                    setRecent([]);
                  }}
                  data-testid="palette-forget"
                >
                  {app.t('search.forget')}
                </button>
              </Show>
            </div>
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog>
  );
}
