import { Switch } from '@kobalte/core/switch';
import type { HouseRule } from '@oto/schema/contract/moderation';
import Pencil from 'lucide-solid/icons/pencil';
import Plus from 'lucide-solid/icons/plus';
import Trash2 from 'lucide-solid/icons/trash';
import { createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import { createDeeds, type Deeds } from './deeds.ts';
import { Freshness } from './freshness.tsx';
import { useRules } from './queries.ts';
import { RuleForm } from './rule-form.tsx';

const TOUCHES = [KEYS.operator('rules')];

/** What the house refuses beside the law: words and phrases, with what to say to whoever wrote them. */
export function RulesPage() {
  const app = useApp();
  const asked = useRules();
  const deeds = createDeeds();
  /** Which rule's form is open. */
  const [open, setOpen] = createSignal<'new' | HouseRule['id'] | null>(null);
  return (
    <>
      <Freshness asked={asked} />
      <div class="page-head">
        <p class="muted">{app.t('operator.rulesLead')}</p>
        <Show when={open() !== 'new'}>
          <Button icon={<Plus size={17} aria-hidden="true" />} onPress={() => setOpen('new')} data-testid="rule-new">
            {app.t('operator.newRule')}
          </Button>
        </Show>
      </div>
      <Show when={open() === 'new'}>
        <RuleForm
          rule={null}
          pending={deeds.busy() === 'new'}
          onGiveUp={() => setOpen(null)}
          onSave={(rule) =>
            void deeds
              .perform('new', () => app.api.addRule(rule), app.t('operator.ruleAdded'), TOUCHES)
              .then((done) => done && setOpen(null))
          }
        />
      </Show>
      <Loaded asked={asked} lines={5}>
        {(rules) => (
          <Show
            when={rules().length > 0 || open() === 'new'}
            fallback={<Empty title={app.t('operator.noRule')} text={app.t('operator.noRuleText')} />}
          >
            <ul class="rules">
              <For each={rules()}>
                {(rule) => (
                  <RuleCard rule={rule} deeds={deeds} editing={open() === rule.id} onEdit={(on) => setOpen(on ? rule.id : null)} />
                )}
              </For>
            </ul>
          </Show>
        )}
      </Loaded>
    </>
  );
}

function RuleCard(props: {
  readonly rule: HouseRule;
  readonly deeds: Deeds;
  readonly editing: boolean;
  readonly onEdit: (on: boolean) => void;
}) {
  const app = useApp();
  const rule = () => props.rule;
  const key = (deed: string) => `${rule().id} ${deed}`;

  function turn(enabled: boolean): void {
    void props.deeds.perform(
      key('turn'),
      () => app.api.changeRule(rule().id, { enabled }),
      app.t(enabled ? 'operator.ruleOn' : 'operator.ruleOff'),
      TOUCHES,
    );
  }

  return (
    <li class="rule" data-enabled={rule().enabled} data-testid="rule" data-id={rule().id}>
      <div class="rule-head">
        <ul class="chips" aria-label={app.t('operator.phrases')}>
          <For each={rule().phrases}>{(phrase) => <li class="chip phrase">{phrase}</li>}</For>
        </ul>
        <span class="rule-count">{app.count('operator.refused', rule().refusedLastWeek)}</span>
      </div>
      <p class="small">
        <span class="refusal-reason">{app.t(`reason.${rule().reason}`)}</span>{' '}
        <span class="muted">{adviceIn(rule(), app.lang()) || app.t('operator.usualAdvice')}</span>
      </p>
      <div class="rule-deeds">
        <Switch
          class="switch"
          checked={rule().enabled}
          disabled={props.deeds.busy() !== null}
          onChange={turn}
          aria-busy={props.deeds.busy() === key('turn')}
        >
          <Switch.Input data-testid="rule-switch" />
          <Switch.Control class="switch-track">
            <Switch.Thumb class="switch-thumb" />
          </Switch.Control>
          <Switch.Label>{app.t('operator.inForce')}</Switch.Label>
        </Switch>
        <Button
          look="quiet"
          icon={<Pencil size={16} aria-hidden="true" />}
          aria-expanded={props.editing}
          onPress={() => props.onEdit(!props.editing)}
          data-testid="rule-edit"
        >
          {app.t('agent.edit')}
        </Button>
        <ConfirmButton
          danger
          label={app.t('operator.remove')}
          ask={app.t('operator.removeAsk')}
          yes={app.t('operator.removeYes')}
          icon={<Trash2 size={16} aria-hidden="true" />}
          pending={props.deeds.busy() === key('remove')}
          disabled={props.deeds.busy() !== null}
          onConfirm={() =>
            void props.deeds.perform(key('remove'), () => app.api.removeRule(rule().id), app.t('operator.ruleRemoved'), TOUCHES)
          }
          testid="rule-remove"
        />
      </div>
      <Show when={props.editing}>
        <RuleForm
          rule={rule()}
          pending={props.deeds.busy() === key('save')}
          onGiveUp={() => props.onEdit(false)}
          onSave={(change) =>
            void props.deeds
              .perform(key('save'), () => app.api.changeRule(rule().id, change), app.t('operator.ruleSaved'), TOUCHES)
              .then((done) => done && props.onEdit(false))
          }
        />
      </Show>
    </li>
  );
}

function adviceIn(rule: HouseRule, lang: 'fr' | 'en'): string {
  return lang === 'fr' ? rule.adviceFr : rule.adviceEn;
}
