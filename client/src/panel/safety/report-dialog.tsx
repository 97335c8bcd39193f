import { RadioGroup } from '@kobalte/core/radio-group';
import type { Id } from '@oto/schema/base/id';
import { REPORT_REASON_CODES, REPORT_REASONS, ReportRequest, type ReportReason, type ReportSubject } from '@oto/schema/contract/safety';
import { useQueryClient } from '@tanstack/solid-query';
import Flag from 'lucide-solid/icons/flag';
import { createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { hideForMe, isHiddenForMe } from '../../app/hidden-notes.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { FormError } from '../ui/form-error.tsx';
import { Tick } from '../ui/tick.tsx';
import { Window } from '../ui/window.tsx';

const MOST = ReportRequest.shape.words.unwrap().maxLength ?? 2000;

/** Tells the operators of something, with why. Also for a watcher, who may leave an address for the answer. */
export function ReportDialog(props: { readonly subject: ReportSubject; readonly id: Id; readonly title: string }) {
  const app = useApp();
  const queries = useQueryClient();
  const isNote = () => props.subject === 'agent' || props.subject === 'creation';
  const [reason, setReason] = createSignal<ReportReason | null>(null);
  const [words, setWords] = createSignal('');
  const [email, setEmail] = createSignal('');
  const [hide, setHide] = createSignal(isNote());
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);

  async function send(): Promise<void> {
    const why = reason();
    if (why === null || busy()) return;
    setBusy(true);
    setProblem(null);
    const answer = await app.api.report({
      subject: props.subject,
      id: props.id,
      reason: why,
      words: words().trim(),
      ...(app.me() || email().trim() === '' ? {} : { email: email().trim() }),
    });
    setBusy(false);
    if (!answer.ok) {
      setProblem(app.sentence(answer.failure));
      return;
    }
    if (isNote() && hide() !== isHiddenForMe(props.id)) {
      hideForMe(props.id, hide());
      app.board()?.refreshCards([props.id]);
    }
    void queries.invalidateQueries({ queryKey: KEYS.decisions });
    const heard = app.me() || email().trim() !== '';
    app.notify({ tone: 'done', title: app.t('safety.sent'), text: app.t(heard ? 'safety.sentText' : 'safety.sentQuietly') });
    app.showDialog(null);
  }

  return (
    <Window
      title={app.t('safety.reportTitle', { title: props.title || app.t(`safety.of.${props.subject}`) })}
      text={app.t('safety.reportLead')}
      testid="report-dialog"
      onClose={() => app.showDialog(null)}
    >
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <RadioGroup
          class="field report-reasons"
          value={reason() ?? ''}
          onChange={(value) => setReason(REPORT_REASON_CODES.find((code) => code === value) ?? null)}
        >
          <RadioGroup.Label class="field-label">{app.t('safety.reason')}</RadioGroup.Label>
          <For each={REPORT_REASON_CODES}>
            {(code) => (
              <RadioGroup.Item value={code} class="radio" data-testid={`report-reason-${code}`}>
                <RadioGroup.ItemInput />
                <RadioGroup.ItemControl class="radio-dot" />
                <RadioGroup.ItemLabel>{REPORT_REASONS[code][app.lang()]}</RadioGroup.ItemLabel>
              </RadioGroup.Item>
            )}
          </For>
        </RadioGroup>
        <Field label={app.t('safety.words')} value={words()} onInput={setWords} rows={4} max={MOST} testid="report-words" />
        <Show when={!app.me()}>
          <Field
            label={app.t('safety.email')}
            hint={app.t('safety.emailHint')}
            value={email()}
            onInput={setEmail}
            type="email"
            autocomplete="email"
            testid="report-email"
          />
        </Show>
        <Show when={isNote()}>
          <Tick checked={hide()} onChange={setHide} testid="report-hide">
            {app.t('safety.hideToo')}
          </Tick>
        </Show>
        <FormError text={problem()} />
        <div class="row end">
          <Button look="quiet" onPress={() => app.showDialog(null)}>
            {app.t('safety.cancel')}
          </Button>
          <Button
            type="submit"
            look="main"
            icon={<Flag size={17} aria-hidden="true" />}
            pending={busy()}
            disabled={reason() === null}
            data-testid="report-send"
          >
            {app.t('safety.send')}
          </Button>
        </div>
      </form>
    </Window>
  );
}
