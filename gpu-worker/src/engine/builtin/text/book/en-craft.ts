import type { Craft } from './book.ts';

export const ENGLISH_CRAFT: Craft = {
  ideas: {
    lead: ['{N} ways into {t+}:', 'Here is where to start with {t+}:', '{N} angles on {t+}, from the wisest to the wildest:'],
    items: [
      'Invert it: what if [we did the exact opposite|the audience made it|we began at the end]?',
      'Shrink it: the version that fits [on a sticky note|in one minute|in a pocket].',
      'Cross {d} with [music|a board game|a map of the neighbourhood|cooking].',
      'Move it [to the street|to a school|onto a rooftop|onto a train], where nobody expects it.',
      'Make it a ritual: one shared gesture, [every Monday|each full moon|at every arrival].',
      'Hand over the keys: let [a child|a neighbour|a stranger] decide what comes next.',
      'Leave a trace: [a common notebook|one photo a day|a wall of string] that everyone completes.',
      'Take away one essential thing, and watch what replaces it.',
      'Listen first: [three questions, ten people, one afternoon|a box for words on the counter|an hour of silence with a notebook open].',
      'Set a challenge: [one colour only|no screens|nothing but what is already here].',
      'Tell {d} [in seven objects|from the point of view of a cat|like a holiday memory].',
      'Invite [the youngest to guide the eldest|the street opposite|those who always say no].',
      'Play the long game: [do it again in a year, in the same place|plant something|write a letter to open later].',
      'Do all of it [by candlelight|on foot|without a word], once, to see.',
      'Look for the detail: [the smell|the sound|the first gesture] that people will remember.',
      'Prepare to fail: a spare version, [cheerful|tiny|fit for rain], ready in advance.',
    ],
    close: [
      'Start with the smallest: it will soon tell you whether the others are worth it.',
      'Choose the one that scares you a little.',
      'Keep two and throw the rest away: that is how things move.',
    ],
  },
  plan: {
    goal: 'make {t} happen',
    lead: [
      'Aim: to {goal}, without waiting for perfect.',
      'To {goal}, a simple road in five strides.',
      'How to {goal}: an order of march that fits on a sticky note.',
    ],
    phases: [
      [
        'Today: write the outcome in one sentence, [and show it to somebody|and pin it to the wall].',
        'Tonight: note [three hopes and three fears|what you already know how to do|who might help], without sorting.',
      ],
      [
        'This week: [show a rough draft to three people|try the smallest version that could work|list what is already at hand].',
        'By Sunday: [visit a place where it already exists|call someone who has done it|count the time and the money, roughly].',
      ],
      [
        'Next: fix [a date|a place|a limit] and [say it out loud|put it on the shared calendar].',
        'Then share it out: [to each a task they like|a list that anyone can tick|a quarter of an hour every Monday].',
      ],
      [
        'This month: keep what worked twice, drop the rest.',
        'Halfway: [walk the whole round again|ask what is missing|take one step out] before adding anything.',
      ],
      [
        'At the end: [celebrate the first time|tell what you learned|pass the baton], then begin again, bigger.',
        'The day after: thank people, tidy up, and note [what you would do again|the most useful mistake].',
      ],
    ],
    risk: [
      'Watch out for: finishing before showing.',
      'Watch out for: adding instead of choosing.',
      'Watch out for: the tiredness in the middle. Plan a picnic.',
    ],
  },
  slogans: [
    '{D}. And suddenly, everything breathes.',
    '{D}: [small in size, big in idea|the right time is now|for those who look twice].',
    'Make room for {d}.',
    'One day with {d}, and you will not look at things the same way.',
    '{D}, [simply|naturally|of course].',
    'Nothing too much. Just {d}.',
    'Tomorrow begins with {d}.',
    'Come for {d}, stay for the rest.',
    'With {d}, [even Monday smiles|the street gets shorter|the bread tastes warmer].',
    'Closer to {d}, closer to you.',
    'Have you said hello to {d} today?',
  ],
  slogansVerb: ['{D}. And suddenly, everything breathes.', '{D}, simply.', '{D}: the right time is now.'],
  explanation: {
    lead: [
      'I am a pen, not an encyclopedia: I know nothing about {t}, but I know how one comes closer to a thing.',
      'To understand {t}, I have no knowledge to sell; I have a method, and it often works.',
    ],
    steps: [
      'Look first. What can be seen of {t} before reading anything at all? Note three things, even obvious ones.',
      'Then name. Which words keep coming back when people talk about {t}? The commonest often hide the main idea.',
      'Look for the cause. What pushes, what slows down, what returns?',
      'Take a piece away. Imagine the world without {t}: whatever falls over first tells you what it was for.',
      'Compare {t} with [a clock|a conversation|a recipe|a river]: where does the image hold, where does it let go?',
      'Draw it. Three boxes and two arrows will do: before, during, after.',
      'Tell a child about {t}, in one minute, with no learned words. Wherever you stammer, there is something left to learn.',
      'Check. Two sources that have never met are better than one that shouts.',
    ],
    close: [
      'A question to keep for tomorrow: [what would change my mind?|who knows this better than I do?|what is missing from the drawing?]',
      'And if only half of it is clear, that is enough to ask the right question.',
    ],
  },
  recipe: {
    lead: [
      'Serves four, with a little patience and {t+}.',
      '{D}: an hour to prepare, a lifetime to cook.',
      'For {t+} you need few things, but they must be true ones.',
    ],
    ingredients: [
      [
        '[a handful|three pinches|a bowl] of [curiosity|morning light|silence]',
        '[a basket|an armful] of [fresh memories|simple questions]',
      ],
      ['[two spoonfuls|a glass|a drop] of [elbow grease|daring|rain water]', 'a large glass of [spare time|laughter]'],
      ['a zest of [laughter|sea wind|memory]', 'a clove of [mischief|patience]'],
      ['salt, if your heart says so', 'pepper, tactfully'],
    ],
    steps: [
      [
        'Warm [the memories|the onions and the regrets] on a low flame; do not rush them.',
        'Rinse the morning well, and cut it into thin slices.',
      ],
      ['Add {t} and stir [the way the stars turn|while thinking of someone].', 'Pour in {t} in one go: waiting does no good.'],
      ['Cover, and leave to rest [for the length of a song|until nightfall].', 'Taste often; correct with a pinch of doubt.'],
    ],
    serve: [
      'Serve [warm, with bread|on the best plate|to the first person who passes].',
      'Best eaten [standing, by two|in silence, then laughing]; seldom keeps.',
    ],
    dishes: [
      {
        name: /\bpies?\b|\btarts?\b|\bquiches?\b/,
        usual: 'fruit of the season',
        lead: ['Six slices. A quarter of an hour of hands, forty minutes of oven.'],
        ingredients: [
          'a sheet of shortcrust or puff pastry',
          '{with}, enough to cover the tin',
          'one egg and three spoonfuls of cream',
          'two spoonfuls of sugar if sweet, a pinch of salt if not',
        ],
        steps: [
          'Heat the oven to 190 °C. Line the tin with the pastry and prick it with a fork.',
          'Slice {with} thinly and lay the slices like scales, from the rim to the middle.',
          'Beat the egg with the cream, sweeten or salt, pour over.',
          'Bake for [35|40] minutes, until the rim is golden and the kitchen smells of it.',
        ],
        serve: ['Let it cool for ten minutes: that is the hardest part.'],
      },
      {
        name: /\bcakes?\b|\bmuffins?\b|\bsponges?\b/,
        usual: 'the zest of a lemon',
        lead: ['Serves eight. Ten minutes of work, forty of patience.'],
        ingredients: ['three eggs', '150 g of sugar, 150 g of flour, 120 g of melted butter', 'two teaspoons of baking powder', '{with}'],
        steps: [
          'Heat the oven to 180 °C and butter a tin.',
          'Whisk the eggs and sugar until pale; add the butter, then the flour and baking powder.',
          'Fold in {with} with three turns of the spoon, no more.',
          'Bake for 35 to 40 minutes: a blade put in the middle must come out dry.',
        ],
        serve: ['Turn out while warm; the first slice goes to whoever washed up.'],
      },
      {
        name: /\bsoups?\b|\bbroths?\b|\bstews?\b|\bchowders?\b/,
        usual: 'vegetables of the season',
        lead: ['Four bowls, for a rainy evening.'],
        ingredients: ['one onion, one clove of garlic', '{with}, about 800 g', 'a litre of stock', 'a little cream, some pepper'],
        steps: [
          'Soften the onion in a thread of oil, on a low flame, for five minutes.',
          'Add {with} in pieces, stir, cover with stock.',
          'Simmer for twenty-five minutes with the lid ajar.',
          'Blend, taste, and salt only at the end.',
        ],
        serve: ['Serve very hot, with toast and a little time.'],
      },
      {
        name: /\bsalads?\b/,
        usual: 'the freshest thing at the market',
        lead: ['For four, in a quarter of an hour, without lighting the oven.'],
        ingredients: ['{with}', 'a handful of herbs', 'three spoonfuls of olive oil, one of vinegar', 'walnuts, for the sound'],
        steps: [
          'Wash, dry, cut, not too evenly.',
          'Whisk the vinegar with the salt first, the oil afterwards.',
          'Mix {with} and the herbs by hand, at the last moment.',
        ],
        serve: ['Serve at once: a salad has no memory.'],
      },
      {
        name: /\bpancakes?\b|\bcrepes?\b|\bwaffles?\b/,
        usual: 'sugar and lemon',
        lead: ['Makes about fifteen, counting the first, which always fails and brings luck.'],
        ingredients: [
          '250 g of flour, three eggs',
          'half a litre of milk',
          'a pinch of salt, a knob of melted butter',
          '{with}, to fill them',
        ],
        steps: [
          'Make a well in the flour, break the eggs into it, pour in the milk little by little, whisking.',
          'Add the butter and the salt; let it rest for half an hour.',
          'A very hot pan, barely greased: one ladle, one minute on each side.',
          'Fill with {with}, fold, begin again.',
        ],
        serve: ['Eaten standing, next to the pan.'],
      },
      {
        name: /\bbreads?\b|\bloa(?:f|ves)\b|\bbuns?\b|\bfocaccias?\b/,
        usual: 'a little more flour, for the hands',
        lead: ['One fine loaf. Little work, much waiting.'],
        ingredients: ['500 g of flour', '320 g of lukewarm water', '10 g of salt, a sachet of yeast', '{with}'],
        steps: [
          'Mix the flour, the water and the yeast; leave them in peace for twenty minutes.',
          'Add the salt and knead for ten minutes, until the dough is as soft as an ear.',
          'Let it double under a cloth, two hours; shape it without crushing.',
          'Another forty minutes of rest, then 35 minutes at 230 °C with a bowl of water in the oven.',
        ],
        serve: ['Wait until it is cold. Nobody ever does.'],
      },
    ],
  },
};
