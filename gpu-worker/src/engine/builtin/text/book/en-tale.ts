import type { Tale } from './book.ts';

export const ENGLISH_TALE: Tale = {
  hero: {
    open: [
      'Once upon a time there {was/were} {u+}. [The village only spoke of it in whispers|Nobody knew where {it} had come from|You mostly met {them} on market days].',
      'This is a story about {u+}, and it starts on an ordinary Tuesday.',
      'In a street so short that it had only one side there lived {u+}.',
      'They tell me that [behind the old mill|at the end of the quay|under the roof of the school] there lived {u+}.',
    ],
    told: [
      '{D} thought of it from morning to night, and a little after that.',
      'Everyone said it was not sensible. {D} nodded, and went on.',
      'It was a simple idea, and like all simple ideas it took up a great deal of room.',
    ],
    want: [
      '{D} had a secret wish: [to see the sea|to learn one song by heart|to cross the night without a lamp|to return an umbrella to its owner].',
      'One morning [a letter with no address|the sound of footsteps|a smell of warm buns] came under the door, and {d} knew it was time to leave.',
      'Only one thing was missing: [a friend who asks no questions|the last word of a song|the key to a blue box].',
    ],
    tries: [
      'The first attempt [fell into the river|made the crows laugh|lasted as long as a sneeze]. The second was worse. So there had to be a third.',
      'It began with [a map, which the wind took|a plan in seven points, two of which disagreed|a promise made to a tree].',
      'The search began [towards the sun|in the drawers|with the upstairs neighbours], and turned up nothing but [a button|one sock|an old ticket to the fair].',
    ],
    turn: {
      gentle: [
        'Then one morning [the river turned around|the bread rose by itself|the wind brought an answer], softly, the way a page is turned.',
        'And one evening, without warning, [snow began to fall upwards|a window opened at exactly the right moment|the silence grew kind].',
      ],
      playful: [
        'That was when [a goose in a hat|a postman on springs|a cloud in a hurry] asked the way, and everything went wrong, delightfully.',
        'By bad luck, or good, [the town band broke down right outside|a cheese rolled down the high street|the mayor mislaid his moustache], and something had to be done.',
      ],
      wistful: [
        'Then came [autumn|the last train|the first empty chair], and it was plain what had nearly been lost.',
        'One evening [the lamp across the way stayed dark|the bench stayed empty|a song stopped in the middle], and everything seemed larger, and farther off.',
      ],
      epic: [
        'Then [thunder rolled for three days|the towers began to shake|the sea stood up], and somebody had to be brave.',
        'That very night [an army of shadows crossed the pass|the tallest tower called for help|the river broke its chains].',
      ],
      mysterious: [
        'That night [the bell rang thirteen times|a window lit up in the empty house|every shadow leaned the same way].',
        'On the doorstep somebody had left [a key, still warm|a mirror with nothing in it|a map of a country that does not exist].',
      ],
    },
    help: [
      '[An old clockmaker|A retired postman|A small girl in odd boots|A very polite crow] happened to be passing. “[It is not the road that is long, it is the first step|Starting again is not the same as failing|Whatever you look for likes to be waited for|Nobody asks the wind for permission],” said a voice, and that was all.',
      'It was [an old clockmaker|a sleepless baker|the lady from the kiosk] who found the words: “[Sometimes it is enough to hold the lamp for someone else|Stubborn doors open towards you|You are never lost while you can say thank you].”',
    ],
    deed: [
      '{D} listened, took a deep breath, and began again, [without hurrying|with both eyes shut|humming]. This time [the world stepped aside|the door opened inwards|the map was there all along].',
      '{D} put [a stone on the path|an ear to the door|one hand on the bark], and everything became very simple, like a subtraction.',
    ],
    end: [
      'That evening {d} went home the long way round, on purpose.',
      'The lamp stayed lit until very late, and nobody complained.',
      'The next day it all began again: one never tires of what one has just learned.',
      'And the whole village pretended to sleep, the better to listen.',
    ],
  },
  thing: {
    open: [
      'In the village they told the story of {t+}. [Nobody believed it, except a child|Everyone believed it, except the keeper|They laughed by day and wondered by night].',
      'It all began with {t+}, [on a wet Tuesday|on the eve of the fair|at the hour when shutters close].',
      'At the end of the shortest street in town there {was/were} {u+}. People walked past without looking up.',
      'If you asked the way, they always said: “Straight on, as far as {t+}, and after that we shall see.”',
    ],
    want: [
      'A girl called [Ada|Wren|Nora|June] [kept a blue pebble in her pocket|counted the stairs under her breath|wrote everything in a book without lines], and she wanted to understand.',
      'Old [Amos|Silas|Mr Reed] said that listening was enough. So [Ada|Wren|Nora|June] sat down, and listened.',
      '[Ada|Wren|Nora|June], who was nine years old and owned a torch, decided that this could not go on.',
    ],
    turn: {
      gentle: [
        'One morning [the river turned around|the bread rose by itself|the wind delivered a letter], softly, the way a page is turned.',
        'At first almost nothing happened: [a smell of lime trees|a ray on the wall|one note, held], and yet there it was.',
      ],
      playful: [
        'That was when [a goose in a hat|a postman on springs|a cloud in a hurry] asked the way, and everything went wrong, delightfully.',
        'By bad luck, or good, [a cheese rolled down the high street|the band turned up in the wrong village|the mayor mislaid his moustache], and nobody looked elsewhere any more.',
      ],
      wistful: [
        'Then came [autumn|the last train|the first empty chair], and everyone saw what they had nearly lost.',
        'One evening the lamp across the way stayed dark, and everything seemed larger, and farther off.',
      ],
      epic: [
        'Then [thunder rolled for three days|the towers began to shake|the sea stood up], and somebody had to be brave.',
        'That very night an army of shadows crossed the pass, and every door was shut but one.',
      ],
      mysterious: [
        'That night [the bell rang thirteen times|a window lit up in the empty house|every shadow leaned the same way].',
        'On the doorstep somebody had left a key, still warm.',
      ],
    },
    deed: [
      'She had to choose: [understand or leave|speak or keep quiet|open the door or keep the key]. She took her lamp, and chose both.',
      'She laid [her hand on the stone|her ear to the door|her book in the middle of the road], and it was all told to her, from the beginning.',
      'She asked for nothing. She only stayed, long enough for everyone to get used to her; and that was the right question.',
    ],
    end: [
      'Since that day [every path has two names|we greet the absent first|nobody here locks a door].',
      'And if you pass that way, [walk slowly|look up|say good evening]: you never know who is listening.',
      'Even now, when people speak of {t}, they lower their voices, not from fear, but from politeness.',
    ],
  },
  scene: {
    sea: [
      'Salt climbed as high as the windows, and the gulls had something to say about everything.',
      'At low tide you could see at last what the sea had kept for itself.',
    ],
    sky: ['The sky was so clear that you could almost hear the stars go round.', 'The moon had come up a minute early that evening.'],
    forest: ['The ferns were drawing question marks along the path.', 'There was a smell of moss and of old rain.'],
    city: ['The trams went by, trailing a little light behind them.', 'From their windowsills, the geraniums kept an eye on the street.'],
    animal: [
      'In the long grass a thousand small affairs went about their business.',
      'Behind the hedge, somebody was breathing more softly than the wind.',
    ],
    love: ['There were two cups on the table, and only one had gone cold.', 'On the stairs, a step always hesitated at the third tread.'],
    food: ['A smell of butter and warm bread held the whole staircase.', 'On the table, the flour had kept the print of a hand.'],
    weather: ['The weather had not decided yet what it wanted to be.', 'The rain was trying its drops, one by one, on the tin roof.'],
    art: [
      'Somewhere a piano kept repeating one bar, and stopping in the same place.',
      'There was colour left over at the edge of everything.',
    ],
    childhood: ['Bicycles lay in the grass beside sandwiches half eaten.', 'The school steps still held the warmth of noon.'],
    travel: ['The trains went by without stopping, but they waved.', 'On the platform a suitcase was waiting, very upright.'],
    machine: [
      'The clocks of the neighbourhood disagreed, and were all the better for it.',
      'In the workshop the tools slept in order of size.',
    ],
    any: [
      'It was the kind of weather that makes you want to begin something.',
      'The light fell sideways, like a sentence under the breath.',
    ],
  },
  moral: [
    'They tell this story to children at night; it is the parents who listen.',
    'The rest, they say, depends on who is holding the lamp.',
    'And that is all, or nearly: the ending is missing, and you know it already.',
  ],
  dialogue: {
    names: [
      ['Ada', 'Leo'],
      ['Wren', 'Silas'],
      ['The Moon', 'The Watchman'],
      ['June', 'Amos'],
      ['Nora', 'Theo'],
    ],
    scene: [
      'A bench at dusk.',
      'A kitchen, very early.',
      'An empty platform; the last train has left.',
      'A roof, after the rain.',
      'A waiting room where nobody waits any more.',
    ],
    lead: [
      ['Have you noticed {t+}?', 'Everyone looks. Nobody notices.'],
      ['Tell me about {t+}.', 'That would take time, and another chair.'],
      ['Somebody mentioned {t+} again.', 'Then the story isn’t over.'],
    ],
    talk: [
      ['I thought you didn’t like to talk about it.', 'I couldn’t find the words. Now they come by themselves.'],
      ['What if we were wrong from the start?', 'Then we were wrong together, which is something.'],
      ['Do you hear that?', 'Yes. I think it is beginning.'],
      ['What would you do in my place?', 'Wait for morning, then do exactly what frightens me.'],
      ['Is it serious?', 'No. It is important, which is different.'],
      ['Do you think of it often?', 'Only when I’m not thinking.'],
      ['Why did you leave so early, the other night?', 'I had left a question burning.'],
      ['We could laugh about it.', 'We could. You start, I’ll follow.'],
      ['Will you promise me something?', 'Not everything. But this, yes.'],
      ['It’s late.', 'It’s early, on the other side.'],
    ],
    between: [
      ['Tell me, {you}, do you ever sleep?', 'With one eye. The other one watches you.'],
      ['They compare us a great deal.', 'They have never seen us at the same table.'],
      ['I left you some room yesterday.', 'I noticed. I may have used a little too much of it.'],
      ['What do you envy me, {you}?', 'Your way of leaving. And you?'],
      ['They say that we are enemies.', 'They also said the Earth stood still.'],
      ['What if we changed places, just once?', 'No one would notice, except the cats.'],
      ['Do you think of me when I am gone?', 'I keep your chair warm. It is my way of thinking.'],
    ],
    last: [
      ['Shall we go, then?', 'We are already there.'],
      ['Will you come back tomorrow?', 'Tomorrow it is your turn to tell it.'],
      ['And now?', 'Now we listen.'],
    ],
  },
};
