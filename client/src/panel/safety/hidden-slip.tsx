import type { Id } from '@oto/schema/base/id';
import EyeOff from 'lucide-solid/icons/eye-off';
import { useApp } from '../../app/context.ts';
import { hideForMe } from '../../app/hidden-notes.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';

/** Instead of a note that one has hidden for oneself. */
export function HiddenSlip(props: { readonly id: Id }) {
  const app = useApp();
  return (
    <Sheet title={app.t('safety.hiddenTitle')} testid="preview" onClose={() => app.showSide(null)}>
      <div class="empty">
        <EyeOff size={34} aria-hidden="true" />
        <p class="muted">{app.t('safety.hiddenText')}</p>
        <Button
          onPress={() => {
            hideForMe(props.id, false);
            app.board()?.refreshCards([props.id]);
          }}
          data-testid="hide-for-me"
        >
          {app.t('safety.showAgain')}
        </Button>
      </div>
    </Sheet>
  );
}
