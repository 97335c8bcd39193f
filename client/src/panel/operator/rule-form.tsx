import { REASON_CODES, type HouseRule, type HouseRuleRequest, type Reason } from '@oto/schema/contract/moderation';
import { createSignal, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Field } from '../ui/field.tsx';
import { PhraseField } from './phrase-field.tsx';
import { addPhrases } from './phrases.ts';

const MOST_ADVICE = 200;

/** A new rule, or a change of one. */
export function RuleForm(props: {
  readonly rule: HouseRule | null;
  readonly pending: boolean;
  readonly onSave: (rule: Required<HouseRuleRequest>) => void;
  readonly onGiveUp: () => void;
}) {
  const app = useApp();
  const [phrases, setPhrases] = createSignal<readonly string[]>(props.rule?.phrases ?? []);
  const [typed, setTyped] = createSignal('');
  const [reason, setReason] = createSignal<Reason>(props.rule?.reason ?? 'house_rule');
  const [adviceFr, setAdviceFr] = createSignal(props.rule?.adviceFr ?? '');
  const [adviceEn, setAdviceEn] = createSignal(props.rule?.adviceEn ?? '');
  /** With what is still being written. */
  const all = () => addPhrases(phrases(), typed()).phrases;

  function save(): void {
    if (all().length === 0 || props.pending) return;
    props.onSave({
      phrases: [...all()],
      reason: reason(),
      adviceFr: adviceFr().trim(),
      adviceEn: adviceEn().trim(),
      enabled: props.rule?.enabled ?? true,
    });
  }

  return (
    <form
      class="form rule-form"
      data-testid="rule-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <PhraseField phrases={phrases()} typed={typed()} onTyped={setTyped} onChange={setPhrases} />
      <Choice
        label={app.t('operator.reasonOf')}
        options={REASON_CODES.map((code) => ({ value: code, label: app.t(`reason.${code}`) }))}
        value={reason()}
        onChoose={(code) => setReason(code as Reason)}
        testid="rule-reason"
      />
      <div class="two">
        <Field label={app.t('operator.adviceFr')} value={adviceFr()} onInput={setAdviceFr} max={MOST_ADVICE} testid="rule-advice-fr" />
        <Field label={app.t('operator.adviceEn')} value={adviceEn()} onInput={setAdviceEn} max={MOST_ADVICE} testid="rule-advice-en" />
      </div>
      <p class="field-hint">{app.t('operator.adviceHint')}</p>
      <div class="row wrap">
        <Button type="submit" look="main" pending={props.pending} disabled={all().length === 0} data-testid="rule-save">
          {app.t(props.rule === null ? 'operator.addRule' : 'operator.saveRule')}
        </Button>
        <Button look="quiet" disabled={props.pending} onPress={() => props.onGiveUp()}>
          {app.t('operator.giveUp')}
        </Button>
        <Show when={all().length === 0}>
          <span class="muted small">{app.t('operator.needPhrase')}</span>
        </Show>
      </div>
    </form>
  );
}
