import type { Id } from '@oto/schema/base/id';
import { REPORT_REASON_CODES, REPORT_REASONS, ReportRequest, type ReportReason, type ReportSubject } from '@oto/schema/contract/safety';
import { useQueryClient } from '@tanstack/solid-query';
import Flag from 'lucide-solid/icons/flag';
import { createSignal, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { hideForMe, isHiddenForMe } from '../../app/hidden-notes.ts';
import { KEYS } from '../../app/query-keys.ts';
import { TellForm, type Told } from '../ui/tell-form.tsx';
import { Tick } from '../ui/tick.tsx';
import { Window } from '../ui/window.tsx';

const MOST = ReportRequest.shape.words.unwrap().maxLength ?? 2000;

/** Tells the operators of something, with why. Also for a watcher, who may leave an address for the answer. */
export function ReportDialog(props: { readonly subject: ReportSubject; readonly id: Id; readonly title: string }) {
  const app = useApp();
  const queries = useQueryClient();
  const isNote = () => props.subject === 'agent' || props.subject === 'creation';
  const [hide, setHide] = createSignal(isNote());

  async function send({ kind, words, contact, reachable }: Told<ReportReason>): Promise<string | null> {
    const answer = await app.api.report({
      subject: props.subject,
      id: props.id,
      reason: kind,
      words,
      ...(contact === null ? {} : { email: contact }),
    });
    if (!answer.ok) return app.sentence(answer.failure);
    if (isNote() && hide() !== isHiddenForMe(props.id)) {
      hideForMe(props.id, hide());
      app.board()?.refreshCards([props.id]);
    }
    void queries.invalidateQueries({ queryKey: KEYS.decisions });
    app.notify({ tone: 'done', title: app.t('safety.sent'), text: app.t(reachable ? 'safety.sentText' : 'safety.sentQuietly') });
    app.showDialog(null);
    return null;
  }

  return (
    <Window
      title={app.t('safety.reportTitle', { title: props.title || app.t(`safety.of.${props.subject}`) })}
      text={app.t('safety.reportLead')}
      testid="report-dialog"
      onClose={() => app.showDialog(null)}
    >
      <TellForm
        testid="report"
        kinds={{
          label: app.t('safety.reason'),
          options: REPORT_REASON_CODES.map((value) => ({ value, label: REPORT_REASONS[value][app.lang()] })),
        }}
        words={{ label: app.t('safety.words'), max: MOST }}
        contact={{ label: app.t('safety.email'), hint: app.t('safety.emailHint') }}
        close={app.t('safety.cancel')}
        send={{ label: app.t('safety.send'), icon: <Flag size={17} aria-hidden="true" /> }}
        onSend={send}
      >
        <Show when={isNote()}>
          <Tick checked={hide()} onChange={setHide} testid="report-hide">
            {app.t('safety.hideToo')}
          </Tick>
        </Show>
      </TellForm>
    </Window>
  );
}
