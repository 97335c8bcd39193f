import { Progress } from '@kobalte/core/progress';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import LoaderCircle from 'lucide-solid/icons/loader-circle';
import RotateCcw from 'lucide-solid/icons/rotate-ccw';
import { createEffect, createSignal, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js';
import { PageFrame } from '../page/frame.tsx';
import { Button } from '../panel/ui/button.tsx';
import { Fingerprint } from './certificate.tsx';
import { FileWell } from './file-well.tsx';
import { MOST_BYTES } from './fingerprint.ts';
import { Known } from './known.tsx';
import { Marks } from './marks.tsx';
import { usePage } from './page-context.ts';
import { linkedFingerprint, MOST_SENT, readMarks, seek, type Problem, type Sought, type Stage } from './sought.ts';

/** Where does this file come from? Public, without an account. */
export function VerifyPage() {
  const page = usePage();
  const [sought, setSought] = createSignal<Sought | null>(null);
  const [stage, setStage] = createSignal<Stage>({ type: 'waiting' });
  let running = new AbortController();
  let answer!: HTMLElement;

  const anew = (): AbortSignal => {
    running.abort();
    running = new AbortController();
    return running.signal;
  };
  onCleanup(() => running.abort());

  function begin(what: Sought): void {
    setSought(what);
    void seek(what, page.routes, anew(), setStage);
  }
  function send(file: File, sha256: string): void {
    void readMarks(file, sha256, page.routes, anew(), setStage);
  }
  function again(): void {
    anew();
    setSought(null);
    setStage({ type: 'waiting' });
  }
  function retry(at: 'asking' | 'sending', sha256: string | undefined): void {
    const what = sought();
    if (what === null) return;
    if (at === 'sending' && what.from === 'file' && sha256 !== undefined) send(what.file, sha256);
    else begin(what);
  }

  const is = <T extends Stage['type']>(type: T) => {
    const now = stage();
    return now.type === type ? (now as Extract<Stage, { type: T }>) : undefined;
  };
  const settled = () => ['known', 'unknown', 'told', 'problem'].includes(stage().type);
  createEffect(on(settled, (over) => over && answer.focus({ preventScroll: true }), { defer: true }));
  onMount(() => {
    const linked = linkedFingerprint(location.search);
    if (linked !== null) begin({ from: 'link', sha256: linked });
  });

  return (
    <PageFrame language={page}>
      <h1 class="heading verify-title">{page.t('verify.title')}</h1>
      <p class="lead verify-lead">{page.t('verify.lead')}</p>
      <Show when={stage().type === 'waiting'}>
        <FileWell onSought={begin} />
        <p class="verify-private">{page.t('verify.private')}</p>
      </Show>
      <Show when={sought()}>
        {(what) => (
          <div class="sought" data-testid="verify-sought">
            <p>
              <b>{nameOf(page, what())}</b>
              <Show when={sizeOf(page, what())}>{(size) => <span class="muted"> · {size()}</span>}</Show>
            </p>
            <Button look="quiet" icon={<RotateCcw size={17} aria-hidden="true" />} onPress={again} data-testid="verify-again">
              {page.t(settled() ? 'verify.another' : 'verify.stop')}
            </Button>
          </div>
        )}
      </Show>
      <Show when={sought()?.from === 'link' && stage().type === 'known'}>
        <p class="verify-private">{page.t('verify.linkedText')}</p>
      </Show>
      <div aria-live="polite" class="verify-steps">
        <Switch>
          <Match when={is('reading')}>
            {(now) => (
              <Progress
                class="progress"
                value={now().read}
                maxValue={Math.max(1, now().of)}
                getValueLabel={({ value, max }) => `${Math.round((100 * value) / max)} %`}
              >
                <Progress.Label>{page.t('verify.reading')}</Progress.Label>
                <Progress.Track class="progress-track">
                  <Progress.Fill class="progress-fill" />
                </Progress.Track>
                <Progress.ValueLabel class="progress-value" />
              </Progress>
            )}
          </Match>
          <Match when={is('asking')}>
            <Waiting text={page.t('verify.asking')} />
          </Match>
          <Match when={is('sending')}>
            <Waiting text={page.t('verify.sending')} />
          </Match>
        </Switch>
      </div>
      <section ref={answer} class="verify-answer" tabindex="-1" aria-label={page.t('verify.certificate')} data-stage={stage().type}>
        <Switch>
          <Match when={is('known')} keyed>
            {(now) => <Known sha256={now.sha256} records={now.records} />}
          </Match>
          <Match when={is('unknown')} keyed>
            {(now) => <Unknown sha256={now.sha256} sought={sought()} onSend={(file) => send(file, now.sha256)} />}
          </Match>
          <Match when={is('told')} keyed>
            {(now) => <Marks report={now.report} />}
          </Match>
          <Match when={is('problem')} keyed>
            {(now) => <Trouble problem={now.problem} onRetry={(at) => retry(at, now.sha256)} />}
          </Match>
        </Switch>
      </section>
      <details class="verify-how">
        <summary>{page.t('verify.how')}</summary>
        <p>{page.t('verify.howText')}</p>
      </details>
    </PageFrame>
  );
}

function nameOf(page: ReturnType<typeof usePage>, sought: Sought): string {
  if (sought.from === 'text') return page.t('verify.pastedText');
  if (sought.from === 'link') return page.t('verify.linked');
  return sought.pasted && sought.file.name === 'image.png' ? page.t('verify.pastedFile') : sought.file.name;
}

function sizeOf(page: ReturnType<typeof usePage>, sought: Sought): string {
  return sought.from === 'file' ? page.format().bytes(sought.file.size) : '';
}

function Waiting(props: { readonly text: string }) {
  return (
    <p class="waiting-line">
      <LoaderCircle class="spin" size={20} aria-hidden="true" /> {props.text}
    </p>
  );
}

function Unknown(props: { readonly sha256: string; readonly sought: Sought | null; readonly onSend: (file: File) => void }) {
  const page = usePage();
  const file = () => (props.sought?.from === 'file' ? props.sought.file : undefined);
  const words = () => {
    if (props.sought?.from === 'text') return page.t('verify.unknownWords');
    return page.t(props.sought?.from === 'link' ? 'verify.unknownLink' : 'verify.unknownText');
  };
  return (
    <div class="verdict paper-card" data-verdict="unknown" data-testid="verify-unknown">
      <h2 class="heading small-heading">{page.t('verify.unknown')}</h2>
      <p>{words()}</p>
      <Fingerprint sha256={props.sha256} />
      <Show when={file()}>
        {(one) => (
          <div class="verify-send">
            <Show
              when={one().size <= MOST_SENT}
              fallback={<p class="muted">{page.t('verify.tooLarge', { size: page.format().bytes(MOST_SENT) })}</p>}
            >
              <p>{page.t('verify.marks')}</p>
              <Button look="main" onPress={() => props.onSend(one())} data-testid="verify-send">
                {page.t('verify.send', { size: page.format().bytes(one().size) })}
              </Button>
            </Show>
          </div>
        )}
      </Show>
    </div>
  );
}

function Trouble(props: { readonly problem: Problem; readonly onRetry: (at: 'asking' | 'sending') => void }) {
  const page = usePage();
  const words = () => {
    const { problem } = props;
    switch (problem.code) {
      case 'refused':
        return page.sentence({ code: problem.failure, fields: [] });
      case 'tooLarge':
        return page.t('verify.problem.tooLarge', { size: page.format().bytes(MOST_BYTES) });
      case 'unreadable':
      case 'empty':
      case 'link':
        return page.t(`verify.problem.${problem.code}`);
      default:
        return problem satisfies never;
    }
  };
  const at = () => (props.problem.code === 'refused' ? props.problem.at : undefined);
  return (
    <div class="trouble" role="alert" data-testid="verify-problem">
      <CircleAlert size={22} aria-hidden="true" />
      <p>{words()}</p>
      <Show when={at()}>{(when) => <Button onPress={() => props.onRetry(when())}>{page.t('action.retry')}</Button>}</Show>
    </div>
  );
}
