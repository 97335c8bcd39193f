import type { Kind } from '@oto/schema/board/kind';
import type { Step } from '@oto/schema/contract/creation';
import Maximize2 from 'lucide-solid/icons/maximize-2';
import { Match, Show, Switch } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { VoicePlayer } from '../preview/voice-player.tsx';

/** A picture, film or voice of a step, small; it opens, plays or is heard here. Words are not its business. */
export function StepMedia(props: { readonly kind: Kind; readonly files: Step['media']; readonly label: string }) {
  const app = useApp();
  const of = (variant: Step['media'][number]['variant']) => props.files.find((one) => one.variant === variant);
  const whole = () => of('full') ?? of('main');
  return (
    <Switch>
      <Match when={props.kind === 'image' && whole()}>
        {(main) => (
          <a
            class="step-picture"
            href={main().url}
            target="_blank"
            rel="noopener"
            aria-label={app.t('history.open', { title: props.label })}
          >
            <img src={of('thumb')?.url ?? main().url} alt="" loading="lazy" />
            <span class="step-open" aria-hidden="true">
              <Maximize2 size={15} />
            </span>
          </a>
        )}
      </Match>
      <Match when={props.kind === 'video' && of('main')}>
        {(main) => (
          <video
            class="step-film"
            src={main().url}
            poster={of('poster')?.url}
            controls
            playsinline
            preload="none"
            aria-label={props.label}
            data-testid="history-film"
          />
        )}
      </Match>
      <Match when={props.kind === 'voice' && of('main')}>
        {(main) => (
          <VoicePlayer url={main().url} peaks={main().peaks ?? []} durationMs={main().durationMs ?? 0} label={props.label} bars={44} />
        )}
      </Match>
      <Match when={props.kind !== 'text'}>
        <Show when={props.files.length === 0}>
          <p class="muted small">{app.t('history.noFile')}</p>
        </Show>
      </Match>
    </Switch>
  );
}
