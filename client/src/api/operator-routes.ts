import type { Id } from '@oto/schema/base/id';
import {
  HouseRule,
  OperatorAppeal,
  type DecisionRequest,
  type HouseRulePatch,
  type HouseRuleRequest,
} from '@oto/schema/contract/moderation';
import { OperatorQueue, OperatorWorker } from '@oto/schema/contract/operator';
import { z } from 'zod';
import type { Calls } from './calls.ts';
import { Nothing } from './nothing.ts';
import { operatorDeployRoutes } from './operator-deploy-routes.ts';
import { operatorMoneyRoutes } from './operator-money-routes.ts';
import { operatorPeopleRoutes } from './operator-people-routes.ts';
import { operatorSafetyRoutes } from './operator-safety-routes.ts';

/** `open_signup` off: by invitation only. */
const Switches = z.object({ generation: z.boolean(), signup: z.boolean(), purchase: z.boolean(), open_signup: z.boolean() });
export type Switches = z.infer<typeof Switches>;

/** Operators alone. */
export function operatorRoutes(calls: Calls) {
  const { call, post } = calls;
  const of = '/api/operator';
  return {
    ...operatorDeployRoutes(calls),
    ...operatorMoneyRoutes(calls),
    ...operatorPeopleRoutes(calls),
    ...operatorSafetyRoutes(calls),

    grant: (member: Id, amount: number, reason: string, idempotencyKey: string) =>
      post(`${of}/grant`, Nothing, { member, amount, reason }, idempotencyKey),
    switches: () => call(`${of}/switches`, Switches),
    turnSwitch: (name: keyof Switches, enabled: boolean) => call(`${of}/switches`, Nothing, { method: 'PUT', body: { name, enabled } }),

    workers: () => call(`${of}/workers`, z.object({ workers: z.array(OperatorWorker) })),
    queue: () => call(`${of}/queue`, OperatorQueue),
    retryJob: (id: string) => post(`${of}/jobs/${id}/retry`, Nothing, {}),
    /** -1 yields to everything else, 2 is next. */
    setPriority: (id: string, priority: number) => post(`${of}/jobs/${id}/priority`, Nothing, { priority }),
    cancelAnyJob: (id: string) => post(`${of}/jobs/${id}/cancel`, Nothing, {}),

    rules: () => call(`${of}/rules`, z.object({ rules: z.array(HouseRule) })),
    addRule: (rule: HouseRuleRequest) => post(`${of}/rules`, HouseRule, rule),
    changeRule: (id: string, patch: z.input<typeof HouseRulePatch>) =>
      call(`${of}/rules/${id}`, HouseRule, { method: 'PATCH', body: patch }),
    removeRule: (id: string) => call(`${of}/rules/${id}`, Nothing, { method: 'DELETE' }),

    allAppeals: () => call(`${of}/appeals`, z.object({ appeals: z.array(OperatorAppeal) })),
    decideAppeal: (id: string, decision: z.infer<typeof DecisionRequest>) => post(`${of}/appeals/${id}`, Nothing, decision),
  };
}
