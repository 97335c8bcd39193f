import { FEEDBACK_DAYS, FEEDBACK_KINDS, FEEDBACK_WORDS_MAX, type FeedbackKind, type FeedbackRequest } from '@oto/schema/contract/feedback';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import Send from 'lucide-solid/icons/send';
import { createEffect, createMemo, createSignal, on, onCleanup, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { ownBuild } from '../../app/page-version.ts';
import { KEYS } from '../../app/query-keys.ts';
import { TellForm, type Told } from '../ui/tell-form.tsx';
import { Tick } from '../ui/tick.tsx';
import { Window } from '../ui/window.tsx';
import { aboutHere, asBase64, linesOf, pictureThatFits } from './gather.ts';
import { keepDraft, keepWaiting, readDraft } from './kept.ts';
import { LogLines } from './log-lines.tsx';
import { OwnFeedback } from './own-feedback.tsx';

/** What is broken, an idea, or a kind word; with the log console, and the board as it stands if one likes. */
export function FeedbackDialog() {
  const app = useApp();
  const queries = useQueryClient();
  const who = () => app.me()?.id ?? null;
  const draft = readDraft();
  const [withLines, setWithLines] = createSignal(true);
  const [withPicture, setWithPicture] = createSignal(false);
  const [picture, setPicture] = createSignal<Blob | null>(null);
  let taken: Promise<Blob | null> = Promise.resolve(null);
  // As they stood when the paper was opened: what is read is what is sent.
  const lines = linesOf(app.journal.entries());
  const about = aboutHere(app, ownBuild(document));
  const key = crypto.randomUUID();
  const own = useQuery(() => ({
    queryKey: KEYS.feedback,
    enabled: who() !== null,
    queryFn: async () => valueOf(await app.api.feedback()).feedback,
    // An answer comes without a word from the server.
    refetchOnMount: 'always',
  }));

  createEffect(
    on(
      withPicture,
      async (wanted) => {
        setPicture(null);
        if (!wanted) return;
        taken = pictureThatFits((side) => app.board()?.picture(side) ?? Promise.resolve(null));
        const seen = await taken;
        if (withPicture()) setPicture(seen);
        if (seen === null) setWithPicture(false);
      },
      { defer: true },
    ),
  );
  const seen = createMemo(() => {
    const shown = picture();
    if (shown === null) return null;
    const address = URL.createObjectURL(shown);
    onCleanup(() => URL.revokeObjectURL(address));
    return address;
  });

  async function send({ kind, words, contact, reachable }: Told<FeedbackKind>): Promise<string | null> {
    const board = withPicture() ? await taken : null;
    const request: FeedbackRequest = {
      key,
      kind,
      words,
      about,
      lines: withLines() ? [...lines] : [],
      ...(contact === null ? {} : { contact }),
      ...(board === null ? {} : { picture: await asBase64(board) }),
    };
    const answer = await app.api.sendFeedback(request);
    // No answer at all: it is kept here and goes by itself.
    const later = !answer.ok && answer.failure.status === 0 && keepWaiting({ by: who(), request });
    if (!answer.ok && !later) return app.sentence(answer.failure);
    keepDraft(null);
    void queries.invalidateQueries({ queryKey: KEYS.feedback });
    if (later) app.notify({ tone: 'done', title: app.t('feedback.later'), text: app.t('feedback.laterText') });
    else
      app.notify({
        tone: 'done',
        title: app.t('feedback.thanks'),
        text: app.t(reachable ? 'feedback.thanksText' : 'feedback.thanksQuietly'),
      });
    app.showDialog(null);
    return null;
  }

  return (
    <Window title={app.t('feedback.title')} text={app.t('feedback.lead')} testid="feedback-dialog" onClose={() => app.showDialog(null)}>
      <TellForm
        testid="feedback"
        kinds={{
          label: app.t('feedback.kind'),
          options: FEEDBACK_KINDS.map((value) => ({ value, label: app.t(`feedback.kind.${value}`) })),
        }}
        words={{ label: app.t('feedback.words'), max: FEEDBACK_WORDS_MAX, required: true }}
        contact={{ label: app.t('feedback.contact'), hint: app.t('feedback.contactHint') }}
        close={app.t('action.close')}
        send={{ label: app.t('feedback.send'), icon: <Send size={17} aria-hidden="true" /> }}
        begun={draft?.by === who() ? draft : null}
        onDraft={(begun) => keepDraft(begun.words === '' ? null : { by: who(), ...begun })}
        onSend={send}
      >
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
          <p class="small muted feedback-about" data-testid="feedback-about">
            {[`${about.width} × ${about.height} @${about.ratio}`, about.browser, about.webgl, about.version].filter(Boolean).join(' · ')}
          </p>
        </details>
        <p class="small muted">{app.t(who() === null ? 'feedback.keptQuietly' : 'feedback.kept', { days: FEEDBACK_DAYS })}</p>
      </TellForm>
      <OwnFeedback feedback={own.data ?? []} />
    </Window>
  );
}
