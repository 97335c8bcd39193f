import { RadioGroup } from '@kobalte/core/radio-group';
import { KINDS, type Kind } from '@oto/schema/board/kind';
import { CORD_COLOURS } from '@oto/schema/board/palette';
import type { Agent } from '@oto/schema/contract/agent';
import { useQueryClient } from '@tanstack/solid-query';
import { createMemo, createSignal, For, Show } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import type { Key } from '../../i18n/language.ts';
import { shorten } from '../../app/live.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Choice, type Option } from '../ui/choice.tsx';
import { Field } from '../ui/field.tsx';
import { KindMark } from '../ui/kind-mark.tsx';
import { cordColour, GoldPostIt } from '../ui/post-it.tsx';
import { Window } from '../ui/window.tsx';

const FEE_MAX = 1000;

/** Makes an agent, or a new version of one of mine. The gold note at its side is what will hang on the board. */
export function AgentDialog(props: { readonly edit?: Agent | undefined }) {
  const app = useApp();
  const queries = useQueryClient();
  const old = props.edit;
  const [kind, setKind] = createSignal<Kind>(old?.kind ?? 'text');
  const [name, setName] = createSignal(old?.name ?? '');
  const [role, setRole] = createSignal(old?.role ?? '');
  const [instructions, setInstructions] = createSignal(old?.instructions ?? '');
  const [chosenEngine, setEngine] = createSignal<string | null>(old?.engine ?? null);
  const [chosenModel, setModel] = createSignal<string | null>(old?.model ?? null);
  const [fee, setFee] = createSignal(String(old?.fee ?? 0));
  const [colour, setColour] = createSignal(old?.colour ?? Math.floor(Math.random() * CORD_COLOURS.length));
  const [busy, setBusy] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);

  const engines = createMemo(() => (app.world()?.engines ?? []).filter((engine) => engine.kind === kind()));
  const engine = createMemo(
    () => engines().find((one) => one.id === chosenEngine()) ?? engines().find((one) => one.healthy) ?? engines()[0],
  );
  const model = createMemo(() => {
    const models = engine()?.models ?? [];
    return models.find((one) => one === chosenModel()) ?? models[0];
  });
  const engineOptions = createMemo<Option[]>(() =>
    engines().map((one) => ({
      value: one.id,
      label: one.name,
      detail: [
        one.trained ? null : app.t('badge.builtIn'),
        one.accepts.length === 0
          ? null
          : app.t('agent.alsoTakes', { what: app.format().list(one.accepts.map((role) => app.t(`agent.takes.${role}`))) }),
        app.t('agent.ceiling', { tokens: app.count('tokens', one.ceiling) }),
        one.healthy ? null : app.t('agent.engineDown'),
      ]
        .filter((part) => part !== null)
        .join(' · '),
    })),
  );
  const feeNumber = () => Number(fee());
  const feeWrong = () => !Number.isInteger(feeNumber()) || feeNumber() < 0 || feeNumber() > FEE_MAX || fee().trim() === '';
  const nameWrong = () => name().trim() === '';

  async function submit(): Promise<void> {
    setTried(true);
    if (nameWrong() || feeWrong() || busy()) return;
    setBusy(true);
    setFailure(null);
    const chosen = engine();
    const chosenModelName = model();
    const fields = {
      name: name().trim(),
      role: role().trim(),
      instructions: instructions().trim(),
      fee: feeNumber(),
      colour: colour(),
      lang: app.lang(),
      ...(chosen === undefined ? {} : { engine: chosen.id }),
      ...(chosenModelName === undefined ? {} : { model: chosenModelName }),
    };
    const answer = old === undefined ? await app.api.createAgent({ ...fields, kind: kind() }) : await app.api.editAgent(old.id, fields);
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.failure);
      return;
    }
    const agent = answer.value;
    queries.setQueryData(KEYS.agent(agent.id), agent);
    void queries.invalidateQueries({ queryKey: KEYS.agents });
    app.board()?.refreshCards([agent.id]);
    app.showDialog(null);
    app.notify({ tone: 'done', title: app.t(old === undefined ? 'agent.made' : 'agent.edited', { name: agent.name }) });
    if (old === undefined) app.flyToNote(agent.id, agent.plot, { x: agent.seat[0], y: agent.seat[1] });
  }

  return (
    <Window
      title={app.t(old === undefined ? 'agent.title' : 'agent.editTitle')}
      text={app.t('agent.lead')}
      testid="agent-dialog"
      class="window-wide"
      onClose={() => app.showDialog(null)}
    >
      <form
        class="agent-form"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div class="agent-sample" aria-hidden="true">
          <GoldPostIt
            size="large"
            kind={kind()}
            colour={colour()}
            name={name().trim() || app.t('agent.sampleName')}
            role={role().trim() || app.t(`agent.sampleRole.${kind()}`)}
            words={shorten(instructions(), 70)}
          />
        </div>
        <div class="form">
          <RadioGroup class="field" value={kind()} onChange={(value) => setKind(value as Kind)} disabled={old !== undefined}>
            <RadioGroup.Label class="field-label">{app.t('agent.kind')}</RadioGroup.Label>
            <div class="kind-choice">
              <For each={KINDS}>
                {(one) => (
                  <RadioGroup.Item value={one} class="kind-item" data-kind={one}>
                    <RadioGroup.ItemInput data-testid={`agent-kind-${one}-input`} />
                    <RadioGroup.ItemLabel class="kind-label" data-testid={`agent-kind-${one}`}>
                      <KindMark kind={one} />
                      {app.t(`kind.${one}`)}
                    </RadioGroup.ItemLabel>
                  </RadioGroup.Item>
                )}
              </For>
            </div>
          </RadioGroup>
          <div class="two">
            <Field
              label={app.t('agent.name')}
              value={name()}
              onInput={setName}
              testid="agent-name"
              max={40}
              error={tried() && nameWrong() ? app.t('agent.nameMissing') : undefined}
              required
            />
            <Field
              label={app.t('agent.role')}
              value={role()}
              onInput={setRole}
              testid="agent-role"
              max={60}
              placeholder={app.t(`agent.sampleRole.${kind()}`)}
            />
          </div>
          <Field
            label={app.t('agent.instructions')}
            hint={app.t('agent.instructionsHint')}
            value={instructions()}
            onInput={setInstructions}
            testid="agent-instructions"
            rows={4}
            max={2000}
            aside={
              <span class="counter">
                {app.format().number(instructions().length)} / {app.format().number(2000)}
              </span>
            }
          />
          <div class="two">
            <Show when={engine()}>
              {(one) => (
                <Choice
                  label={app.t('agent.engine')}
                  options={engineOptions()}
                  value={one().id}
                  onChoose={setEngine}
                  testid="agent-engine"
                />
              )}
            </Show>
            <Show when={(engine()?.models.length ?? 0) > 1 ? model() : undefined}>
              {(one) => (
                <Choice
                  label={app.t('agent.model')}
                  options={(engine()?.models ?? []).map((value) => ({ value, label: value }))}
                  value={one()}
                  onChoose={setModel}
                  testid="agent-model"
                />
              )}
            </Show>
            <Field
              label={app.t('agent.fee')}
              hint={app.t('agent.feeHint')}
              type="number"
              value={fee()}
              onInput={setFee}
              testid="agent-fee"
              error={feeWrong() ? app.t('agent.feeWrong', { n: FEE_MAX }) : undefined}
            />
          </div>
          <RadioGroup class="field" value={String(colour())} onChange={(value) => setColour(Number(value))}>
            <RadioGroup.Label class="field-label">{app.t('agent.colour')}</RadioGroup.Label>
            <div class="colour-choice">
              <For each={CORD_COLOURS}>
                {(_, index) => (
                  <RadioGroup.Item value={String(index())} class="colour-item">
                    <RadioGroup.ItemInput aria-label={app.t(`colour.${index()}` as Key)} />
                    <RadioGroup.ItemControl
                      class="colour-dot"
                      style={{ '--pin': cordColour(index()) }}
                      data-testid={`agent-colour-${index()}`}
                    />
                  </RadioGroup.Item>
                )}
              </For>
            </div>
          </RadioGroup>
          <Show when={failure()}>
            {(one) => (
              <p class="form-error" role="alert">
                {app.sentence(one())}
              </p>
            )}
          </Show>
          <Button type="submit" look="main" class="wide" pending={busy()} data-testid="agent-submit">
            {app.t(old === undefined ? 'agent.submit' : 'agent.save')}
          </Button>
        </div>
      </form>
    </Window>
  );
}
