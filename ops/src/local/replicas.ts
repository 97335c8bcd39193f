/** How many processes of each service a run has. */
export type Replicas = { readonly api: number; readonly collab: number; readonly workers: number };

const MOST = 8;

/** OTO_API_REPLICAS, OTO_COLLAB_REPLICAS and OTO_WORKERS: 1 to 8, 1 where nothing is said. Throws RangeError on anything else. */
export function replicasOf(env: NodeJS.ProcessEnv): Replicas {
  const count = (name: string) => {
    const text = env[name] ?? '';
    const n = text === '' ? 1 : Number(text);
    if (!Number.isInteger(n) || n < 1 || n > MOST) throw new RangeError(`${name}: ${text} is no number from 1 to ${MOST}`);
    return n;
  };
  return { api: count('OTO_API_REPLICAS'), collab: count('OTO_COLLAB_REPLICAS'), workers: count('OTO_WORKERS') };
}
