import type { Agent } from '@oto/schema/contract/agent';
import type { Card } from '@oto/schema/contract/card';
import { useQuery } from '@tanstack/solid-query';
import MapPin from 'lucide-solid/icons/map-pin';
import Pencil from 'lucide-solid/icons/pencil';
import Share2 from 'lucide-solid/icons/share-2';
import Sparkles from 'lucide-solid/icons/sparkles';
import { Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { shorten } from '../../app/live.ts';
import { KEYS } from '../../app/query-keys.ts';
import { PersonLink } from '../profile/person-link.tsx';
import { SafetyRow } from '../safety/safety-row.tsx';
import { BuiltInBadge, KindBadge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { GoldPostIt } from '../ui/post-it.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Loaded } from '../ui/states.tsx';
import { SocialStrip } from '../social/social-strip.tsx';
import { TokenAmount } from '../ui/token-amount.tsx';

/** An open gold post-it: who the agent is, how it works, what it costs. */
export function AgentPreview(props: { readonly card: Card }) {
  const app = useApp();
  const asked = useQuery(() => ({
    queryKey: KEYS.agent(props.card.id),
    queryFn: async () => valueOf(await app.api.agent(props.card.id)),
    retry: false,
  }));
  const engineOf = (agent: Agent) => app.world()?.engines.find((engine) => engine.id === agent.engine);
  const takes = (agent: Agent): string =>
    app.format().list([app.t('agent.takes.words'), ...(engineOf(agent)?.accepts ?? []).map((role) => app.t(`agent.takes.${role}`))]);
  return (
    <Sheet
      title={asked.data?.name ?? props.card.title}
      kicker={
        <>
          <KindBadge kind={props.card.kind} agent />
          <Show when={!props.card.trained}>
            <BuiltInBadge />
          </Show>
        </>
      }
      testid="preview"
      onClose={() => app.showSide(null)}
      footer={<Show when={asked.data}>{(agent) => <Actions agent={agent()} />}</Show>}
    >
      <Loaded asked={asked} lines={6}>
        {(agent) => (
          <>
            <div class="agent-portrait">
              <GoldPostIt
                size="large"
                name={agent().name}
                role={agent().role}
                words={shorten(agent().instructions, 70)}
                kind={agent().kind}
                colour={agent().colour}
              />
            </div>
            <SocialStrip id={agent().id} type="agent" author={agent().owner} />
            <dl class="facts">
              <div>
                <dt>{app.t('agent.takes')}</dt>
                <dd data-testid="agent-takes">{takes(agent())}</dd>
              </div>
              <div>
                <dt>{app.t('preview.owner')}</dt>
                <dd>
                  <PersonLink person={agent().owner} />
                </dd>
              </div>
              <div>
                <dt>{app.t('agent.engine')}</dt>
                <dd>{engineOf(agent())?.name ?? agent().engine}</dd>
              </div>
              <div>
                <dt>{app.t('agent.model')}</dt>
                <dd>{agent().model}</dd>
              </div>
              <div>
                <dt>{app.t('agent.fee')}</dt>
                <dd>
                  <TokenAmount n={agent().fee} />
                </dd>
              </div>
              <div>
                <dt>{app.t('agent.version')}</dt>
                <dd>
                  {agent().version} · {app.format().date(agent().createdAt)}
                </dd>
              </div>
            </dl>
            <section class="said">
              <h3 class="subheading">{app.t('agent.instructions')}</h3>
              <p>{agent().instructions === '' ? app.t('agent.noInstructions') : agent().instructions}</p>
            </section>
            <SafetyRow subject="agent" id={agent().id} title={agent().name} author={agent().owner} />
          </>
        )}
      </Loaded>
    </Sheet>
  );
}

function Actions(props: { readonly agent: Agent }) {
  const app = useApp();
  return (
    <div class="actions">
      <Button
        look="main"
        icon={<Sparkles size={18} aria-hidden="true" />}
        onPress={() => app.needsMember() && app.showDialog({ type: 'composer', agents: [props.agent] })}
        data-testid="agent-use"
      >
        {app.t('agent.use')}
      </Button>
      <Show when={props.agent.mine}>
        <Button
          icon={<Pencil size={18} aria-hidden="true" />}
          onPress={() => app.showDialog({ type: 'agent', edit: props.agent })}
          data-testid="agent-edit"
        >
          {app.t('agent.edit')}
        </Button>
      </Show>
      <Button
        icon={<Share2 size={18} aria-hidden="true" />}
        onPress={() => app.showDialog({ type: 'share', id: props.agent.id, title: props.agent.name })}
        data-testid="share"
      >
        {app.t('action.share')}
      </Button>
      <Button
        icon={<MapPin size={18} aria-hidden="true" />}
        onPress={() => app.flyToNote(props.agent.id, props.agent.plot, { x: props.agent.seat[0], y: props.agent.seat[1] })}
        data-testid="preview-locate"
      >
        {app.t('action.locate')}
      </Button>
    </div>
  );
}
