import { useQuery } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Empty, Loaded } from '../ui/states.tsx';
import { BlockButton } from './block-button.tsx';

/** Whom I have blocked, and what that does. */
export function BlockPage() {
  const app = useApp();
  const asked = useQuery(() => ({ queryKey: KEYS.blocks, queryFn: async () => valueOf(await app.api.blocks()) }));
  return (
    <Loaded asked={asked} lines={3}>
      {(blocks) => (
        <Show when={blocks().people.length > 0} fallback={<Empty title={app.t('safety.noBlocks')} text={app.t('safety.blockLead')} />}>
          <p class="muted">{app.t('safety.blockLead')}</p>
          <ul class="blocks">
            <For each={blocks().people}>
              {(person) => (
                <li data-testid="blocked">
                  <span>
                    <b>{person.name}</b> <span class="muted">@{person.handle}</span>
                  </span>
                  <BlockButton person={person} />
                </li>
              )}
            </For>
          </ul>
        </Show>
      )}
    </Loaded>
  );
}
