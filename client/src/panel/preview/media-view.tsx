import type { Creation } from '@oto/schema/contract/creation';
import { For, Match, Show, Switch } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { bestMedia } from './download.ts';
import { VoicePlayer } from './voice-player.tsx';

/** The creation itself, to read, look at, listen to or watch. */
export function MediaView(props: { readonly creation: Creation }) {
  const app = useApp();
  const main = () => props.creation.media.find((one) => one.variant === 'main') ?? bestMedia(props.creation);
  const poster = () => props.creation.media.find((one) => one.variant === 'poster')?.url;
  const alt = () => app.t('preview.alt', { title: props.creation.title, prompt: props.creation.prompt });
  return (
    <Switch>
      <Match when={props.creation.kind === 'text'}>
        <div class="reading" data-testid="media-text" lang={props.creation.lang}>
          <For each={(props.creation.text ?? '').split(/\n{2,}/)}>{(paragraph) => <p>{paragraph}</p>}</For>
        </div>
      </Match>
      <Match when={props.creation.kind === 'image'}>
        <Show when={main()}>
          {(media) => (
            <a class="photo" href={bestMedia(props.creation)?.url ?? media().url} target="_blank" rel="noopener">
              <img src={media().url} alt={alt()} width={media().width} height={media().height} data-testid="media-image" />
            </a>
          )}
        </Show>
      </Match>
      <Match when={props.creation.kind === 'video'}>
        <Show when={main()}>
          {(media) => (
            <div class="photo">
              {/* Generated clips have no speech to caption; the title and prompt describe them. */}
              <video
                src={media().url}
                poster={poster()}
                controls
                loop
                playsinline
                preload="metadata"
                aria-label={alt()}
                width={media().width}
                height={media().height}
                data-testid="media-video"
              />
            </div>
          )}
        </Show>
      </Match>
      <Match when={props.creation.kind === 'voice'}>
        <Show when={main()}>
          {(media) => (
            <VoicePlayer
              url={media().url}
              peaks={props.creation.peaks ?? []}
              durationMs={props.creation.durationMs ?? media().durationMs ?? 0}
              label={props.creation.title}
            />
          )}
        </Show>
        <Show when={props.creation.text ?? props.creation.steps.at(-1)?.prompt}>
          {(text) => <blockquote class="transcript">{text()}</blockquote>}
        </Show>
      </Match>
    </Switch>
  );
}
