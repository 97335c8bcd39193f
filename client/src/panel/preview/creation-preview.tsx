import type { Card } from '@oto/schema/contract/card';
import type { Creation } from '@oto/schema/contract/creation';
import { useQuery } from '@tanstack/solid-query';
import GitFork from 'lucide-solid/icons/git-fork';
import History from 'lucide-solid/icons/rotate-ccw-clock';
import MapPin from 'lucide-solid/icons/map-pin';
import Share2 from 'lucide-solid/icons/share-2';
import Trash from 'lucide-solid/icons/trash';
import Upload from 'lucide-solid/icons/upload';
import { createSignal, For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { JarStrip } from '../jar/jar-strip.tsx';
import { PersonLink } from '../profile/person-link.tsx';
import { RemakeStrip } from '../lineage/remake-strip.tsx';
import { TreeButton } from '../lineage/tree-button.tsx';
import { SafetyRow } from '../safety/safety-row.tsx';
import { BuiltInBadge, KindBadge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Loaded } from '../ui/states.tsx';
import { SocialStrip } from '../social/social-strip.tsx';
import { TokenAmount } from '../ui/token-amount.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { DownloadButton } from './download-button.tsx';
import { MediaView } from './media-view.tsx';
import { ProvenanceLine } from './provenance-line.tsx';

export function CreationPreview(props: { readonly card: Card }) {
  const app = useApp();
  const asked = useQuery(() => ({
    queryKey: KEYS.creation(props.card.id),
    queryFn: async () => valueOf(await app.api.creation(props.card.id)),
    retry: false,
    enabled: props.card.state !== 'pending',
  }));
  const pending = () => app.jobs().find((job) => job.creation === props.card.id);
  return (
    <Sheet
      title={asked.data?.title ?? props.card.title}
      kicker={
        <>
          <KindBadge kind={props.card.kind} />
          <Show when={!props.card.trained}>
            <BuiltInBadge />
          </Show>
        </>
      }
      testid="preview"
      onClose={() => app.showSide(null)}
      footer={<Show when={asked.data}>{(creation) => <Actions creation={creation()} />}</Show>}
    >
      <Show
        when={props.card.state !== 'pending'}
        fallback={
          <p class="hand" role="status">
            {app.t('preview.pending', { pct: Math.round(pending()?.pct ?? 0) })}
          </p>
        }
      >
        <Loaded asked={asked} lines={7}>
          {(creation) => (
            <>
              <Social creation={creation()} when={isLong(creation())} />
              <MediaView creation={creation()} />
              <Social creation={creation()} when={!isLong(creation())} />
              <dl class="facts">
                <div>
                  <dt>{app.t('preview.author')}</dt>
                  <dd>
                    <PersonLink person={creation().author} />
                  </dd>
                </div>
                <div>
                  <dt>{app.t('preview.date')}</dt>
                  <dd>
                    <time dateTime={creation().createdAt}>{app.format().since(creation().createdAt, Date.now())}</time>
                  </dd>
                </div>
                <div>
                  <dt>{app.t('preview.cost')}</dt>
                  <dd>
                    <TokenAmount n={creation().tokens} />
                  </dd>
                </div>
                <div>
                  <dt>{app.t('preview.visibility')}</dt>
                  <dd data-testid="preview-visibility">{app.t(`visibility.${creation().visibility}`)}</dd>
                </div>
              </dl>
              <ProvenanceLine creation={creation()} />
              <RemakeStrip creation={creation()} />
              <section class="said">
                <h3 class="subheading">{app.t('preview.prompt')}</h3>
                <p>{creation().prompt}</p>
              </section>
              <JarStrip creation={creation()} />
              <Kin title={app.t('preview.parents')} kin={creation().parents} />
              <Kin title={app.t('preview.children')} kin={creation().children} />
              <Show when={!isPrivate(creation())}>
                <SafetyRow subject="creation" id={creation().id} title={creation().title} author={creation().author} />
              </Show>
              <Show when={isPrivate(creation())}>
                <Deletion creation={creation()} />
              </Show>
            </>
          )}
        </Loaded>
      </Show>
    </Sheet>
  );
}

function isPrivate(creation: Creation): boolean {
  return creation.mine && creation.visibility === 'private';
}

/** Words may fill more than the sheet: what people make of them then stands before. */
function isLong(creation: Creation): boolean {
  return creation.kind === 'text' || creation.kind === 'voice';
}

function Social(props: { readonly creation: Creation; readonly when: boolean }) {
  return (
    <Show when={props.when && props.creation.visibility !== 'private'}>
      <SocialStrip id={props.creation.id} type="creation" author={props.creation.author} />
    </Show>
  );
}

/** Below everything else, where no hand lands by chance. */
function Deletion(props: { readonly creation: Creation }) {
  const app = useApp();
  const [asking, setAsking] = createSignal(false);
  return (
    <div class="deletion">
      <Button look="danger" icon={<Trash size={17} aria-hidden="true" />} onPress={() => setAsking(true)} data-testid="preview-delete">
        {app.t('action.delete')}
      </Button>
      <Show when={asking()}>
        <DeleteDialog creation={props.creation} onClose={() => setAsking(false)} onGone={() => app.showSide({ type: 'tray' })} />
      </Show>
    </div>
  );
}

function Kin(props: { readonly title: string; readonly kin: Creation['parents'] }) {
  const app = useApp();
  return (
    <Show when={props.kin.length > 0}>
      <section class="said">
        <h3 class="subheading">{props.title}</h3>
        <ul class="kin">
          <For each={props.kin}>
            {(one) => (
              <li>
                <button type="button" class="link" onClick={() => app.openNote(one.id)}>
                  <GitFork size={15} aria-hidden="true" /> {one.title} <span class="muted">· {one.author.name}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

function Actions(props: { readonly creation: Creation }) {
  const app = useApp();
  const creation = () => props.creation;
  const unpublished = () => isPrivate(creation());
  return (
    <div class="actions">
      <Show when={unpublished()}>
        <Button
          look="main"
          icon={<Upload size={18} aria-hidden="true" />}
          onPress={() => app.showDialog({ type: 'publish', creation: creation() })}
          data-testid="publish-open"
        >
          {app.t('action.publish')}
        </Button>
      </Show>
      <Show when={creation().mayFork}>
        <Button
          look={unpublished() ? 'paper' : 'main'}
          icon={<GitFork size={18} aria-hidden="true" />}
          data-testid="preview-fork"
          onPress={() => {
            if (app.needsMember()) void openFork();
          }}
        >
          {app.t('action.fork')}
        </Button>
      </Show>
      <Button
        icon={<History size={18} aria-hidden="true" />}
        onPress={() => app.showSide({ type: 'history', id: creation().id })}
        data-testid="preview-history"
      >
        {app.t('action.history')}
      </Button>
      <TreeButton id={creation().id} />
      <DownloadButton creation={creation()} />
      <Show when={creation().visibility !== 'private'}>
        <Button
          icon={<Share2 size={18} aria-hidden="true" />}
          onPress={() => app.showDialog({ type: 'share', id: creation().id, title: creation().title })}
          data-testid="share"
        >
          {app.t('action.share')}
        </Button>
      </Show>
      <Show when={creation().plot}>
        {(plot) => (
          <Button
            icon={<MapPin size={18} aria-hidden="true" />}
            data-testid="preview-locate"
            onPress={() => {
              const seat = creation().seat;
              if (seat === null) app.board()?.flyToPlot(plot());
              else app.flyToNote(creation().id, plot(), { x: seat[0], y: seat[1] });
            }}
          >
            {app.t('action.locate')}
          </Button>
        )}
      </Show>
    </div>
  );

  /** A fork starts with the last agent of its parent, if that one is still offered. */
  async function openFork(): Promise<void> {
    const last = creation().steps.at(-1);
    const answer = last === undefined ? null : await app.api.agent(last.agent.id);
    app.showDialog({ type: 'composer', agents: answer?.ok ? [answer.value] : [], parents: [creation()] });
  }
}
