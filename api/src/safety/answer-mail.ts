import type { Mail } from '../mail/enqueue.ts';
import { mailOfLetter } from '../mail/letter.ts';

/**
 * The answer to somebody who reported without an account. They may have given an address that is not theirs: no word
 * of what was reported stands in it, nor of the report. Nobody knows their language, so it speaks both.
 */
export function answerMail(to: string, upheld: boolean, answer: string): Mail {
  return mailOfLetter(to, {
    lang: 'fr',
    subject: 'oTo · Votre signalement / Your report',
    lines: [
      upheld
        ? 'Un opérateur a examiné un signalement laissé avec cette adresse, et a agi.'
        : 'Un opérateur a examiné un signalement laissé avec cette adresse. Ce qui était signalé reste en place.',
      upheld
        ? 'An operator has examined a report left with this address, and acted.'
        : 'An operator has examined a report left with this address. What was reported stays.',
      `« ${answer} »`,
    ],
    foot: 'Si ce n’est pas vous, ignorez cette lettre. If it was not you, ignore this letter.',
  });
}
