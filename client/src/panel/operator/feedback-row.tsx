import type { FeedbackAnswer, FeedbackCase } from '@oto/schema/contract/feedback';
import Archive from 'lucide-solid/icons/archive';
import ScrollText from 'lucide-solid/icons/scroll-text';
import Send from 'lucide-solid/icons/send';
import { createSignal, For, Show } from 'solid-js';
import { atApi } from '../../api/origin.ts';
import { feedbackPicture } from '../../api/launch-routes.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { LogLines } from '../feedback/log-lines.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import type { Deeds } from './deeds.ts';
import { askLog } from './log-asked.ts';

const TOUCHES = [KEYS.operator('feedback')];

/** One of them, with what came along, and an answer in the person's language. */
export function FeedbackRow(props: { readonly feedback: FeedbackCase; readonly deeds: Deeds }) {
  const app = useApp();
  const one = () => props.feedback;
  const [answer, setAnswer] = createSignal('');
  const about = () => {
    const { width, height, ratio, browser, webgl, version, connection } = one().about;
    return [`${width} × ${height} @${ratio}`, app.t(`feedback.connection.${connection}`), browser, webgl, version].filter(Boolean);
  };
  const act = (key: string, what: FeedbackAnswer, done: string): Promise<boolean> =>
    props.deeds.perform(`${one().id} ${key}`, () => app.api.answerFeedback(one().id, what), done, TOUCHES);

  return (
    <li class="case" data-testid="feedback-case" data-state={one().state}>
      <div class="case-head">
        <p>
          <b>{app.t(`feedback.kind.${one().kind}`)}</b>{' '}
          <span class="muted small">
            {one().by === null ? app.t('feedback.visitor') : `${one().by?.name} @${one().by?.handle}`} ·{' '}
            {app.t(`launch.lang.${one().lang}`)} · {app.format().since(one().createdAt, Date.now())}
          </span>
        </p>
        <span class="state-chip" data-state={one().state === 'open' ? 'draining' : 'none'}>
          {app.t(`feedback.state.${one().state}`)}
        </span>
      </div>
      <p class="appeal-words">{one().words}</p>
      <Show when={one().answer !== ''}>
        <p class="appeal-answer">{one().answer}</p>
      </Show>
      <Show when={one().picture}>
        <a href={atApi(feedbackPicture(one().id))} target="_blank" rel="noopener">
          <img class="feedback-picture" src={atApi(feedbackPicture(one().id))} alt={app.t('feedback.picture')} loading="lazy" />
        </a>
      </Show>
      <p class="small muted case-facts">
        <For each={about()}>{(fact) => <span>{fact}</span>}</For>
      </p>
      <Show when={one().lines.length > 0}>
        <details class="feedback-lines">
          <summary>{app.count('feedback.lines', one().lines.length)}</summary>
          <LogLines lines={one().lines} />
        </details>
      </Show>
      <Show when={one().requestIds.length > 0}>
        <div class="row wrap small">
          <span class="muted">{app.t('feedback.inLog')}</span>
          <For each={one().requestIds}>
            {(id) => (
              <button type="button" class="link small" onClick={() => askLog(id)} data-testid="feedback-request">
                <ScrollText size={14} aria-hidden="true" /> <code>{id}</code>
              </button>
            )}
          </For>
        </div>
      </Show>
      <div class="form">
        <Show when={one().reachable && one().state !== 'answered'}>
          <Field
            label={app.t('feedback.answer')}
            hint={app.t('feedback.answerHint', { lang: app.t(`launch.lang.${one().lang}`) })}
            value={answer()}
            onInput={setAnswer}
            rows={3}
            max={2000}
            testid="feedback-answer"
          />
        </Show>
        <div class="row wrap">
          <Show when={one().reachable && one().state !== 'answered'}>
            <Button
              look="main"
              icon={<Send size={16} aria-hidden="true" />}
              pending={props.deeds.busy() === `${one().id} answer`}
              disabled={answer().trim() === '' || props.deeds.busy() !== null}
              onPress={() => void act('answer', { answer: answer().trim() }, app.t('feedback.answered'))}
              data-testid="feedback-answer-send"
            >
              {app.t('feedback.answerSend')}
            </Button>
          </Show>
          <Button
            look="quiet"
            icon={<Archive size={16} aria-hidden="true" />}
            disabled={props.deeds.busy() !== null}
            onPress={() => void act('state', { state: one().state === 'closed' ? 'open' : 'closed' }, app.t('feedback.changed'))}
            data-testid="feedback-close"
          >
            {app.t(one().state === 'closed' ? 'feedback.reopen' : 'feedback.close')}
          </Button>
        </div>
      </div>
    </li>
  );
}
