import { useQuery, useQueryClient } from '@tanstack/solid-query';
import type { FollowState } from '@oto/schema/contract/social';
import UserCheck from 'lucide-solid/icons/user-check';
import UserPlus from 'lucide-solid/icons/user-plus';
import { createSignal, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';

/** Follows a member, or no longer. Nothing for oneself. `name` says whom to those who do not see the rest. */
export function FollowButton(props: { readonly handle: string; readonly name?: string }) {
  const app = useApp();
  const queries = useQueryClient();
  const [pending, setPending] = createSignal(false);
  const asked = useQuery(() => ({
    queryKey: KEYS.follow(props.handle),
    queryFn: async () => valueOf(await app.api.followState(props.handle)),
    enabled: Boolean(app.me()),
    retry: false,
  }));
  const following = () => Boolean(app.me()) && asked.data?.following === true;

  async function turn(): Promise<void> {
    if (!app.needsMember()) return;
    const { handle } = props;
    setPending(true);
    const answer = following() ? await app.api.unfollow(handle) : await app.api.follow(handle);
    setPending(false);
    if (!answer.ok) return app.notify({ tone: 'error', title: app.sentence(answer.failure) });
    queries.setQueryData<FollowState>(KEYS.follow(handle), answer.value);
    void queries.invalidateQueries({ queryKey: KEYS.feed('followed') });
  }

  return (
    <Show when={app.me() === undefined || app.me()?.handle !== props.handle}>
      <Button
        look="quiet"
        class="follow"
        pending={pending()}
        aria-pressed={following()}
        aria-label={`${app.t(following() ? 'social.following' : 'social.follow')} ${props.name ?? `@${props.handle}`}`}
        title={app.t(following() ? 'social.unfollowName' : 'social.followName', { name: props.name ?? `@${props.handle}` })}
        icon={
          <Show when={following()} fallback={<UserPlus size={17} aria-hidden="true" />}>
            <UserCheck size={17} aria-hidden="true" />
          </Show>
        }
        onPress={() => void turn()}
        data-testid="follow"
      >
        {app.t(following() ? 'social.following' : 'social.follow')}
      </Button>
    </Show>
  );
}
