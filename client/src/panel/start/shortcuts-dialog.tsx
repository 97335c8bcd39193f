import { For, Show } from 'solid-js';
import MessageSquareHeart from 'lucide-solid/icons/message-square-heart';
import { COMMAND_GROUPS, COMMANDS, type CommandGroup } from '../../app/commands.ts';
import { keyCaps } from '../../app/command-keys.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { Window } from '../ui/window.tsx';
import { BOARD_KEYS } from './board-keys.ts';

type Line = { readonly title: string; readonly keys: readonly string[] };

/** Every key there is, by what it is for; the same registry that the palette runs. */
export function ShortcutsDialog() {
  const app = useApp();
  const groups = (): readonly { readonly title: string; readonly lines: readonly Line[] }[] => [
    { title: app.t('keys.board'), lines: BOARD_KEYS.map(({ title, keys }) => ({ title: app.t(title), keys })) },
    ...COMMAND_GROUPS.map((group) => ({ title: app.t(`shortcuts.${group}`), lines: linesOf(group) })),
  ];
  const linesOf = (group: CommandGroup): Line[] =>
    COMMANDS.flatMap((command) =>
      command.group === group && command.keys !== undefined ? [{ title: command.title(app.t, app), keys: command.keys }] : [],
    );
  return (
    <Window
      title={app.t('shortcuts.title')}
      text={app.t('shortcuts.text')}
      onClose={() => app.showDialog(null)}
      testid="shortcuts"
      class="shortcuts"
    >
      <div class="shortcuts-groups">
        <For each={groups().filter(({ lines }) => lines.length > 0)}>
          {(group) => (
            <section>
              <h3 class="subheading">{group.title}</h3>
              <dl class="shortcuts-list">
                <For each={group.lines}>
                  {(line) => (
                    <div>
                      <dt>{line.title}</dt>
                      <dd>
                        <For each={line.keys}>
                          {(keys, index) => (
                            <>
                              <Show when={index() > 0}>
                                <span class="muted"> {app.t('shortcuts.or')} </span>
                              </Show>
                              <For each={keyCaps(keys, app.t)}>{(cap) => <kbd>{cap}</kbd>}</For>
                            </>
                          )}
                        </For>
                      </dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          )}
        </For>
      </div>
      <div class="row end">
        <Button
          icon={<MessageSquareHeart size={17} aria-hidden="true" />}
          onPress={() => app.showDialog({ type: 'feedback' })}
          data-testid="shortcuts-feedback"
        >
          {app.t('feedback.open')}
        </Button>
      </div>
    </Window>
  );
}
