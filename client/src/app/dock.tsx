import { isFinal } from '@oto/schema/job/state';
import Bot from 'lucide-solid/icons/bot';
import House from 'lucide-solid/icons/house';
import Inbox from 'lucide-solid/icons/inbox';
import PenLine from 'lucide-solid/icons/pen-line';
import SquareTerminal from 'lucide-solid/icons/square-terminal';
import { Show } from 'solid-js';
import { useApp } from './context.ts';

/** What one does with the board, at its lower edge. */
export function Dock() {
  const app = useApp();
  const running = () => app.jobs().filter((job) => !isFinal(job.state)).length;
  /** How far the job that runs has come, 0 to 1. */
  const progress = () => (app.jobs().find((job) => job.state === 'running')?.pct ?? 0) / 100;
  const troubles = () => app.journal.entries().some((entry) => entry.level === 'error');
  return (
    <nav class="dock" aria-label={app.t('dock.title')}>
      <button
        type="button"
        class="dock-item"
        data-testid="tray-toggle"
        aria-pressed={app.side()?.type === 'tray'}
        onClick={() => app.needsMember() && app.showSide(app.side()?.type === 'tray' ? null : { type: 'tray' })}
      >
        <Inbox size={21} aria-hidden="true" />
        <span>{app.t('tray.title')}</span>
        <Show when={running() > 0}>
          <span
            class="count count-ring"
            style={{ '--share': progress() }}
            data-testid="tray-count"
            aria-label={app.count('tray.running', running())}
          >
            {running()}
          </span>
        </Show>
      </button>
      <button
        type="button"
        class="dock-item"
        data-testid="agent-new"
        aria-label={app.t('dock.newAgent')}
        onClick={() => app.needsMember() && app.showDialog({ type: 'agent' })}
      >
        <Bot size={21} aria-hidden="true" />
        <span>{app.t('kind.agent')}</span>
      </button>
      <button
        type="button"
        class="dock-create"
        data-testid="composer-open"
        onClick={() => app.needsMember() && app.showDialog({ type: 'composer', agents: [] })}
      >
        <span class="pin" aria-hidden="true" />
        <PenLine size={24} aria-hidden="true" />
        <span>{app.t('dock.create')}</span>
      </button>
      <button
        type="button"
        class="dock-item"
        data-testid="console-toggle"
        aria-expanded={app.consoleOpen()}
        onClick={() => app.setConsoleOpen(!app.consoleOpen())}
      >
        <SquareTerminal size={21} aria-hidden="true" />
        <span>{app.t('console.short')}</span>
        <Show when={troubles() && !app.consoleOpen()}>
          <span class="count alarm" aria-label={app.t('console.troubles')} />
        </Show>
      </button>
      <button type="button" class="dock-item" data-testid="home" onClick={() => app.board()?.flyHome()}>
        <House size={21} aria-hidden="true" />
        <span>{app.t(app.me() ? 'dock.home' : 'dock.centre')}</span>
      </button>
    </nav>
  );
}
