import { LOG_LEVELS, LOG_SERVICES, type LogLine } from '@oto/schema/contract/log';
import Pause from 'lucide-solid/icons/pause';
import Play from 'lucide-solid/icons/play';
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import type { LogWanted } from '../../api/log-routes.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { FormError } from '../ui/form-error.tsx';
import { Empty, Loading } from '../ui/states.tsx';
import { followServerLog } from './live-log.ts';
import { takeLogAsked } from './log-asked.ts';
import { LINES_HELD, mergeLines } from './log-lines.ts';

type Level = (typeof LOG_LEVELS)[number];
type Service = (typeof LOG_SERVICES)[number];

/** Milliseconds after the last letter before it is searched. */
const TYPED_MS = 300;
/** Lines of a whole page: there may be older ones. */
const PAGE = 200;

/** What the servers write, live, newest first. */
export function LogsPage() {
  const app = useApp();
  const [level, setLevel] = createSignal<Level>('info');
  const [service, setService] = createSignal<Service | null>(null);
  const [typed, setTyped] = createSignal(takeLogAsked());
  const [q, setQ] = createSignal(typed());
  const [lines, setLines] = createSignal<readonly LogLine[] | null>(null);
  /** What came while it is paused; null: it is not. */
  const [held, setHeld] = createSignal<readonly LogLine[] | null>(null);
  const [live, setLive] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const [asking, setAsking] = createSignal(false);
  const [mayBeOlder, setMayBeOlder] = createSignal(false);
  let asked = 0;

  const wanted = createMemo<LogWanted>(() => {
    const name = service();
    return { level: level(), ...(name === null ? {} : { service: name }), ...(q() === '' ? {} : { q: q() }) };
  });

  createEffect(
    on(typed, (words) => {
      const timer = setTimeout(() => setQ(words.trim()), TYPED_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );
  // First the stream, then the page: what is written in between is in both, and stands once.
  createEffect(
    on(wanted, (now) => {
      setLines(null);
      setLive(false);
      setHeld((before) => (before === null ? null : []));
      onCleanup(
        followServerLog(
          now,
          {
            onOpen(again) {
              setLive(true);
              if (again) void ask(undefined);
            },
            onLost: () => setLive(false),
            onLines: take,
          },
          app.openEvents,
        ),
      );
      void ask(undefined);
    }),
  );

  function take(more: readonly LogLine[]): void {
    if (held() !== null) setHeld((before) => mergeLines(before ?? [], more).slice(0, LINES_HELD));
    else setLines((before) => atMost(mergeLines(before ?? [], more)));
  }

  /** What falls off can be asked for again. */
  function atMost(all: readonly LogLine[]): readonly LogLine[] {
    if (all.length > LINES_HELD) setMayBeOlder(true);
    return all.slice(0, LINES_HELD);
  }

  async function ask(before: string | undefined): Promise<void> {
    const turn = ++asked;
    setAsking(true);
    const answer = await app.api.serverLog(wanted(), before);
    if (turn !== asked) return;
    setAsking(false);
    setFailure(answer.ok ? null : answer.failure);
    const more = answer.ok ? answer.value.lines : [];
    if (answer.ok) setMayBeOlder(more.length >= PAGE);
    setLines((have) => mergeLines(have ?? [], more));
  }

  function pause(): void {
    const came = held();
    if (came === null) {
      setHeld([]);
      return;
    }
    setHeld(null);
    take(came);
  }

  function search(words: string): void {
    setTyped(words);
    setQ(words);
  }

  return (
    <div class="server-log">
      <div class="server-log-head">
        <p class="muted small">{app.t('log.serversText')}</p>
        <p class="server-log-live small" data-live={live()} role="status" data-testid="logs-live">
          {app.t(live() ? 'log.live' : 'log.notLive')}
        </p>
      </div>
      <div class="server-log-filters">
        <div class="chips" role="group" aria-label={app.t('log.level')}>
          <For each={LOG_LEVELS}>
            {(one) => (
              <button
                type="button"
                class="chip"
                aria-pressed={level() === one}
                onClick={() => setLevel(one)}
                data-testid={`logs-level-${one}`}
              >
                {app.t(`log.level.${one}`)}
              </button>
            )}
          </For>
          <span class="chip-rule" aria-hidden="true" />
        </div>
        <div class="chips" role="group" aria-label={app.t('log.service')}>
          <button type="button" class="chip" aria-pressed={service() === null} onClick={() => setService(null)} data-testid="logs-every">
            {app.t('log.everyService')}
          </button>
          <For each={LOG_SERVICES}>
            {(one) => (
              <button
                type="button"
                class="chip"
                aria-pressed={service() === one}
                onClick={() => setService(one)}
                data-testid={`logs-service-${one}`}
              >
                {one}
              </button>
            )}
          </For>
        </div>
        <input
          type="search"
          class="input"
          placeholder={app.t('log.serverSearch')}
          aria-label={app.t('log.serverSearch')}
          value={typed()}
          onInput={(event) => setTyped(event.currentTarget.value)}
          data-testid="logs-search"
        />
        <Button
          icon={held() === null ? <Pause size={17} aria-hidden="true" /> : <Play size={17} aria-hidden="true" />}
          onPress={pause}
          data-testid="logs-pause"
        >
          {app.t(held() === null ? 'log.pause' : 'log.resume')}
        </Button>
      </div>
      <Show when={(held()?.length ?? 0) > 0}>
        <p class="small" role="status" data-testid="logs-waiting">
          {app.count('log.waiting', held()?.length ?? 0)}
        </p>
      </Show>
      <FormError text={failure() === null ? null : app.sentence(failure()!)} />
      <Show when={lines()} fallback={<Loading lines={8} />}>
        {(shown) => (
          <Show
            when={shown().length > 0}
            fallback={
              <Show when={failure() === null}>
                <Empty title={app.t('log.serversEmpty')} text={app.t('log.serversEmptyText')} />
              </Show>
            }
          >
            <ol class="server-lines" data-testid="logs-lines">
              <For each={shown()}>{(line) => <ServerLine line={line} onSearch={search} />}</For>
            </ol>
          </Show>
        )}
      </Show>
      <Show when={mayBeOlder()}>
        <Button pending={asking()} onPress={() => void ask(lines()?.at(-1)?.id)} data-testid="logs-older">
          {app.t('log.older')}
        </Button>
      </Show>
    </div>
  );
}

function ServerLine(props: { readonly line: LogLine; readonly onSearch: (words: string) => void }) {
  const app = useApp();
  const one = () => props.line;
  const fields = () => Object.entries(one().fields);
  const short = () =>
    fields()
      .filter(([, value]) => typeof value !== 'object' || value === null)
      .map(([name, value]) => `${name}=${String(value)}`)
      .join(' ');
  return (
    <li class="server-line" data-level={one().level} data-service={one().service} data-testid="logs-line">
      <details>
        <summary>
          <time class="number" dateTime={one().at}>
            {app.format().clock(Date.parse(one().at))}
          </time>
          <span class="server-line-level">{one().level}</span>
          <span class="server-line-service" title={one().replica}>
            {one().service}
          </span>
          <span class="server-line-words">
            {one().message} <code>{short()}</code>
          </span>
        </summary>
        <pre>{JSON.stringify({ at: one().at, replica: one().replica, ...one().fields }, null, 2)}</pre>
      </details>
      <Show when={one().requestId}>
        {(id) => (
          <button
            type="button"
            class="link server-line-request"
            title={app.t('log.request')}
            aria-label={`${app.t('log.request')}: ${id()}`}
            onClick={() => props.onSearch(id())}
            data-testid="logs-request"
          >
            {id()}
          </button>
        )}
      </Show>
    </li>
  );
}
