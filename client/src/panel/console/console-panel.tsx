import Braces from 'lucide-solid/icons/braces';
import Copy from 'lucide-solid/icons/copy';
import Eraser from 'lucide-solid/icons/eraser';
import MessageSquareHeart from 'lucide-solid/icons/message-square-heart';
import X from 'lucide-solid/icons/x';
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { filterLog, LOG_AREAS, LOG_LEVELS, logJson, logText, type LogArea, type LogEntry, type LogLevel } from '../../app/journal.ts';
import { todoKey } from './todo.ts';
import { IconButton } from '../ui/icon-button.tsx';

/** Each step and each error of what I am doing, live: plain words, with the code beside them. */
export function ConsolePanel() {
  const app = useApp();
  const [areas, setAreas] = createSignal<ReadonlySet<LogArea>>(new Set());
  const [least, setLeast] = createSignal<LogLevel>('info');
  const [words, setWords] = createSignal('');
  const shown = createMemo(() => filterLog(app.journal.entries(), { areas: areas(), least: least(), words: words() }));
  let list!: HTMLDivElement;
  createEffect(
    on(shown, () => {
      const nearEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
      if (nearEnd) queueMicrotask(() => list.scrollTo({ top: list.scrollHeight }));
    }),
  );

  function toggle(area: LogArea): void {
    const next = new Set(areas());
    if (!next.delete(area)) next.add(area);
    setAreas(next);
  }

  async function copy(written: (entries: readonly LogEntry[]) => string): Promise<void> {
    try {
      await navigator.clipboard.writeText(written(shown()));
      app.notify({ tone: 'done', title: app.t('console.copied') });
    } catch {
      app.notify({ tone: 'error', title: app.t('console.notCopied') });
    }
  }

  return (
    <section class="console paper-card" aria-label={app.t('console.title')} data-testid="console">
      <header class="console-head">
        <h2 class="heading small-heading">{app.t('console.title')}</h2>
        <div class="chips" role="group" data-sideways tabIndex={0} aria-label={app.t('console.areas')}>
          <For each={LOG_AREAS}>
            {(area) => (
              <button
                type="button"
                class="chip"
                aria-pressed={areas().has(area)}
                onClick={() => toggle(area)}
                data-testid={`console-area-${area}`}
              >
                {app.t(`area.${area}`)}
              </button>
            )}
          </For>
          <span class="chip-rule" aria-hidden="true" />
          <For each={LOG_LEVELS}>
            {(level) => (
              <button
                type="button"
                class="chip"
                data-level={level}
                aria-pressed={least() === level}
                onClick={() => setLeast(level)}
                data-testid={`console-level-${level}`}
              >
                {app.t(`level.${level}`)}
              </button>
            )}
          </For>
        </div>
        <div class="row console-tools">
          <Show when={app.me()}>
            <span class="muted small" data-testid="console-stream">
              {app.t(`stream.${app.stream()}`)}
            </span>
          </Show>
          <IconButton
            label={app.t('log.copyText')}
            testid="console-copy"
            disabled={shown().length === 0}
            onPress={() => void copy(logText)}
          >
            <Copy size={18} />
          </IconButton>
          <IconButton
            label={app.t('log.copyJson')}
            testid="console-copy-json"
            disabled={shown().length === 0}
            onPress={() => void copy(logJson)}
          >
            <Braces size={18} />
          </IconButton>
          <IconButton
            label={app.t('console.clear')}
            testid="console-clear"
            disabled={app.journal.entries().length === 0}
            onPress={() => app.journal.clear()}
          >
            <Eraser size={18} />
          </IconButton>
          <IconButton label={app.t('feedback.open')} testid="console-feedback" onPress={() => app.showDialog({ type: 'feedback' })}>
            <MessageSquareHeart size={18} />
          </IconButton>
          <IconButton label={app.t('action.close')} onPress={() => app.setConsoleOpen(false)}>
            <X size={18} />
          </IconButton>
        </div>
        <div class="console-search">
          <input
            type="search"
            class="input"
            placeholder={app.t('log.search')}
            aria-label={app.t('log.search')}
            value={words()}
            onInput={(event) => setWords(event.currentTarget.value)}
            data-testid="console-search"
          />
          <span class="muted small number" data-testid="console-count">
            {app.t('log.shown', { shown: app.format().number(shown().length), all: app.format().number(app.journal.entries().length) })}
          </span>
        </div>
      </header>
      <div class="console-list" ref={list} role="log" aria-live="polite" tabIndex={0} aria-label={app.t('console.title')}>
        <ol>
          <For
            each={shown()}
            fallback={<li class="muted console-none">{app.t(app.journal.entries().length > 0 ? 'log.noMatch' : 'console.empty')}</li>}
          >
            {(entry) => (
              <li class="console-line" data-level={entry.level} data-testid="console-line">
                <time class="number">{app.format().clock(entry.at)}</time>
                <span class="console-area">{app.t(`area.${entry.area}`)}</span>
                <span class="console-text">
                  <Show when={entry.level !== 'info'}>
                    <strong>{app.t(`level.${entry.level}`)} · </strong>
                  </Show>
                  {entry.text()}
                  <Show when={entry.level !== 'info' ? todoKey(entry.code) : null}>
                    {(key) => (
                      <span class="console-todo" data-testid="console-todo">
                        {app.t(key())}
                      </span>
                    )}
                  </Show>
                </span>
                <code>{entry.code}</code>
              </li>
            )}
          </For>
        </ol>
      </div>
    </section>
  );
}
