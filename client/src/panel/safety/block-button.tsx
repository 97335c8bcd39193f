import type { Person } from '@oto/schema/contract/social';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import Ban from 'lucide-solid/icons/ban';
import { createSignal, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';

/** Blocks a member, or lets them be again. Nothing for a watcher or for oneself. */
export function BlockButton(props: { readonly person: Person }) {
  const app = useApp();
  const cache = useQueryClient();
  const [pending, setPending] = createSignal(false);
  const asked = useQuery(() => ({
    queryKey: KEYS.blocks,
    queryFn: async () => valueOf(await app.api.blocks()),
    enabled: app.me() !== null && app.me() !== undefined,
  }));
  const blocked = () => asked.data?.people.some(({ id }) => id === props.person.id) === true;

  async function turn(): Promise<void> {
    const { handle, name } = props.person;
    const before = blocked();
    setPending(true);
    const answer = before ? await app.api.unblock(handle) : await app.api.block(handle);
    setPending(false);
    if (!answer.ok) return app.notify({ tone: 'error', title: app.sentence(answer.failure) });
    app.notify({ tone: 'done', title: app.t(before ? 'safety.unblocked' : 'safety.blocked', { name }) });
    // Whom one has blocked shows in comments, counts of news and who is here alike.
    await cache.invalidateQueries();
  }

  return (
    <Show when={app.me() && app.me()?.id !== props.person.id}>
      <Button
        look="quiet"
        icon={<Ban size={16} aria-hidden="true" />}
        pending={pending()}
        data-on={blocked() ? '' : undefined}
        data-testid="block"
        onPress={() => void turn()}
      >
        {app.t(blocked() ? 'safety.unblock' : 'safety.block')}
      </Button>
    </Show>
  );
}
