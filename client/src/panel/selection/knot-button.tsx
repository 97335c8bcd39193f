import Spool from 'lucide-solid/icons/spool';
import { Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { knot, mayKnot } from '../lineage/knot.ts';
import { BarButton } from './bar-button.tsx';

/** One creation from these: shown where all may be creations. */
export function KnotButton(props: { readonly ids: readonly string[] }) {
  const app = useApp();
  return (
    <Show when={mayKnot(app, props.ids)}>
      <BarButton
        icon={<Spool size={18} aria-hidden="true" />}
        word={app.t('knot.do')}
        label={app.t('knot.doLong')}
        testid="knot"
        onPress={() => void knot(app, props.ids)}
      />
    </Show>
  );
}
