import type { Id } from '@oto/schema/base/id';
import { useQuery } from '@tanstack/solid-query';
import { Show } from 'solid-js';
import { ApiError, valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { isHiddenForMe } from '../../app/hidden-notes.ts';
import { KEYS } from '../../app/query-keys.ts';
import { HiddenSlip } from '../safety/hidden-slip.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Loaded } from '../ui/states.tsx';
import { AgentPreview } from '../agent/agent-preview.tsx';
import { CreationPreview } from './creation-preview.tsx';

/** Milliseconds between two looks at a note that is still being made. */
const PENDING_EVERY = 2000;

/** An open post-it, of whichever kind the id is. */
export function PreviewPanel(props: { readonly id: Id }) {
  const app = useApp();
  const asked = useQuery(() => ({
    queryKey: KEYS.card(props.id),
    queryFn: async () => {
      const card = valueOf(await app.api.cards([props.id])).cards.find((one) => one.id === props.id);
      if (card === undefined) throw new ApiError({ code: 'not_found', status: 404, requestId: null, fields: [] });
      return card;
    },
    retry: false,
    // Its author hears of the end by an event; everyone else looks again.
    refetchInterval: (query) => (query.state.data?.state === 'pending' ? PENDING_EVERY : false),
  }));
  const seen = () => !isHiddenForMe(props.id);
  return (
    <Show when={seen()} fallback={<HiddenSlip id={props.id} />}>
      <Show
        when={asked.data}
        fallback={
          <Sheet title={app.t(asked.isError ? 'preview.missing' : 'state.loading')} testid="preview" onClose={() => app.showSide(null)}>
            <Loaded asked={asked} lines={6}>
              {() => null}
            </Loaded>
          </Sheet>
        }
        keyed
      >
        {(card) => (
          <Show when={card.type === 'agent'} fallback={<CreationPreview card={card} />}>
            <AgentPreview card={card} />
          </Show>
        )}
      </Show>
    </Show>
  );
}
