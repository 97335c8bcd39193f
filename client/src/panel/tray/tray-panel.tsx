import { isFinal } from '@oto/schema/job/state';
import type { CreationSummary } from '@oto/schema/contract/creation';
import { useQuery } from '@tanstack/solid-query';
import Lock from 'lucide-solid/icons/lock';
import Trash from 'lucide-solid/icons/trash';
import { createSignal, For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { shorten } from '../../app/live.ts';
import { KEYS } from '../../app/query-keys.ts';
import { JobCard } from '../job/job-card.tsx';
import { DeleteDialog } from '../preview/delete-dialog.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { KindMark } from '../ui/kind-mark.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { StorageMeter } from './storage-meter.tsx';

/** What only I see: running jobs and creations that are not published. */
export function TrayPanel() {
  const app = useApp();
  const asked = useQuery(() => ({ queryKey: KEYS.tray, queryFn: async () => valueOf(await app.api.privateCreations()).creations }));
  const [deleting, setDeleting] = createSignal<CreationSummary | null>(null);
  const running = () =>
    app
      .jobs()
      .filter((job) => !isFinal(job.state))
      .map((job) => job.id);
  return (
    <Sheet
      title={app.t('tray.title')}
      kicker={
        <>
          <Lock size={14} aria-hidden="true" /> {app.t('tray.kicker')}
        </>
      }
      testid="tray"
      onClose={() => app.showSide(null)}
      footer={<StorageMeter />}
    >
      <Show when={running().length > 0}>
        <h3 class="subheading">{app.t('tray.jobs')}</h3>
        <For each={running()}>{(id) => <Show when={app.jobs().find((job) => job.id === id)}>{(job) => <JobCard job={job()} />}</Show>}</For>
        <h3 class="subheading">{app.t('tray.finished')}</h3>
      </Show>
      <Loaded asked={asked}>
        {(creations) => (
          <Show when={creations().length > 0} fallback={<Empty title={app.t('tray.empty')} text={app.t('tray.emptyText')} />}>
            <ul class="tray-grid">
              <For each={creations()}>{(creation) => <TrayItem creation={creation} onDelete={() => setDeleting(creation)} />}</For>
            </ul>
          </Show>
        )}
      </Loaded>
      <Show when={deleting()} keyed>
        {(creation) => <DeleteDialog creation={creation} onClose={() => setDeleting(null)} onGone={() => {}} />}
      </Show>
    </Sheet>
  );
}

function TrayItem(props: { readonly creation: CreationSummary; readonly onDelete: () => void }) {
  const app = useApp();
  return (
    <li>
      <button
        type="button"
        class="mini-note"
        data-kind={props.creation.kind}
        onClick={() => app.openNote(props.creation.id)}
        data-testid="tray-item"
        data-id={props.creation.id}
      >
        <span class="mini-top">
          <KindMark kind={props.creation.kind} size={14} />
          <span class="sr-only">{app.t(`kind.${props.creation.kind}`)}</span>
        </span>
        <Show when={props.creation.thumb} fallback={<span class="mini-words">{shorten(props.creation.prompt, 70)}</span>}>
          {(url) => <img src={url()} alt="" loading="lazy" />}
        </Show>
        <span class="mini-title">{shorten(props.creation.title, 34)}</span>
      </button>
      <IconButton
        class="small tray-delete"
        label={app.t('delete.this', { title: props.creation.title })}
        testid="tray-delete"
        onPress={() => props.onDelete()}
      >
        <Trash size={15} />
      </IconButton>
    </li>
  );
}
