import type { Note } from './book.ts';

export const ENGLISH_NOTE: Note = {
  letter: {
    dear: (name) => `Dear ${name},`,
    purpose: [
      'If I am writing tonight, it is to {purpose}.',
      'I wanted to {purpose}, quite simply, and to do it on paper.',
      'It takes a letter to {purpose}.',
    ],
    about: [
      'I have been thinking a great deal about {t+}.',
      'I have been meaning to write to you about {t+}.',
      'Everything leads me back to {t+}, and I don’t mind.',
    ],
    hail: [
      'I have been meaning to pick up a pen for a long time.',
      'It is late, the lamp is good, and this is the hour for letters.',
      'I am starting without a draft, which is a good sign.',
    ],
    body: [
      [
        'I keep [the chipped cup|the ticket from the last train|your sentence about clouds], the way one keeps a place at the table.',
        'You used to say that one should [finish what one starts|beware of short cuts|say thank you twice]; I remember it every day, and now and then I do it.',
        'If you pass this way, [the key is still under the blue pot|there will be soup|the bench has not moved].',
        'Tell me everything, even [the weather|what doesn’t matter|things by halves].',
      ],
      [
        'I keep [the chipped cup|the ticket from the last train|your sentence about clouds], the way one keeps a place at the table.',
        'I know that your time is short; that is why [I shall be brief|I have weighed every word|this letter fits on one page].',
        'If you have [a minute|an opinion|a question] left, I am close by.',
        'There is no hurry, except for [the pleasure of reading you|the season|the post].',
      ],
    ],
    mood: {
      gentle: [
        'Take your time with the answer: your letter is already inside this one.',
        'Take your time with the answer: a good letter knows how to wait.',
      ],
      playful: [
        'P.S. The cat ate the first draft and found it a little long.',
        'P.S. The cat has proofread this letter and found no mistakes.',
      ],
      wistful: ['Some evenings I leave the lamp on, just in case.', 'Some evenings one wishes that things had turned out otherwise.'],
      epic: [
        'Nothing will stop us: not the sea, not the winter, not the post.',
        'Nothing will stop us: not the sea, not the winter, not the forms.',
      ],
      mysterious: ['Burn this letter, or hide it in the book you know.', 'Keep this letter safe: it knows more than it says.'],
    },
    bye: [
      ['With love,', 'Yours, under any sky,', 'Until soon,'],
      ['Yours sincerely,', 'With kind regards,', 'Wishing you a fine season,'],
    ],
  },
  wishes: {
    open: {
      birthday: ['Happy birthday{name}!', 'A very happy birthday{name}!'],
      year: ['Happy New Year{name}!', 'A fine new year{name}!'],
      christmas: ['Merry Christmas{name}!', 'A gentle Christmas{name}!'],
      thanks: ['Thank you{name}.', 'A thousand thanks{name}.'],
      bravo: ['Well done{name}!', 'Congratulations{name}!'],
      courage: ['Take heart{name}.', 'Hold on{name}.'],
      other: ['All my best wishes{name}!', 'A happy day{name}!'],
    },
    candles: [
      'One more candle is not time going away: it is light that stays.',
      'Blow hard: the wish is at the bottom, like the best of the jam.',
    ],
    body: [
      'May the days to come have [large windows|the smell of bread|the patience of cats].',
      'May the coming weeks bring [two good surprises and a third, more discreet|enough wind to move on and enough shade to sit in|news from afar and friends close by].',
      'May there be [cake|music|helpless laughter], and somebody who wants a second helping.',
      'May nothing be lost, except [the keys, once, for fun|track of time|the instructions].',
      'And may the wind, for once, [push the right way|bring back what it took|whistle a tune you know].',
    ],
    close: ['I raise my glass, my pen and my hat.', 'The rest we shall make up together.', 'See you very soon, and keep me a slice.'],
  },
  reply: {
    open: [
      '{q}. [So few words, and so much in them.|Thank you for writing it.|I am reading the sentence slowly.]',
      '{q}: a sentence that does not try to please, which is why one listens.',
    ],
    body: [
      'Some sentences are put down like a suitcase: [you sit beside it and breathe|you do not open it at once|it weighs less once it is on the floor].',
      'Perhaps it should be [said aloud, in an empty room|written a second time, smaller|given to someone without a watch].',
      'What begins like this seldom ends the way one thinks. [Keep the door ajar.|Keep a lamp.|Keep a witness.]',
      'The night exaggerates, the morning corrects; in between there is [toast|a song|a wet pavement].',
      'Others have thought it before you, and did not dare to write it. [They are reading you.|You are quite a crowd.]',
    ],
    close: [
      'And if the rest fitted into a single sentence, which would it be?',
      'I leave you the next line: it is yours.',
      'Read it again tomorrow. It may have changed colour.',
    ],
  },
  musing: {
    open: [
      'Look closely: {d} {says/say} nothing, and yet it is all there.',
      'We think we know {d}. We are only slightly wrong, but wrong.',
      'It takes no more than {d} to change the colour of a day.',
      'Nobody introduced me to {d}. It happened by itself, on a day of no importance.',
      'If one had to keep a single thing, it might be {d}.',
    ],
    body: [
      'There is [the light resting on it|the hush just after|the smell, above all, that comes back at once], and that way simple things have of standing on their own.',
      'You want to [slow down|sit beside it|ask a question], and then you see that the answer [is already walking ahead|fits in a pocket|was never in a hurry].',
      'Someone, one day, left [the print of a hand|a first name|a little patience] there. You can still see it, up close.',
      'One can talk about it for hours. One can also be silent together, which is quicker and goes further.',
      'Children know it, old people remember it; in between, we look for our keys.',
    ],
    close: [
      'Tomorrow, perhaps, we will speak of it again. Tonight it is enough to look.',
      'Keep a piece of it: that is what sticky notes are for.',
      'The rest is a matter of windows, and of who opens them.',
    ],
  },
  summary: {
    lead: ['Worth keeping:', 'In three sentences:', 'The gist, without the curtains:'],
    bare: [
      ['{T}: an idea, [a place|a gesture|a moment], and what we make of it.', '{T}, in three lines, with not a word too many.'],
      ['The start fits in a word; the rest is a matter of patience.', 'Everything begins with a detail, and comes back to it.'],
      ['Worth keeping: begin small, show early, keep what works.', 'What is still missing, you are the one who knows.'],
    ],
  },
  sequel: {
    title: 'Continued',
    bridge: [
      'Later, the same light.',
      'And then something began again.',
      'But the story had not said its last word.',
      'We thought it was over. It was only quieter.',
      'Once more, a little closer.',
    ],
    echo: ['After these words:', 'In answer to this:', 'With this sentence in mind:'],
  },
};
