import { Progress } from '@kobalte/core/progress';
import type { Role } from '@oto/schema/job/chain';
import AudioLines from 'lucide-solid/icons/audio-lines';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import CornerDownRight from 'lucide-solid/icons/corner-down-right';
import X from 'lucide-solid/icons/x';
import { Match, Show, Switch } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { VoicePlayer } from '../preview/voice-player.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { lookOf } from './attachment-looks.ts';
import type { Attachment } from './attachment.ts';

/** A file of the wish: what it shows or says, how far it has left, and who will use it. */
export function AttachmentCard(props: {
  readonly attachment: Attachment;
  /** Who uses it; null when nobody in the chain can. */
  readonly taker: string | null;
  readonly onRemove: () => void;
  readonly onAgain: () => void;
  readonly onFindTaker: ((role: Role) => void) | null;
}) {
  const app = useApp();
  const look = () => lookOf(props.attachment.key);
  const state = () => props.attachment.state;
  const failed = () => {
    const now = state();
    return now.type === 'failed' ? now.code : undefined;
  };
  const share = () => {
    const now = state();
    return now.type === 'sending' ? now.share : undefined;
  };

  return (
    <li
      class="attachment"
      data-role={props.attachment.role}
      data-state={state().type}
      data-testid="attachment"
      aria-label={app.t(`attach.is.${props.attachment.role}`, { name: props.attachment.name })}
    >
      <Show
        when={props.attachment.role === 'image'}
        fallback={
          <Show
            when={look()?.sound}
            fallback={
              <span class="attachment-mark" aria-hidden="true">
                <AudioLines size={20} />
              </span>
            }
          >
            {(sound) => (
              <VoicePlayer
                url={look()?.url ?? ''}
                peaks={sound().peaks}
                durationMs={sound().durationMs}
                label={props.attachment.name}
                bars={44}
              />
            )}
          </Show>
        }
      >
        <img class="attachment-picture" src={look()?.url} alt="" />
      </Show>
      <div class="attachment-words">
        <p class="attachment-name">{props.attachment.name}</p>
        <Switch>
          <Match when={failed()}>
            {(code) => (
              <div role="alert">
                <p class="form-error small">
                  <CircleAlert size={14} aria-hidden="true" /> {app.sentence({ code: code(), fields: [] })}
                </p>
                <div class="row wrap">
                  <Show when={look()?.file}>
                    <button type="button" class="link small" onClick={() => props.onAgain()} data-testid="attachment-again">
                      {app.t('action.retry')}
                    </button>
                  </Show>
                  <Show when={code() === 'storage_full'}>
                    <button
                      type="button"
                      class="link small"
                      onClick={() => {
                        app.showDialog(null);
                        app.showSide({ type: 'tray' });
                      }}
                      data-testid="attachment-tray"
                    >
                      {app.t('attach.openTray')}
                    </button>
                  </Show>
                </div>
              </div>
            )}
          </Match>
          <Match when={share() !== undefined}>
            <Progress value={(share() ?? 0) * 100} class="progress" getValueLabel={({ value }) => `${Math.round(value)} %`}>
              <Progress.Label class="sr-only">{app.t('attach.sending')}</Progress.Label>
              <Progress.Track class="progress-track">
                <Progress.Fill class="progress-fill" />
              </Progress.Track>
              <Progress.ValueLabel class="progress-value" />
            </Progress>
          </Match>
          <Match when={props.taker}>
            {(name) => (
              <p class="small attachment-taker" data-testid="attachment-taker">
                <CornerDownRight size={14} aria-hidden="true" /> {app.t('attach.taker', { name: name() })}
              </p>
            )}
          </Match>
          <Match when={state().type === 'ready'}>
            <div role="alert">
              <p class="form-error small">{app.t(`attach.unused.${props.attachment.role}`)}</p>
              <Show when={props.onFindTaker}>
                {(find) => (
                  <button
                    type="button"
                    class="link small"
                    onClick={() => find()(props.attachment.role)}
                    data-testid="attachment-find-taker"
                  >
                    {app.t('attach.findTaker')}
                  </button>
                )}
              </Show>
            </div>
          </Match>
        </Switch>
      </div>
      <IconButton
        class="small"
        label={app.t('attach.remove', { name: props.attachment.name })}
        testid="attachment-remove"
        onPress={() => props.onRemove()}
      >
        <X size={15} />
      </IconButton>
    </li>
  );
}
