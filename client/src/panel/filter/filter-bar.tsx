import { Popover } from '@kobalte/core/popover';
import SlidersHorizontal from 'lucide-solid/icons/sliders-horizontal';
import { createSignal, For } from 'solid-js';
import { useApp } from '../../app/context.ts';
import type { NoteKind } from '../../scene/types.ts';
import { KindMark } from '../ui/kind-mark.tsx';
import { FilterForm } from './filter-form.tsx';
import { isFiltering, NOTE_KINDS } from './filter.ts';

/** Kinds at one press, everything else behind a button. */
export function FilterBar() {
  const app = useApp();
  const [open, setOpen] = createSignal(false);
  const kinds = () => app.filter().kinds;
  const more = () => isFiltering({ ...app.filter(), kinds: new Set() });

  function toggle(kind: NoteKind): void {
    const next = new Set(kinds());
    if (!next.delete(kind)) next.add(kind);
    app.setFilter({ ...app.filter(), kinds: next.size === NOTE_KINDS.length ? new Set() : next });
  }

  return (
    <div class="filters" role="group" aria-label={app.t('filter.title')}>
      <For each={NOTE_KINDS}>
        {(kind) => (
          <button
            type="button"
            class="filter"
            data-kind={kind}
            aria-pressed={kinds().has(kind)}
            classList={{ faded: kinds().size > 0 && !kinds().has(kind) }}
            onClick={() => toggle(kind)}
            data-testid={`filter-${kind}`}
            title={app.t('filter.only', { kind: app.t(`kinds.${kind}`) })}
          >
            <KindMark kind={kind} size={17} />
            <span class="filter-word">{app.t(`kinds.${kind}`)}</span>
          </button>
        )}
      </For>
      <Popover gutter={8} placement="bottom" open={open()} onOpenChange={setOpen}>
        <Popover.Trigger class="filter filter-more" data-testid="filter-more" aria-label={app.t('filter.more')} data-on={more()}>
          <SlidersHorizontal size={17} aria-hidden="true" />
          <span class="filter-word" aria-hidden="true">
            {app.t('filter.moreShort')}
          </span>
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content class="menu filter-menu" data-testid="filter-menu">
            <Popover.Title class="menu-head">{app.t('filter.title')}</Popover.Title>
            <FilterForm />
          </Popover.Content>
        </Popover.Portal>
      </Popover>
    </div>
  );
}
