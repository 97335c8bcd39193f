import { newId } from '@oto/schema/base/id';
import type { Creation } from '@oto/schema/contract/creation';
import { createSignal, onCleanup, onMount } from 'solid-js';
import { useApp } from '../../app/context.ts';
import type { FileFault } from '../../input/file-way.ts';
import { prepareFile } from '../../input/prepare.ts';
import { keepLook, lookOf } from './attachment-looks.ts';
import type { ComposerDesk } from './composer-desk.ts';
import { dropUnsent } from './sent-wishes.ts';

/** Opens, shows and sends the files of a wish. Hears drops and pastes anywhere while it lives. */
export function createAttachmentDesk(desk: ComposerDesk) {
  const app = useApp();
  const [opening, setOpening] = createSignal<string | null>(null);
  const [fault, setFault] = createSignal<{ readonly name: string; readonly fault: FileFault } | null>(null);
  const [hovered, setHovered] = createSignal(false);
  const sending = new Map<string, AbortController>();

  async function attachFile(file: File): Promise<void> {
    setFault(null);
    setOpening(file.name);
    const prepared = await prepareFile(file);
    setOpening(null);
    if (!prepared.ok) {
      setFault({ name: file.name, fault: prepared.fault });
      return;
    }
    const { role, name, url, sound } = prepared.value;
    const key = newId();
    for (const other of desk.state().attachments) if (other.role === role) detach(other.key);
    keepLook(key, { url, sound, file: prepared.value.file });
    desk.send({ type: 'attach', attachment: { key, role, name, state: { type: 'sending', share: 0 } } });
    await send(key);
  }

  async function send(key: string): Promise<void> {
    const file = lookOf(key)?.file;
    if (!file) return;
    const stop = new AbortController();
    sending.set(key, stop);
    desk.send({ type: 'attachState', key, state: { type: 'sending', share: 0 } });
    const onSent = (share: number): void => desk.send({ type: 'attachState', key, state: { type: 'sending', share } });
    const answer = await app.api.sendInput(file, onSent, stop.signal);
    sending.delete(key);
    if (stop.signal.aborted) return;
    desk.send({
      type: 'attachState',
      key,
      state: answer.ok ? { type: 'ready', ref: { upload: answer.value.id } } : { type: 'failed', code: answer.failure.code },
    });
  }

  /** The picture or the voice of a creation, as it stands on the server. */
  function attachCreation(creation: Creation): void {
    const role = creation.kind === 'image' ? 'image' : 'audio';
    const media = creation.media.find((one) => one.variant === (role === 'image' ? 'thumb' : 'main')) ?? creation.media[0];
    if (media === undefined) return;
    const key = newId();
    const sound = role === 'audio' ? { peaks: creation.peaks ?? [], durationMs: creation.durationMs ?? media.durationMs ?? 0 } : null;
    keepLook(key, { url: media.url, sound, file: null });
    desk.send({
      type: 'attach',
      attachment: { key, role, name: creation.title, state: { type: 'ready', ref: { creation: creation.id } } },
    });
  }

  function detach(key: string): void {
    const gone = desk.state().attachments.filter((one) => one.key === key);
    sending.get(key)?.abort();
    desk.send({ type: 'detach', key });
    dropUnsent(gone);
  }

  onMount(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    document.addEventListener(
      'dragover',
      (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setHovered(true);
      },
      { signal },
    );
    // Leaving the window has nothing it goes to.
    document.addEventListener('dragleave', (event) => event.relatedTarget === null && setHovered(false), { signal });
    document.addEventListener(
      'drop',
      (event) => {
        setHovered(false);
        if (!holdsFiles(event)) return;
        event.preventDefault();
        void attachAll(event.dataTransfer?.files);
      },
      { signal },
    );
    document.addEventListener(
      'paste',
      (event) => {
        const files = event.clipboardData?.files;
        if (files === undefined || files.length === 0) return;
        event.preventDefault();
        void attachAll(files);
      },
      { signal },
    );
    onCleanup(() => {
      stop.abort();
      for (const one of sending.values()) one.abort();
      dropUnsent(desk.state().attachments);
    });
  });

  async function attachAll(files: Iterable<File> | undefined): Promise<void> {
    for (const file of [...(files ?? [])].slice(0, 2)) await attachFile(file);
  }

  return { opening, fault, hovered, attachFile, attachAll, attachCreation, detach, again: send };
}

export type AttachmentDesk = ReturnType<typeof createAttachmentDesk>;
