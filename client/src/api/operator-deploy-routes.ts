import { Deploy, Deploys } from '@oto/schema/contract/deploy';
import type { Calls } from './calls.ts';

/** What the host was asked to bring up. */
export function operatorDeployRoutes({ call, post }: Calls) {
  return {
    deploys: () => call('/api/operator/deploys', Deploys),
    askDeploy: () => post('/api/operator/deploys', Deploy, {}),
  };
}
