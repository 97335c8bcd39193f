import type { Phrasebook } from './book.ts';
import { ENGLISH_CRAFT } from './en-craft.ts';
import { ENGLISH_NOTE } from './en-note.ts';
import { ENGLISH_TALE } from './en-tale.ts';
import { ENGLISH_VERSE } from './en-verse.ts';

export const ENGLISH: Phrasebook = {
  titles: {
    haiku: ['{D}', '{D}, in three lines', 'One moment: {d}'],
    poem: ['{D}', 'Lines on {d}', 'Some verses for {d}'],
    song: ['The song of {d}', '{D}, with a tune', 'Song for {d}'],
    story: ['The tale of {d}', '{D}', 'One night with {d}'],
    ideas: ['Ideas for {t}', '{N} angles on {t}'],
    plan: ['How to {goal}', 'A plan to {goal}'],
    summary: ['In short', 'The gist'],
    letter: ['A letter to {t}', 'A few words for {t}'],
    dialogue: ['On {t}', '{T}, for two voices'],
    slogan: ['{D}, in a line', 'Three words for {d}'],
    recipe: ['A recipe for {t}', '{D}, the recipe'],
    explanation: ['Understanding {t}', 'A closer look at {t}'],
    wishes: ['{greeting}'],
    reply: ['An answer', 'One line back'],
    musing: ['{D}', 'Thinking of {d}', 'A note on {d}'],
  },
  verse: ENGLISH_VERSE,
  tale: ENGLISH_TALE,
  craft: ENGLISH_CRAFT,
  note: ENGLISH_NOTE,
  muses: ['a small hedgehog', 'Tuesday rain', 'an old lantern', 'the last tram', 'a tiny garden', 'the moon', 'a blank page'],
  yesterday: 'Yesterday',
  remembered: 'I remember:',
  silence: '(A silence.)',
  letterTitles: ['A letter about {t}', 'A few words on {t}'],
  numbers: ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  dedication: 'for {d+}',
  item: (index, text) => `${index}. ${text}`,
  speech: (name, text) => `${name}: ${text}`,
  quote: (text) => `“${text}”`,
  signature: (name) => `— ${name}`,
};
