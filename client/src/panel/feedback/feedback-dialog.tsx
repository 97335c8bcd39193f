import { RadioGroup } from '@kobalte/core/radio-group';
import { FEEDBACK_DAYS, FEEDBACK_KINDS, FEEDBACK_WORDS_MAX, type FeedbackKind, type FeedbackRequest } from '@oto/schema/contract/feedback';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import Send from 'lucide-solid/icons/send';
import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { ownVersion } from '../../app/page-version.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { FormError } from '../ui/form-error.tsx';
import { Tick } from '../ui/tick.tsx';
import { Window } from '../ui/window.tsx';
import { aboutHere, asBase64, linesOf } from './gather.ts';
import { keepDraft, keepWaiting, readDraft } from './kept.ts';
import { LogLines } from './log-lines.tsx';
import { OwnFeedback } from './own-feedback.tsx';

/** Pixels on a side. */
const PICTURE_SIDE = 1280;
/** As the page begins: later on it loads more. */
const VERSION = ownVersion(document);

/** What is broken, an idea, or a kind word; with the log console, and the board as it stands if one likes. */
export function FeedbackDialog() {
  const app = useApp();
  const queries = useQueryClient();
  const who = () => app.me()?.id ?? null;
  const draft = readDraft();
  const mine = draft !== null && draft.by === who() ? draft : null;
  const [kind, setKind] = createSignal<FeedbackKind | null>(mine?.kind ?? null);
  const [words, setWords] = createSignal(mine?.words ?? '');
  const [contact, setContact] = createSignal(mine?.contact ?? '');
  const [withLines, setWithLines] = createSignal(true);
  const [withPicture, setWithPicture] = createSignal(false);
  const [picture, setPicture] = createSignal<Blob | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  // As they stood when the paper was opened: what is read is what is sent.
  const lines = linesOf(app.journal.entries());
  const about = aboutHere(app, VERSION);
  const key = crypto.randomUUID();
  const own = useQuery(() => ({
    queryKey: KEYS.feedback,
    enabled: who() !== null,
    queryFn: async () => valueOf(await app.api.feedback()).feedback,
    // An answer comes without a word from the server.
    refetchOnMount: 'always',
  }));

  createEffect(
    on([kind, words, contact], ([k, w, c]) => keepDraft(w === '' ? null : { by: who(), kind: k, words: w, contact: c }), { defer: true }),
  );
  createEffect(
    on(
      withPicture,
      async (wanted) => {
        setPicture(null);
        if (!wanted) return;
        const taken = (await app.board()?.picture(PICTURE_SIDE)) ?? null;
        if (withPicture()) setPicture(taken);
        if (taken === null) setWithPicture(false);
      },
      { defer: true },
    ),
  );
  const seen = createMemo(() => {
    const taken = picture();
    if (taken === null) return null;
    const address = URL.createObjectURL(taken);
    onCleanup(() => URL.revokeObjectURL(address));
    return address;
  });

  async function send(): Promise<void> {
    const what = kind();
    if (what === null || words().trim() === '' || busy()) return;
    setBusy(true);
    setProblem(null);
    const taken = picture();
    const coded = taken === null ? null : await asBase64(taken);
    const request: FeedbackRequest = {
      key,
      kind: what,
      words: words().trim(),
      about,
      lines: withLines() ? [...lines] : [],
      ...(who() !== null || contact().trim() === '' ? {} : { contact: contact().trim() }),
      ...(coded === null ? {} : { picture: coded }),
    };
    const answer = await app.api.sendFeedback(request);
    setBusy(false);
    // No answer at all: it is kept here and goes by itself.
    const later = !answer.ok && answer.failure.status === 0 && keepWaiting({ by: who(), request });
    if (!answer.ok && !later) {
      setProblem(app.sentence(answer.failure));
      return;
    }
    keepDraft(null);
    void queries.invalidateQueries({ queryKey: KEYS.feedback });
    const heard = who() !== null || contact().trim() !== '';
    if (later) app.notify({ tone: 'done', title: app.t('feedback.later'), text: app.t('feedback.laterText') });
    else
      app.notify({ tone: 'done', title: app.t('feedback.thanks'), text: app.t(heard ? 'feedback.thanksText' : 'feedback.thanksQuietly') });
    app.showDialog(null);
  }

  return (
    <Window title={app.t('feedback.title')} text={app.t('feedback.lead')} testid="feedback-dialog" onClose={() => app.showDialog(null)}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <RadioGroup
          class="field feedback-kinds"
          value={kind() ?? ''}
          onChange={(value) => setKind(FEEDBACK_KINDS.find((one) => one === value) ?? null)}
        >
          <RadioGroup.Label class="field-label">{app.t('feedback.kind')}</RadioGroup.Label>
          <For each={FEEDBACK_KINDS}>
            {(one) => (
              <RadioGroup.Item value={one} class="radio" data-testid={`feedback-kind-${one}`}>
                <RadioGroup.ItemInput />
                <RadioGroup.ItemControl class="radio-dot" />
                <RadioGroup.ItemLabel>{app.t(`feedback.kind.${one}`)}</RadioGroup.ItemLabel>
              </RadioGroup.Item>
            )}
          </For>
        </RadioGroup>
        <Field
          label={app.t('feedback.words')}
          value={words()}
          onInput={setWords}
          rows={4}
          max={FEEDBACK_WORDS_MAX}
          testid="feedback-words"
        />
        <Show when={who() === null}>
          <Field
            label={app.t('feedback.contact')}
            hint={app.t('feedback.contactHint')}
            value={contact()}
            onInput={setContact}
            type="email"
            autocomplete="email"
            max={254}
            testid="feedback-contact"
          />
        </Show>
        <Show when={app.has('feedback_picture') && app.board() !== null}>
          <Tick checked={withPicture()} onChange={setWithPicture} testid="feedback-with-picture">
            {app.t('feedback.withPicture')}
          </Tick>
          <Show when={seen()}>
            {(address) => <img class="feedback-picture" src={address()} alt={app.t('feedback.picture')} data-testid="feedback-picture" />}
          </Show>
        </Show>
        <Show when={lines.length > 0}>
          <Tick checked={withLines()} onChange={setWithLines} testid="feedback-with-lines">
            {app.count('feedback.withLines', lines.length)}
          </Tick>
          <Show when={withLines()}>
            <details class="feedback-lines">
              <summary data-testid="feedback-see-lines">{app.t('feedback.seeLines')}</summary>
              <LogLines lines={lines} />
            </details>
          </Show>
        </Show>
        <details class="feedback-lines">
          <summary>{app.t('feedback.seeAbout')}</summary>
          <p class="small muted feedback-about">
            {[`${about.width} × ${about.height} @${about.ratio}`, about.browser, about.webgl, about.version].filter(Boolean).join(' · ')}
          </p>
        </details>
        <p class="small muted">{app.t('feedback.kept', { days: FEEDBACK_DAYS })}</p>
        <FormError text={problem()} />
        <div class="row end">
          <Button look="quiet" onPress={() => app.showDialog(null)}>
            {app.t('action.close')}
          </Button>
          <Button
            type="submit"
            look="main"
            icon={<Send size={17} aria-hidden="true" />}
            pending={busy()}
            disabled={kind() === null || words().trim() === ''}
            data-testid="feedback-send"
          >
            {app.t('feedback.send')}
          </Button>
        </div>
      </form>
      <OwnFeedback feedback={own.data ?? []} />
    </Window>
  );
}
