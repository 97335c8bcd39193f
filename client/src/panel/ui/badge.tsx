import type { Kind } from '@oto/schema/board/kind';
import Brain from 'lucide-solid/icons/brain';
import Cog from 'lucide-solid/icons/cog';
import { useApp } from '../../app/context.ts';
import { KindMark } from './kind-mark.tsx';

export function KindBadge(props: { readonly kind: Kind; readonly agent?: boolean }) {
  const app = useApp();
  return (
    <span class="badge" data-kind={props.agent ? 'agent' : props.kind}>
      <KindMark kind={props.kind} size={15} />
      {props.agent ? app.t('kind.agentOf', { kind: app.t(`kind.${props.kind}`).toLowerCase() }) : app.t(`kind.${props.kind}`)}
    </span>
  );
}

/** Says plainly that no AI model was at work. */
export function BuiltInBadge() {
  const app = useApp();
  return (
    <span class="badge badge-plain" data-testid="badge-built-in">
      <Cog size={14} aria-hidden="true" />
      {app.t('badge.builtIn')}
    </span>
  );
}

/** Says that a trained model was at work. */
export function TrainedBadge() {
  const app = useApp();
  return (
    <span class="badge badge-plain" data-testid="badge-trained">
      <Brain size={14} aria-hidden="true" />
      {app.t('badge.trained')}
    </span>
  );
}
