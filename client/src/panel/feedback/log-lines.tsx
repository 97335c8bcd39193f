import type { FeedbackLine } from '@oto/schema/contract/feedback';
import { For } from 'solid-js';
import { useApp } from '../../app/context.ts';

/** Lines of a log console, as they come along. */
export function LogLines(props: { readonly lines: readonly FeedbackLine[] }) {
  const app = useApp();
  return (
    <ol class="feedback-log" tabIndex={0} aria-label={app.t('console.title')}>
      <For each={props.lines}>
        {(line) => (
          <li data-level={line.level}>
            <time class="number">{app.format().clock(Date.parse(line.at))}</time> <span>{line.text}</span> <code>{line.code}</code>
          </li>
        )}
      </For>
    </ol>
  );
}
