import type { Benchmark } from '../figures/report.ts';
import { attackAll, spoilHonest } from './attack.ts';
import { compareHistories } from './compare.ts';
import { paceOfFirewall } from './pace.ts';

/**
 * The update firewall: random updates told beforehand and then compared with Yjs's own record of what
 * changed, every class of hand-made attack in many variations, honest updates with spoilt bytes, and
 * the time it takes.
 */
export const benchFirewall: Benchmark = async ({ quick, say }) => {
  const honest = compareHistories(quick ? 5_000 : 50_000, say);
  say(`${honest.updates} updates of random histories: ${honest.missed} missed, ${honest.extra} extra`);
  const spoilt = await spoilHonest(quick ? 2_000 : 20_000, say);
  say(`${spoilt.updates} updates with spoilt bytes: ${spoilt.missed} missed, ${spoilt.extra} extra, ${spoilt.accepted} accepted`);
  const attacks = await attackAll(quick ? 20 : 200, say);
  say(`${attacks.hostile} attacks: ${attacks.accepted} accepted`);
  const pace = await paceOfFirewall(quick ? 5_000 : 50_000, say);
  return {
    updates: honest.updates + spoilt.updates,
    missed: honest.missed + spoilt.missed,
    extra: honest.extra + spoilt.extra,
    hostile: attacks.hostile + spoilt.updates,
    hostile_classes: attacks.classes,
    hostile_accepted: attacks.accepted + spoilt.accepted,
    inspect_p50_us: pace.p50,
    inspect_p99_us: pace.p99,
  };
};
