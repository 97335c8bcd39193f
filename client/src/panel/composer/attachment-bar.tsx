import type { Creation } from '@oto/schema/contract/creation';
import { takerOf, type Role } from '@oto/schema/job/chain';
import LoaderCircle from 'lucide-solid/icons/loader-circle';
import Paperclip from 'lucide-solid/icons/paperclip';
import ImagePlus from 'lucide-solid/icons/image-plus';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { canRecord } from '../../input/recorder.ts';
import { Button } from '../ui/button.tsx';
import { AttachmentCard } from './attachment-card.tsx';
import type { AttachmentDesk } from './attachment-desk.ts';
import type { Attachment } from './attachment.ts';
import { takerName, type ChainAgent } from './chain.ts';
import { RecorderStrip } from './recorder-strip.tsx';

/** What the chain is to work from beside words: files, the microphone, a forked picture or voice. */
export function AttachmentBar(props: {
  readonly desk: AttachmentDesk;
  readonly attachments: readonly Attachment[];
  readonly chain: readonly ChainAgent[];
  readonly parents: readonly Creation[];
  /** What some engine of the world takes. */
  readonly roles: readonly Role[];
  /** Null when the chain has no room for one more agent. */
  readonly onFindTaker: ((role: Role) => void) | null;
  /** Hands out the way to open the file picker. */
  readonly ref: (open: () => void) => void;
}) {
  const app = useApp();
  let picker!: HTMLInputElement;
  const accept = () => [...new Set(props.roles.map((role) => `${role}/*`))].join(',');
  /** The first parent that somebody in the chain could be given, and is not. */
  const offered = (): { readonly parent: Creation; readonly role: Role } | undefined =>
    props.parents.flatMap((parent) => {
      const role = parent.kind === 'image' ? 'image' : parent.kind === 'voice' ? 'audio' : null;
      return role === null || takerOf(role, props.chain) < 0 || isGiven(parent) ? [] : [{ parent, role } as const];
    })[0];
  const isGiven = (parent: Creation): boolean =>
    props.attachments.some((one) => one.state.type === 'ready' && 'creation' in one.state.ref && one.state.ref.creation === parent.id);

  return (
    <section class="attach" aria-label={app.t('attach.title')}>
      <Show when={props.attachments.length > 0}>
        <ul class="attachments">
          <For each={props.attachments.map((one) => one.key)}>
            {(key) => (
              <Show when={props.attachments.find((one) => one.key === key)}>
                {(one) => (
                  <AttachmentCard
                    attachment={one()}
                    taker={takerName(one().role, props.chain)}
                    onRemove={() => props.desk.detach(key)}
                    onAgain={() => void props.desk.again(key)}
                    onFindTaker={props.onFindTaker}
                  />
                )}
              </Show>
            )}
          </For>
        </ul>
      </Show>
      <div class="attach-ways">
        <Show when={offered()}>
          {(offer) => (
            <Button
              icon={<ImagePlus size={18} aria-hidden="true" />}
              onPress={() => props.desk.attachCreation(offer().parent)}
              data-testid="attach-parent"
            >
              {app.t(`attach.fromParent.${offer().role}`)}
            </Button>
          )}
        </Show>
        <Show when={props.roles.length > 0}>
          <Button look="quiet" icon={<Paperclip size={18} aria-hidden="true" />} onPress={() => picker.click()} data-testid="attach-file">
            {app.t(props.roles.length > 1 ? 'attach.file' : props.roles[0] === 'image' ? 'attach.fileImage' : 'attach.fileAudio')}
          </Button>
          <input
            class="sr-only"
            type="file"
            accept={accept()}
            multiple={props.roles.length > 1}
            tabIndex={-1}
            aria-hidden="true"
            ref={(element) => {
              picker = element;
              props.ref(() => element.click());
            }}
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])];
              // The same file may be chosen again after it was taken off.
              event.currentTarget.value = '';
              void props.desk.attachAll(files);
            }}
            data-testid="attach-input"
          />
        </Show>
        <Show when={props.roles.includes('audio') && canRecord()}>
          <RecorderStrip onFile={(file) => void props.desk.attachFile(file)} />
        </Show>
        <Show when={props.desk.opening()}>
          {(name) => (
            <p class="muted small row" role="status">
              <LoaderCircle size={15} class="spin" aria-hidden="true" /> {app.t('attach.opening', { name: name() })}
            </p>
          )}
        </Show>
      </div>
      <Show when={props.desk.fault()}>
        {(fault) => (
          <p class="form-error small attach-fault" role="alert" data-testid="attach-fault">
            {app.t(`attach.fault.${fault().fault}`, { name: fault().name })}
          </p>
        )}
      </Show>
    </section>
  );
}
