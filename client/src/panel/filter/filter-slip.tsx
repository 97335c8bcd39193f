import X from 'lucide-solid/icons/x';
import { createMemo, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { useAgentNames } from './agent-names.ts';
import { cordsAgent } from './filter-form.tsx';
import { isFiltering, NO_FILTER, NOTE_KINDS } from './filter.ts';

/** On the board while something is filtered: what is shown, and one press to see all again. */
export function FilterSlip() {
  const app = useApp();
  return (
    <Show when={isFiltering(app.filter())}>
      <Slip />
    </Show>
  );
}

function Slip() {
  const app = useApp();
  const filter = () => app.filter();
  const agents = useAgentNames(() => [filter().with, cordsAgent(filter().cords)]);
  const nameOf = (id: string | null) => agents().find((agent) => agent.id === id)?.name ?? app.t('filter.agentUnknown');
  const day = (date: string) => app.format().date(`${date}T12:00:00`);

  const words = createMemo(() => {
    const { kinds, by, with: agent, since, until, likes, votes, cords } = filter();
    return [
      ...NOTE_KINDS.filter((kind) => kinds.has(kind)).map((kind) => app.t(`kinds.${kind}`)),
      ...(by === null ? [] : [`@${by}`]),
      ...(agent === null ? [] : [app.t('filter.slip.with', { name: nameOf(agent) })]),
      ...(since === null ? [] : [app.t('filter.slip.since', { day: day(since) })]),
      ...(until === null ? [] : [app.t('filter.slip.until', { day: day(until) })]),
      ...(likes === 0 ? [] : [app.t('filter.likesLeast', { n: likes })]),
      ...(votes === 0 ? [] : [app.t('filter.votesLeast', { n: votes })]),
      ...(cords === 'all'
        ? []
        : [typeof cords === 'object' ? app.t('filter.cords.agent', { name: nameOf(cords.agent) }) : app.t(`filter.cords.${cords}`)]),
    ].join(' · ');
  });

  return (
    <div class="filter-slip paper-card" role="status" data-testid="filter-slip">
      <span class="filter-slip-words">{app.t('filter.slip', { what: words() })}</span>
      {/* The map draws sums: notes of a plot, strings between plots, agents by their descendants. Nobody tells it what of a sum
          matches, and some of it dimmed would say that the rest does; so all of it stays, and the slip says so. The wall is made of
          creations and follows the filter on the map too. */}
      <Show when={app.board()?.sight().isMap}>
        <span class="muted">{app.t('filter.slip.map')}</span>
      </Show>
      <button type="button" class="filter-slip-clear" onClick={() => app.setFilter(NO_FILTER)} data-testid="filter-slip-clear">
        <X size={17} aria-hidden="true" />
        <span>{app.t('filter.clear')}</span>
      </button>
    </div>
  );
}
