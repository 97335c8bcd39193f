import type { Me } from '@oto/schema/contract/identity';
import Download from 'lucide-solid/icons/download';
import { createSignal } from 'solid-js';
import { EXPORT_PATH } from '../../api/account-routes.ts';
import { atApi } from '../../api/origin.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { LeaveForm } from './leave-form.tsx';

/** Take everything away, or leave. */
export function DataPage(props: { readonly me: Me }) {
  const app = useApp();
  const [busy, setBusy] = createSignal(false);

  async function take(): Promise<void> {
    if (busy()) return;
    setBusy(true);
    if (await app.confirmed()) {
      const link = document.createElement('a');
      link.href = atApi(EXPORT_PATH);
      link.download = '';
      link.click();
      app.notify({ tone: 'info', title: app.t('export.begun'), text: app.t('export.begunText') });
    }
    setBusy(false);
  }

  return (
    <>
      <section class="account-part" aria-labelledby="account-export">
        <h3 class="subheading" id="account-export">
          {app.t('export.title')}
        </h3>
        <p>{app.t('export.text')}</p>
        <Button icon={<Download size={17} aria-hidden="true" />} pending={busy()} onPress={() => void take()} data-testid="export-take">
          {app.t('export.take')}
        </Button>
      </section>
      <section class="account-part" aria-labelledby="account-leave">
        <h3 class="subheading" id="account-leave">
          {app.t('leave.title')}
        </h3>
        <LeaveForm me={props.me} />
      </section>
    </>
  );
}
