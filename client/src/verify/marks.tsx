import type { VerifyReport } from '@oto/schema/contract/provenance';
import { Show } from 'solid-js';
import { Certificate, Fingerprint } from './certificate.tsx';
import { usePage } from './page-context.ts';
import { sourceTypeOf, verdictOf } from './verdict.ts';

/** What a file whose bytes we do not know says of itself, and what that is worth. */
export function Marks(props: { readonly report: VerifyReport }) {
  const page = usePage();
  const verdict = () => verdictOf(props.report);
  const credential = () => props.report.credential;
  const signed = () => (credential()?.ours === true ? (credential()?.manifest ?? undefined) : undefined);
  const text = () => page.t(`verify.verdict.${verdict()}Text`, { issuer: credential()?.issuer ?? '' });
  return (
    <>
      <section class="verdict paper-card" data-verdict={verdict()} data-testid="verify-verdict">
        <h2 class="heading small-heading">{page.t(`verify.verdict.${verdict()}`)}</h2>
        <p>{text()}</p>
        <Show when={verdict() === 'foreign' && credential()?.intact === false}>
          <p>{page.t('verify.verdict.foreignAltered')}</p>
        </Show>
        <Show when={signed() === undefined}>
          <dl class="certificate-facts">
            <Show when={props.report.sourceType}>
              {(address) => (
                <div>
                  <dt>{page.t('verify.says')}</dt>
                  <dd data-testid="verify-source">{sourceWords(page, address())}</dd>
                </div>
              )}
            </Show>
            <Show when={credential()?.title}>
              {(title) => (
                <div>
                  <dt>{page.t('verify.credentialTitle')}</dt>
                  <dd>{title()}</dd>
                </div>
              )}
            </Show>
            <div>
              <dt>{page.t('verify.fingerprint')}</dt>
              <dd>
                <Fingerprint sha256={props.report.sha256} />
              </dd>
            </div>
          </dl>
        </Show>
      </section>
      <Show when={signed()}>
        {(manifest) => (
          <Certificate
            record={{ ...manifest(), variant: 'main', shown: true, trained: manifest().steps.some((step) => step.trained) }}
            sha256={props.report.sha256}
            signature={credential()?.intact === true ? 'server' : 'altered'}
            onRetry={() => {}}
          />
        )}
      </Show>
    </>
  );
}

function sourceWords(page: ReturnType<typeof usePage>, address: string): string {
  const type = sourceTypeOf(address);
  return 'known' in type ? page.t(`verify.source.${type.known}`) : type.other;
}
