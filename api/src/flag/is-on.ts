import { createHash } from 'node:crypto';
import type { FlagState } from '@oto/schema/contract/flag';

export type FlagRule = { readonly state: FlagState; readonly share: number; readonly members: readonly string[] };
/** Uuid and role; null: a visitor. */
export type Asker = { readonly memberId: string; readonly role: 'member' | 'operator' } | null;

/** Whether a flag is on for somebody. A visitor has what everybody has. */
export function isOn(name: string, rule: FlagRule, who: Asker): boolean {
  switch (rule.state) {
    case 'off':
      return false;
    case 'on':
      return true;
    case 'share':
      return who !== null && placeOf(name, who.memberId) < rule.share;
    case 'members':
      return who !== null && rule.members.includes(who.memberId);
    case 'operators':
      return who?.role === 'operator';
    default:
      return rule.state satisfies never;
  }
}

/** 0 to 100, the same each time for a flag and a member: whoever has it at 10 percent keeps it at 20. */
function placeOf(name: string, memberUuid: string): number {
  const hash = createHash('sha256').update(`${name}:${memberUuid}`).digest();
  return (hash.readUInt32BE() / 2 ** 32) * 100;
}
