import type { Id } from '@oto/schema/base/id';
import type { Person } from '@oto/schema/contract/social';
import EyeOff from 'lucide-solid/icons/eye-off';
import { Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { hideForMe, isHiddenForMe } from '../../app/hidden-notes.ts';
import { Button } from '../ui/button.tsx';
import { BlockButton } from './block-button.tsx';
import { ReportButton } from './report-button.tsx';

/** At the foot of an open note of somebody else: report it, hide it for oneself, block its author. */
export function SafetyRow(props: {
  readonly subject: 'agent' | 'creation';
  readonly id: Id;
  readonly title: string;
  readonly author: Person;
}) {
  const app = useApp();
  const mine = () => app.me()?.id === props.author.id;

  function turn(): void {
    hideForMe(props.id, !isHiddenForMe(props.id));
    app.board()?.refreshCards([props.id]);
  }

  return (
    <Show when={!mine()}>
      <div class="safety-row" role="group" aria-label={app.t('safety.row')}>
        <Button
          look="quiet"
          icon={<EyeOff size={16} aria-hidden="true" />}
          data-on={isHiddenForMe(props.id) ? '' : undefined}
          onPress={turn}
          data-testid="hide-for-me"
        >
          {app.t(isHiddenForMe(props.id) ? 'safety.showAgain' : 'safety.hideForMe')}
        </Button>
        <ReportButton subject={props.subject} id={props.id} title={props.title} />
        <BlockButton person={props.author} />
      </div>
    </Show>
  );
}
