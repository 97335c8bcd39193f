import type { Profile } from '@oto/schema/contract/profile';
import { useQuery } from '@tanstack/solid-query';
import MapPin from 'lucide-solid/icons/map-pin';
import { For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { BlockButton } from '../safety/block-button.tsx';
import { ReportButton } from '../safety/report-button.tsx';
import { FollowButton } from '../social/follow-button.tsx';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Loaded } from '../ui/states.tsx';
import { BioLine } from './bio-line.tsx';
import { EarningsView } from './earnings-view.tsx';
import { WorkShelf } from './work-shelf.tsx';

/** A member's page, beside their plot: who they are, what they made, what it earned them if it is one's own. */
export function ProfilePanel(props: { readonly handle: string }) {
  const app = useApp();
  const asked = useQuery(() => ({
    queryKey: KEYS.profile(props.handle),
    queryFn: async () => valueOf(await app.api.profile(props.handle)),
    retry: false,
  }));
  return (
    <Sheet
      title={asked.data?.person.name ?? `@${props.handle}`}
      kicker={<span class="muted">@{props.handle}</span>}
      testid="profile"
      onClose={() => app.showSide(null)}
      footer={<Show when={asked.data}>{(profile) => <Actions profile={profile()} />}</Show>}
    >
      <Loaded asked={asked} lines={6}>
        {(profile) => (
          <>
            <BioLine profile={profile()} />
            <p class="muted small">{app.t('profile.since', { date: app.format().date(profile().joinedAt) })}</p>
            <Tallies profile={profile()} />
            <Show when={profile().earnings}>{(earnings) => <EarningsView earnings={earnings()} />}</Show>
            <WorkShelf handle={props.handle} mine={profile().mine} counts={profile().counts} />
            <Show when={!profile().mine}>
              <div class="row profile-safety">
                <ReportButton subject="member" id={profile().person.id} title={profile().person.name} />
                <BlockButton person={profile().person} />
              </div>
            </Show>
          </>
        )}
      </Loaded>
    </Sheet>
  );
}

const TALLIES = ['likes', 'forks', 'followers', 'following'] as const;

function Tallies(props: { readonly profile: Profile }) {
  const app = useApp();
  const handle = () => props.profile.person.handle;
  // The button keeps what following changes; it is not asked again here.
  const follow = useQuery(() => ({
    queryKey: KEYS.follow(handle()),
    queryFn: async () => valueOf(await app.api.followState(handle())),
    enabled: false,
  }));
  const tally = (name: (typeof TALLIES)[number]): number =>
    name === 'followers' ? (follow.data?.followers ?? props.profile.counts.followers) : props.profile.counts[name];
  return (
    <dl class="tallies">
      <For each={TALLIES}>
        {(name) => (
          <div>
            <dt>{app.t(`profile.${name}`)}</dt>
            <dd class="number" data-testid={`profile-${name}`}>
              {app.format().number(tally(name))}
            </dd>
          </div>
        )}
      </For>
    </dl>
  );
}

function Actions(props: { readonly profile: Profile }) {
  const app = useApp();
  return (
    <div class="actions">
      <FollowButton handle={props.profile.person.handle} name={props.profile.person.name} />
      <Show when={props.profile.plots[0]}>
        {(plot) => (
          <Button icon={<MapPin size={18} aria-hidden="true" />} onPress={() => app.board()?.flyToPlot(plot())} data-testid="profile-plot">
            {app.t('profile.plot')}
          </Button>
        )}
      </Show>
    </div>
  );
}
