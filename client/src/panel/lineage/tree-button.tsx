import type { Id } from '@oto/schema/base/id';
import Network from 'lucide-solid/icons/network';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';

/** Opens the tree of a creation. */
export function TreeButton(props: { readonly id: Id }) {
  const app = useApp();
  return (
    <Button
      icon={<Network size={18} aria-hidden="true" />}
      onPress={() => app.showDialog({ type: 'lineage', id: props.id })}
      title={app.t('lineage.openLong')}
      data-testid="lineage-open"
    >
      {app.t('lineage.open')}
    </Button>
  );
}
