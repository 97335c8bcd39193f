import { z } from 'zod';
import type { Lang } from '../base/lang.ts';
import { Instant } from './common.ts';
import { Person } from './social.ts';

/** share: a part of all members, the same ones each time. members: those who are named. */
export const FLAG_STATES = ['off', 'on', 'share', 'members', 'operators'] as const;
export type FlagState = (typeof FLAG_STATES)[number];

type Flag = {
  /** How it stands until an operator says otherwise. */
  readonly initial: FlagState;
  /** Whether pages are told. */
  readonly client: boolean;
} & { readonly [L in Lang]: { readonly name: string; readonly does: string } };

/**
 * What may be shown to some before it is shown to all. A flag that leaves this list is ignored wherever it is still
 * written down. To stop something that goes wrong there is `kill_switch`: it has no shares and the servers obey it.
 */
export const FLAGS = {
  waiting_list: {
    initial: 'on',
    client: true,
    fr: {
      name: 'Liste d’attente',
      does: 'Qui n’a pas d’invitation peut laisser son adresse. Vaut pour des visiteurs : pour tous ou pour personne.',
    },
    en: { name: 'Waiting list', does: 'Whoever has no invitation may leave an address. It is for visitors: for all or for nobody.' },
  },
  feedback_picture: {
    initial: 'on',
    client: true,
    fr: { name: 'Avis avec image', does: 'Une image du tableau peut accompagner un avis.' },
    en: { name: 'Feedback with a picture', does: 'A picture of the board may come with feedback.' },
  },
  member_invitations: {
    initial: 'off',
    client: true,
    fr: { name: 'Invitations des membres', does: 'Chaque membre peut inviter trois personnes.' },
    en: { name: 'Members’ invitations', does: 'Each member may invite three people.' },
  },
  new_version_note: {
    initial: 'on',
    client: true,
    fr: {
      name: 'Papier « nouvelle version »',
      does: 'Un petit papier dit qu’une nouvelle version est servie. Une page trop vieille le dit toujours.',
    },
    en: { name: '“New version” paper', does: 'A small paper says that a new version is served. A page that is too old always says so.' },
  },
} as const satisfies { readonly [name: string]: Flag };
export type FlagName = keyof typeof FLAGS;
export const FLAG_NAMES = Object.keys(FLAGS) as [FlagName, ...FlagName[]];

/** Of me and of a visitor: those that are on, by name. A page may be older than a flag, or newer than its server. */
export const FlagsOn = z.array(z.string()).default([]);

/** GET /api/operator/flags -> {flags}; PUT {name, state, share, members: handles} -> {flags}. Operators alone. */
export const FlagView = z.object({
  name: z.enum(FLAG_NAMES),
  state: z.enum(FLAG_STATES),
  /** Percent of the members; heeded in state `share`. */
  share: z.int().min(0).max(100),
  /** Heeded in state `members`. */
  members: z.array(Person),
  /** Null: as it was from the beginning. */
  changedAt: Instant.nullable(),
});
export type FlagView = z.infer<typeof FlagView>;
export const FlagViews = z.object({ flags: z.array(FlagView) });
export const FlagChange = z.object({
  name: z.enum(FLAG_NAMES),
  state: z.enum(FLAG_STATES),
  share: z.int().min(0).max(100).default(0),
  members: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9-]{1,29}$/))
    .max(200)
    .default([]),
});
export type FlagChange = z.input<typeof FlagChange>;
