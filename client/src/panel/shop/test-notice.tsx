import FlaskConical from 'lucide-solid/icons/flask-conical';
import { useApp } from '../../app/context.ts';

/** Says before anything else that no money is taken here. */
export function TestNotice() {
  const app = useApp();
  return (
    <div class="test-notice" role="note" data-testid="test-payments">
      <FlaskConical size={22} aria-hidden="true" />
      <div>
        <p class="test-title">{app.t('buy.testTitle')}</p>
        <p class="small">{app.t('buy.testText')}</p>
      </div>
    </div>
  );
}
