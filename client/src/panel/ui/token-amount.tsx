import { useApp } from '../../app/context.ts';

/** The drawn coin; words or a number stand beside it. */
export function TokenCoin(props: { readonly size?: number }) {
  return (
    <svg class="coin" width={props.size ?? 18} height={props.size ?? 18} viewBox="0 0 20 20" aria-hidden="true">
      <circle cx="10" cy="10" r="8.4" class="coin-body" />
      <path
        d="M4 9.6c.2-4 3-6.2 6.3-6.1 3.500.1 6 2.900 5.800 6.600-.2 3.600-2.900 6-6.200 5.900-3.400-.1-6-2.700-5.900-6.400Z"
        class="coin-line"
      />
      <path d="M7 7.500h6M10 7.500v5.200" class="coin-line" />
    </svg>
  );
}

export function TokenAmount(props: { readonly n: number }) {
  const app = useApp();
  return (
    <span class="tokens">
      <TokenCoin size={16} />
      {app.count('tokens', props.n)}
    </span>
  );
}
