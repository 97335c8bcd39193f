import { isId } from '@oto/schema/base/id';
import { createSignal, Show } from 'solid-js';
import type { CordsShown } from '../../board/filter/board-filter.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { Choice, type Option } from '../ui/choice.tsx';
import { Field } from '../ui/field.tsx';
import { useAgentNames } from './agent-names.ts';
import { filterFromSearch, isFiltering, NO_FILTER, type Filter } from './filter.ts';

/** A list needs a value for no choice, too; no id is like it. */
const ANY = 'any';
const LEAST = [0, 1, 3, 10, 30, 100] as const;

/** Every condition beside the kinds; each takes effect at once. */
export function FilterForm() {
  const app = useApp();
  const filter = () => app.filter();
  const change = (part: Partial<Filter>) => app.setFilter({ ...filter(), ...part });
  const [author, setAuthor] = createSignal(filter().by ?? '');
  const agents = useAgentNames(() => [filter().with, cordsAgent(filter().cords)]);

  const agentOptions = (none: string): Option[] => [
    { value: ANY, label: none },
    ...agents().map(({ id, name }) => ({ value: id, label: name })),
  ];
  const least = (some: 'filter.likesLeast' | 'filter.votesLeast', chosen: number): Option[] =>
    [...new Set([...LEAST, chosen])]
      .toSorted((a, b) => a - b)
      .map((n) => ({ value: String(n), label: n === 0 ? app.t('filter.any') : app.t(some, { n }) }));
  const cordOptions = (): Option[] => [
    ...(['all', 'provenance', 'ties', 'chain'] as const).map((value) => ({ value, label: app.t(`filter.cords.${value}`) })),
    ...agents().map(({ id, name }) => ({ value: id, label: app.t('filter.cords.agent', { name }) })),
  ];

  function chooseAuthor(text: string): void {
    setAuthor(text);
    clearTimeout(timer);
    const { by } = filterFromSearch(`by=${encodeURIComponent(text.trim())}`);
    if (text.trim() === '') change({ by: null });
    else if (by !== null) later(() => change({ by }));
  }

  return (
    <form class="filter-form" onSubmit={(event) => event.preventDefault()}>
      <Field
        label={app.t('filter.author')}
        value={author()}
        onInput={chooseAuthor}
        placeholder={app.t('filter.authorHint')}
        autocomplete="off"
        max={60}
        testid="filter-author"
      />
      <Choice
        label={app.t('filter.agent')}
        options={agentOptions(app.t('filter.agentAny'))}
        value={filter().with ?? ANY}
        onChoose={(id) => change({ with: isId(id) ? id : null })}
        testid="filter-with"
      />
      <div class="filter-pair">
        <Field
          label={app.t('filter.since')}
          type="date"
          value={filter().since ?? ''}
          onInput={(day) => change({ since: day === '' ? null : day })}
          testid="filter-since"
        />
        <Field
          label={app.t('filter.until')}
          type="date"
          value={filter().until ?? ''}
          onInput={(day) => change({ until: day === '' ? null : day })}
          testid="filter-until"
        />
      </div>
      <div class="filter-pair">
        <Choice
          label={app.t('filter.likes')}
          options={least('filter.likesLeast', filter().likes)}
          value={String(filter().likes)}
          onChoose={(n) => change({ likes: Number(n) })}
          testid="filter-likes"
        />
        <Choice
          label={app.t('filter.votes')}
          options={least('filter.votesLeast', filter().votes)}
          value={String(filter().votes)}
          onChoose={(n) => change({ votes: Number(n) })}
          testid="filter-votes"
        />
      </div>
      <Choice
        label={app.t('filter.cords')}
        options={cordOptions()}
        value={typeof filter().cords === 'object' ? (cordsAgent(filter().cords) ?? 'all') : (filter().cords as string)}
        onChoose={(value) => change({ cords: filterFromSearch(`cords=${value}`).cords })}
        testid="filter-cords"
      />
      <Show when={isFiltering(filter())}>
        <Button
          onPress={() => {
            setAuthor('');
            clearTimeout(timer);
            app.setFilter(NO_FILTER);
          }}
          data-testid="filter-clear"
        >
          {app.t('filter.clear')}
        </Button>
      </Show>
    </form>
  );
}

export function cordsAgent(cords: CordsShown) {
  return typeof cords === 'object' ? cords.agent : null;
}

/** Words are looked for once the hand rests, milliseconds. */
const REST_MS = 350;
let timer: ReturnType<typeof setTimeout> | undefined;
function later(run: () => void): void {
  clearTimeout(timer);
  timer = setTimeout(run, REST_MS);
}
