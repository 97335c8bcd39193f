import { RadioGroup } from '@kobalte/core/radio-group';
import {
  CaseDecision,
  REPORT_REASON_CODES,
  REPORT_REASONS,
  SANCTIONS_OF,
  type ReportCase,
  type ReportReason,
  type Sanction,
} from '@oto/schema/contract/safety';
import Gavel from 'lucide-solid/icons/gavel';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/field.tsx';
import { ConfirmButton } from './confirm-button.tsx';
import type { Deeds } from './deeds.ts';

const ANSWER = CaseDecision.shape.answer;
const FACTS_MOST = CaseDecision.shape.facts.unwrap().maxLength ?? 2000;
const LEAST = ANSWER.minLength ?? 3;

/** What is done, on which ground, by which facts; the owner reads all of it, who reported reads the answer. */
export function DecisionForm(props: { readonly case: ReportCase; readonly deeds: Deeds }) {
  const app = useApp();
  const one = () => props.case;
  const [sanction, setSanction] = createSignal<Sanction>('none');
  const [ground, setGround] = createSignal<'law' | 'terms'>('terms');
  const [reason, setReason] = createSignal<ReportReason>(props.case.reports[0]?.reason ?? 'other');
  const [facts, setFacts] = createSignal('');
  const [answer, setAnswer] = createSignal('');
  const acts = () => sanction() !== 'none';
  const ready = () => answer().trim().length >= LEAST && (!acts() || facts().trim().length >= LEAST);
  // Once a language: a list that is made anew under the pointer loses what it points at.
  const grounds = createMemo(() => (['terms', 'law'] as const).map((value) => ({ value, label: app.t(`safety.ground.${value}`) })));
  const reasons = createMemo(() => REPORT_REASON_CODES.map((value) => ({ value, label: REPORT_REASONS[value][app.lang()] })));
  const key = () => `case ${one().id}`;

  function decide(): void {
    void props.deeds.perform(
      key(),
      () =>
        app.api.decideCase(one().subject, one().id, {
          sanction: sanction(),
          ground: ground(),
          reason: reason(),
          facts: facts().trim(),
          answer: answer().trim(),
        }),
      app.t('safety.decided'),
      [KEYS.operator('reports'), KEYS.operator('statements')],
    );
  }

  return (
    <div class="decision-form" data-testid="decision-form">
      <h4 class="subheading">{app.t('safety.decide')}</h4>
      <RadioGroup
        class="field"
        value={sanction()}
        onChange={(value) => setSanction(SANCTIONS_OF[one().subject].find((known) => known === value) ?? 'none')}
      >
        <RadioGroup.Label class="field-label">{app.t('safety.sanction')}</RadioGroup.Label>
        <For each={SANCTIONS_OF[one().subject]}>
          {(value) => (
            <RadioGroup.Item value={value} class="radio" data-testid={`decision-${value}`}>
              <RadioGroup.ItemInput />
              <RadioGroup.ItemControl class="radio-dot" />
              <RadioGroup.ItemLabel>
                <strong>{app.t(`safety.do.${value}`)}</strong>
                <small>{app.t(`safety.does.${value}`)}</small>
              </RadioGroup.ItemLabel>
            </RadioGroup.Item>
          )}
        </For>
      </RadioGroup>
      <Show when={acts()}>
        <div class="decision-choices">
          <Choice
            label={app.t('safety.ground')}
            options={grounds()}
            value={ground()}
            onChoose={(value) => setGround(value === 'law' ? 'law' : 'terms')}
            testid="decision-ground"
          />
          <Choice
            label={app.t('safety.reason')}
            options={reasons()}
            value={reason()}
            onChoose={(value) => setReason(REPORT_REASON_CODES.find((code) => code === value) ?? 'other')}
            testid="decision-reason"
          />
        </div>
      </Show>
      <Show when={acts()}>
        <Field
          label={app.t('safety.factsFor')}
          hint={app.t('safety.factsHint')}
          value={facts()}
          onInput={setFacts}
          rows={3}
          max={FACTS_MOST}
          testid="decision-facts"
        />
      </Show>
      <Field
        label={app.t('safety.answerFor')}
        value={answer()}
        onInput={setAnswer}
        rows={2}
        max={ANSWER.maxLength ?? 1000}
        testid="decision-answer"
      />
      <ConfirmButton
        danger={acts()}
        label={app.t(`safety.do.${sanction()}`)}
        ask={app.t(`safety.ask.${sanction()}`)}
        yes={app.t('safety.yes')}
        icon={<Gavel size={16} aria-hidden="true" />}
        pending={props.deeds.busy() === key()}
        disabled={!ready() || props.deeds.busy() !== null}
        onConfirm={decide}
        testid="decision-do"
      />
    </div>
  );
}
