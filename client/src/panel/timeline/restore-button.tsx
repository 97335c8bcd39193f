import { Popover } from '@kobalte/core/popover';
import type { HistoryLayout } from '@oto/schema/contract/history';
import type { Plot } from '@oto/schema/geometry/lattice';
import { useQueryClient } from '@tanstack/solid-query';
import PinIcon from 'lucide-solid/icons/pin';
import { createEffect, createSignal, on, Show } from 'solid-js';
import { ApiError, valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { layoutDifference } from './layout-difference.ts';
import { readLayout } from './shown-layout.ts';

type Asked =
  | { readonly type: 'counting' }
  | { readonly type: 'ready'; readonly layout: HistoryLayout; readonly changes: number }
  | { readonly type: 'failed'; readonly words: string };

/** Makes an earlier layout today's, after asking once and saying how much changes. */
export function RestoreButton(props: { readonly plot: Plot; readonly moment: string | null; readonly mayWrite: boolean | undefined }) {
  const app = useApp();
  const queries = useQueryClient();
  const [open, setOpen] = createSignal(false);
  const [asked, setAsked] = createSignal<Asked>({ type: 'counting' });
  createEffect(
    on(
      () => props.moment,
      () => setOpen(false),
      { defer: true },
    ),
  );

  const why = (): string | null => {
    if (!app.me()) return app.t('past.signIn');
    if (props.mayWrite === false) return app.t('past.closedPlot');
    return props.moment === null ? app.t('past.pickOne') : null;
  };

  function press(stays: boolean): void {
    const reason = why();
    if (stays && reason !== null) {
      const join = { label: app.t('join.open'), run: () => app.showDialog({ type: 'join', mode: 'in' }) };
      app.notify({ tone: 'info', title: reason, ...(app.me() ? {} : { action: join }) });
      return;
    }
    setOpen(stays);
    if (stays && props.moment !== null) void count(props.moment);
  }

  /** Today's layout is that of the newest moment; asked afresh, others may be at work. */
  async function count(moment: string): Promise<void> {
    setAsked({ type: 'counting' });
    let now: Asked;
    try {
      const newest = valueOf(await app.api.past(props.plot)).moments[0]?.id ?? moment;
      const [today, layout] = await Promise.all([
        readLayout(app, queries, props.plot, newest),
        readLayout(app, queries, props.plot, moment),
      ]);
      now = { type: 'ready', layout, changes: layoutDifference(today, layout) };
    } catch (error) {
      now = { type: 'failed', words: app.sentence(error instanceof ApiError ? error.failure : { code: 'internal', fields: [] }) };
    }
    if (props.moment === moment) setAsked(now);
  }

  const ready = () => {
    const now = asked();
    return now.type === 'ready' && now.changes > 0 ? now : undefined;
  };
  const words = () => {
    const now = asked();
    switch (now.type) {
      case 'counting':
        return app.t('past.restoreCounting');
      case 'failed':
        return now.words;
      case 'ready':
        return now.changes === 0 ? app.t('past.restoreNone') : app.count('past.restoreCount', now.changes);
      default:
        return now satisfies never;
    }
  };

  function restore(layout: HistoryLayout): void {
    const board = app.board();
    if (board === null) return;
    setOpen(false);
    // Today is shown again first: nothing may be written over the past.
    board.showPast(props.plot, null);
    app.showPast(null);
    const changed = board.restore(props.plot, layout);
    if (changed === 0) app.notify({ tone: 'info', title: app.t('past.restoreNone') });
    else {
      app.notify({
        tone: 'done',
        title: app.count('past.restored', changed),
        action: { label: app.t('action.undo'), run: () => board.undo() },
      });
    }
  }

  return (
    <Popover open={open()} onOpenChange={press} placement="top" gutter={10}>
      <Popover.Trigger
        class="button button-paper"
        aria-disabled={why() === null ? undefined : 'true'}
        title={why() ?? undefined}
        data-testid="timeline-restore"
      >
        <PinIcon size={18} aria-hidden="true" />
        <span>{app.t('past.restore')}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content class="menu ask">
          <Popover.Title class="hand">{app.t('past.restoreAsk')}</Popover.Title>
          <Popover.Description aria-live="polite">{words()}</Popover.Description>
          <div class="row wrap end">
            <Button data-testid="timeline-restore-no" onPress={() => setOpen(false)}>
              {app.t('past.restoreNo')}
            </Button>
            <Show when={ready()} keyed>
              {(now) => (
                <Button look="main" data-testid="timeline-restore-confirm" onPress={() => restore(now.layout)}>
                  {app.t('past.restoreYes')}
                </Button>
              )}
            </Show>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover>
  );
}
