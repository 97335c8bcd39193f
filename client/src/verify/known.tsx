import type { ProvenanceRecord } from '@oto/schema/contract/provenance';
import { createResource, For, Show } from 'solid-js';
import { Certificate } from './certificate.tsx';
import { usePage } from './page-context.ts';
import { checkSignature } from './signature.ts';
import type { SignatureState } from './signature-line.tsx';

/** The certificates of a fingerprint we know, each with its signature checked here. */
export function Known(props: { readonly sha256: string; readonly records: readonly ProvenanceRecord[] }) {
  const page = usePage();
  return (
    <>
      <Show when={props.records.length > 1}>
        <p class="lead center">{page.count('verify.several', props.records.length)}</p>
      </Show>
      <For each={props.records}>{(record) => <Checked sha256={props.sha256} record={record} />}</For>
    </>
  );
}

function Checked(props: { readonly sha256: string; readonly record: ProvenanceRecord }) {
  const page = usePage();
  const [state, { refetch }] = createResource<SignatureState>(async () => {
    const { manifest } = props.record;
    // A signature cannot be shortened: one that says what is no longer to be said stays with the server.
    if (manifest === null) return 'withheld';
    const keys = await page.routes.publishedKeys();
    return keys.ok ? checkSignature(manifest, keys.value, { sha256: props.sha256, record: props.record }) : 'unreachable';
  });
  return (
    <Certificate
      record={props.record}
      sha256={props.sha256}
      signature={state.loading ? 'checking' : (state() ?? 'checking')}
      onRetry={() => void refetch()}
    />
  );
}
