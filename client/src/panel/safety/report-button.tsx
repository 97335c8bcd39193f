import type { Id } from '@oto/schema/base/id';
import type { ReportSubject } from '@oto/schema/contract/safety';
import Flag from 'lucide-solid/icons/flag';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';

/** Opens the report of a note, a comment or a member; for watchers too. */
export function ReportButton(props: { readonly subject: ReportSubject; readonly id: Id; readonly title: string }) {
  const app = useApp();
  return (
    <Button
      look="quiet"
      icon={<Flag size={16} aria-hidden="true" />}
      data-testid={`report-${props.subject}`}
      onPress={() => app.showDialog({ type: 'report', subject: props.subject, id: props.id, title: props.title })}
    >
      {app.t('safety.report')}
    </Button>
  );
}
