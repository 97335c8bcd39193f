import { DropdownMenu } from '@kobalte/core/dropdown-menu';
import type { Creation } from '@oto/schema/contract/creation';
import ChevronDown from 'lucide-solid/icons/chevron-down';
import Download from 'lucide-solid/icons/download';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { FORMS, takeAway, takenPath } from './download.ts';

/** Takes the file away in its usual form; beside it, the other forms of its kind. */
export function DownloadButton(props: { readonly creation: Creation }) {
  const app = useApp();
  const forms = () => FORMS[props.creation.kind];
  return (
    <div class="split" classList={{ whole: forms().length === 1 }}>
      <Button
        icon={<Download size={18} aria-hidden="true" />}
        onPress={() => takeAway(takenPath(props.creation, forms()[0]))}
        data-testid="download"
      >
        {app.t('action.download')}
      </Button>
      <Show when={forms().length > 1}>
        <DropdownMenu gutter={6} placement="top-end" modal={false}>
          <DropdownMenu.Trigger class="button split-more" aria-label={app.t('download.forms')} data-testid="download-forms">
            <ChevronDown size={17} aria-hidden="true" />
          </DropdownMenu.Trigger>
          <DropdownMenu.Portal>
            <DropdownMenu.Content class="menu">
              <For each={forms()}>
                {(form) => (
                  <DropdownMenu.Item
                    class="menu-item"
                    onSelect={() => takeAway(takenPath(props.creation, form))}
                    data-testid={`download-${form}`}
                  >
                    <b class="download-form">{form.toUpperCase()}</b> {app.t(`download.${form}`)}
                  </DropdownMenu.Item>
                )}
              </For>
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu>
      </Show>
    </div>
  );
}
