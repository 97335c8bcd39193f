import { z } from 'zod';
import type { Lang } from '../base/lang.ts';
import { IdText, Instant } from './common.ts';

/** Why a wish cannot be made here, and what to change. Codes are never renamed. */
export const REASONS = {
  minors: {
    fr: 'Des mineurs y sont associés à la sexualité. Retirez l’un ou l’autre.',
    en: 'It puts minors together with sexuality. Take one or the other out.',
  },
  sexual_violence: {
    fr: 'Il y est question de violence sexuelle. Décrivez la scène autrement.',
    en: 'It is about sexual violence. Describe the scene in another way.',
  },
  weapons: {
    fr: 'Il explique comment nuire. Parlez du sujet sans le mode d’emploi.',
    en: 'It explains how to do harm. Speak of the subject without the instructions.',
  },
  hate: {
    fr: 'Il appelle à nuire à un groupe de personnes. Retirez cet appel.',
    en: 'It calls for harm to a group of people. Take that call out.',
  },
  self_harm: {
    fr: 'Il encourage à se faire du mal. Vous pouvez en parler autrement ; en France, le 3114 écoute jour et nuit.',
    en: 'It encourages self-harm. You can speak of it in another way; in France, 3114 listens day and night.',
  },
  personal_data: {
    fr: 'Il contient ce qui ressemble à un numéro privé. Remplacez-le par un numéro inventé.',
    en: 'It holds what looks like a private number. Replace it with an invented one.',
  },
  violence: {
    fr: 'La violence y est trop crue. Suggérez-la plutôt que de la montrer.',
    en: 'Its violence is too graphic. Suggest it rather than show it.',
  },
  sexual: {
    fr: 'Le contenu est trop explicite pour un tableau ouvert à tous. Rendez-le plus discret.',
    en: 'It is too explicit for a board that is open to everyone. Make it more discreet.',
  },
  house_rule: {
    fr: 'Une règle de la maison ne le permet pas. Reformulez le passage signalé.',
    en: 'A house rule does not allow it. Rephrase the passage shown.',
  },
} as const satisfies { readonly [reason: string]: { readonly [L in Lang]: string } };
export type Reason = keyof typeof REASONS;
export const REASON_CODES = Object.keys(REASONS) as [Reason, ...Reason[]];

/** In the body of a `prompt_refused`: what, why, what to change, and the number under which to appeal. */
export const Refusal = z.object({
  id: IdText,
  reason: z.enum(REASON_CODES),
  /** In the person's language; a house rule may bring its own. */
  advice: z.string(),
  /** The words to rephrase, as written; empty when the whole is meant. */
  passage: z.string(),
});
export type Refusal = z.infer<typeof Refusal>;

/** POST /api/appeals {refusal, words} -> 201 Appeal, one a refusal; GET /api/appeals -> {appeals} mine, newest first. */
export const AppealRequest = z.object({ refusal: IdText, words: z.string().trim().min(3).max(1000) });
export const Appeal = z.object({
  id: IdText,
  state: z.enum(['open', 'allowed', 'kept']),
  prompt: z.string(),
  refusal: Refusal,
  words: z.string(),
  /** The operator's, once decided. */
  answer: z.string(),
  createdAt: Instant,
  decidedAt: Instant.nullable(),
});
export type Appeal = z.infer<typeof Appeal>;

/** GET /api/operator/appeals -> {appeals: OperatorAppeal[]}; POST /api/operator/appeals/:id {decision, answer}: `allowed` lets this member send just this wish. */
export const OperatorAppeal = Appeal.extend({ member: z.object({ id: IdText, name: z.string(), handle: z.string() }) });
export type OperatorAppeal = z.infer<typeof OperatorAppeal>;
export const DecisionRequest = z.object({ decision: z.enum(['allowed', 'kept']), answer: z.string().trim().min(3).max(1000) });

/**
 * GET /api/operator/rules -> {rules}, POST 201 HouseRule, PATCH and DELETE /:id. Words and phrases, never patterns:
 * each is met as whole words, whatever its case and accents.
 */
export const HouseRuleRequest = z.object({
  phrases: z.array(z.string().trim().min(2).max(80)).min(1).max(50),
  reason: z.enum(REASON_CODES).default('house_rule'),
  adviceFr: z.string().trim().max(200).default(''),
  adviceEn: z.string().trim().max(200).default(''),
  enabled: z.boolean().default(true),
});
export type HouseRuleRequest = z.input<typeof HouseRuleRequest>;
export const HouseRulePatch = z
  .object({
    phrases: HouseRuleRequest.shape.phrases,
    reason: HouseRuleRequest.shape.reason.unwrap(),
    adviceFr: HouseRuleRequest.shape.adviceFr.unwrap(),
    adviceEn: HouseRuleRequest.shape.adviceEn.unwrap(),
    enabled: z.boolean(),
  })
  .partial();
export const HouseRule = HouseRuleRequest.extend({ id: IdText, createdAt: Instant, refusedLastWeek: z.int() });
export type HouseRule = z.output<typeof HouseRule>;
