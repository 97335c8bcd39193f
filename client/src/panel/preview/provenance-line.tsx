import type { Creation } from '@oto/schema/contract/creation';
import Fingerprint from 'lucide-solid/icons/fingerprint-pattern';
import { useApp } from '../../app/context.ts';

/** In one line what the file says of itself, and the way to ask. */
export function ProvenanceLine(props: { readonly creation: Creation }) {
  const app = useApp();
  const trained = () => props.creation.steps.some((step) => step.trained);
  const path = () => {
    const sha256 = props.creation.media.find((one) => one.variant === 'main')?.sha256;
    return sha256 === undefined ? '/verify' : `/verify?sha256=${sha256}`;
  };
  return (
    <p class="provenance" data-testid="provenance">
      <Fingerprint size={17} aria-hidden="true" />
      <span>
        {app.t(trained() ? 'provenance.trained' : 'provenance.builtIn')}{' '}
        <a class="link" href={path()} rel="external" data-testid="provenance-verify">
          {app.t('provenance.ask')}
        </a>
      </span>
    </p>
  );
}
