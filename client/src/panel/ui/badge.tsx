import type { Kind } from '@oto/schema/board/kind';
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
