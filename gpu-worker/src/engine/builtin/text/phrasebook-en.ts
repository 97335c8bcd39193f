import type { Phrasebook } from './phrasebook.ts';

export const ENGLISH: Phrasebook = {
  titles: {
    haiku: ['{T}', '{T}, in three lines'],
    poem: ['{T}', 'Song for {t}', 'Lines on {t}'],
    story: ['The Tale of {t}', '{T}', 'One Night with {t}'],
    ideas: ['Ideas for {t}', 'Five angles on {t}'],
    plan: ['A plan for {t}', '{T}, step by step'],
    summary: ['In short', 'The gist'],
    letter: ['A letter about {t}', 'A few words on {t}'],
    dialogue: ['On {t}', '{T}, for two voices'],
    slogan: ['{T}, in a line'],
    recipe: ['A recipe for {t}'],
    musing: ['{T}', 'Thinking of {t}', 'A note on {t}'],
  },
  couplets: {
    open: [
      ['{T} {keeps/keep} watch at the edge of the night,', 'and {lends/lend} to the dark a little light.'],
      ['I met {t} on the road to the sea,', 'as quiet as bread, and as steady as tea.'],
      ['They speak of {t} when the lamps burn low,', 'and nobody hurries, and no one will go.'],
      ['Here {is/are} {t} with the dust and the dew,', 'a small old wonder made suddenly new.'],
      ['{T} {has/have} nothing to prove or to say,', 'yet {opens/open} a door at the end of the day.'],
    ],
    middle: [
      ['The river remembers, it just doesn’t tell,', 'it hums to the stones and it hums to the bell.'],
      ['A cloud changed its mind and came down for a drink,', 'the garden looked up and forgot how to think.'],
      ['The rooftops have counted the rain that we had,', 'and found it was gentle, and weren’t even sad.'],
      ['There’s moss on the step where the story begins,', 'and salt in the curtain, and light on the tins.'],
      ['The wind has a key to each gate in the town,', 'it tries every lock and then lays itself down.'],
      ['A map is a promise that somebody drew,', 'the paths are for walking, the blanks are for you.'],
      ['One stone in the sun and one drop on the leaf:', 'the world can be whole and the moment be brief.'],
    ],
    mood: {
      gentle: [
        ['Come closer, be slow, let the kettle decide,', 'there’s room on the bench and there’s moonlight outside.'],
        ['The morning is small, you can hold it in one', 'of your two open hands, like a cup full of sun.'],
      ],
      playful: [
        ['A goose in a bonnet has ordered some cake,', 'it paid with a sonnet and swam round the lake.'],
        ['The moon lost a slipper, the stars hid their shoes,', 'the weather in socks is reporting the news.'],
      ],
      wistful: [
        ['The benches are empty, the music has gone,', 'a scarf on the railing keeps talking till dawn.'],
        ['Whatever was leaving went softly, by name,', 'and nothing is missing, and nothing’s the same.'],
      ],
      epic: [
        ['Then sound the old drums, let the banners be torn,', 'the valley takes fire at the blast of a horn!'],
        ['Ten thousand white horses break loose in the foam,', 'and thunder itself is the road that leads home.'],
      ],
      mysterious: [
        ['Behind the blue wall there’s a clock that can sing,', 'it’s missing an hour, and keeps it on string.'],
        ['Who left on the threshold, when nobody came,', 'a key made of frost and a page with my name?'],
      ],
    },
    close: [
      ['So ask where it’s going, this light that we spend:', 'it follows the water, it comes to a friend.'],
      ['The morning returns and it hasn’t lost one', 'of the steps that you gave it before it had sun.'],
      ['And I, who was certain, am learning to see:', 'the smallest of lanterns is lantern to me.'],
      ['Now fold up the evening, there’s nothing to mend,', 'the best of the road is the turn at the end.'],
    ],
  },
  haiku: {
    season: [
      '[mist upon the field|first wind of April|old moon of winter|late light on the wall]',
      '[snow without a step|rain keeps to itself|tall grass of August|the pond holds its breath]',
    ],
    subject: ['{t}, for an instant', '{t} {passes/pass} without a sound', 'as if it were {t}'],
    close: ['[and then the silence|one bird, and it’s gone|the world says nothing|a shadow moves on|nothing more than this]'],
  },
  story: {
    open: [
      'In the village they told the story of {t}. [Nobody believed it, except a child|Everyone believed it, except the keeper|They laughed by day and wondered by night].',
      'It all began with {t}, [on a wet Tuesday|on the eve of the fair|at the hour when shutters close].',
      'At the end of the shortest street in town there {was/were} {t}. People walked past without looking up.',
    ],
    want: [
      'A girl called [Ada|Wren|Nora|June] [kept a blue pebble in her pocket|counted the stairs under her breath|wrote everything in a book without lines], and she wanted to understand.',
      'Old [Amos|Silas|Mr Reed] said that listening was enough. So [Ada|Wren|Nora|June] sat down, and listened.',
    ],
    turn: {
      gentle: [
        'One morning [the river turned around|the bread rose by itself|the wind delivered a letter], softly, the way a page is turned.',
      ],
      playful: [
        'That was when [a goose in a hat|a postman on springs|a cloud in a hurry] asked the way, and everything went wrong, delightfully.',
      ],
      wistful: ['Then came [autumn|the last train|the first empty chair], and everyone saw what they had nearly lost.'],
      epic: ['Then [thunder rolled for three days|the towers began to shake|the sea stood up], and somebody had to be brave.'],
      mysterious: ['That night [the bell rang thirteen times|a window lit up in the empty house|every shadow leaned the same way].'],
    },
    deed: [
      'Someone had to choose: [stay and understand|leave and remember|speak at last|open the door]. She took her lamp, and chose both.',
      'She laid [her hand on the stone|her ear to the door|her book in the middle of the road], and it was all told to her, from the beginning.',
    ],
    end: [
      'Since that day [every path has two names|we greet the absent first|nobody here locks a door].',
      'And if you pass that way, [walk slowly|look up|say good evening]: you never know who is listening.',
    ],
  },
  ideas: {
    lead: ['Five ways into {t}:', 'Here is where to start with {t}:'],
    items: [
      'Invert it: what if [we did the exact opposite|the audience made it|we began at the end]?',
      'Shrink it: the version that fits [on a sticky note|in one minute|in a pocket].',
      'Cross it with [music|a board game|a map of the neighbourhood|cooking].',
      'Move it [to the street|to a school|into the night|onto a train], where nobody expects it.',
      'Make it a ritual: one shared gesture, [every Monday|each full moon|at every arrival].',
      'Hand over the keys: let [a child|a neighbour|a stranger] decide what comes next.',
      'Leave a trace: [a common notebook|one photo a day|a wall of string] that everyone completes.',
      'Take away one essential thing, and watch what replaces it.',
    ],
    close: ['Start with the smallest: it will soon tell you whether the others are worth it.', 'Choose the one that scares you a little.'],
  },
  plan: {
    lead: ['Aim: make {t} real, without waiting for perfect.', 'A simple road for {t}, in four strides.'],
    phases: [
      ['Today: write the outcome in one sentence, [and show it to somebody|and pin it to the wall].'],
      ['This week: [show a rough draft to three people|try the smallest version that could work|list what is already at hand].'],
      ['This month: keep what worked twice, drop the rest, [name a public date|find an ally].'],
      ['After that: [celebrate the first time|tell what you learned|pass the baton], then begin again, bigger.'],
    ],
    risk: ['Watch out for: finishing before showing.', 'Watch out for: adding instead of choosing.'],
  },
  letter: {
    hail: ['I have been meaning to write to you about {t}.', 'It is late, and I keep thinking of {t}.'],
    body: [
      'Here [the light goes early|the lime tree is in bloom|it has rained since yesterday], and everything leads me back to {t}.',
      'I keep [the chipped cup|the ticket from the last train|your sentence about clouds], the way one keeps a place at the table.',
      'You used to say that nothing stays; I think nothing quite leaves.',
    ],
    mood: {
      gentle: ['Take your time with the answer: your letter is already inside this one.'],
      playful: ['P.S. The cat ate the first draft and found it a little long.'],
      wistful: ['Some evenings I leave the lamp on, just in case.'],
      epic: ['Nothing will stop us: not the sea, not the winter, not the post.'],
      mysterious: ['Burn this letter, or hide it in the book you know.'],
    },
    bye: ['With love,', 'Yours, under any sky,', 'Until soon,'],
  },
  dialogue: {
    names: [
      ['Ada', 'Leo'],
      ['Wren', 'Silas'],
      ['The Moon', 'The Watchman'],
      ['June', 'Amos'],
    ],
    scene: ['[A bench at dusk.|A kitchen, very early.|An empty platform; the last train has left.]'],
    exchanges: [
      ['Have you noticed {t}?', 'Everyone looks. Nobody notices.'],
      ['I thought you didn’t like to talk about it.', 'I couldn’t find the words. Now they come by themselves.'],
      ['What if we were wrong from the start?', 'Then we were wrong together, which is something.'],
      ['Do you hear that?', 'Yes. I think it is beginning.'],
      ['What would you do in my place?', 'Wait for morning, then do exactly what frightens me.'],
    ],
    last: [
      ['Shall we go, then?', 'We are already there.'],
      ['Will you come back tomorrow?', 'Tomorrow it is your turn to tell it.'],
    ],
  },
  slogans: [
    '{T}. And suddenly, everything breathes.',
    '{T}: [small in size, big in idea|the right time is now|for those who look twice].',
    'Make room for {t}.',
    'One day with {t}, and you will not look at things the same way.',
    '{T}, [simply|naturally|of course].',
  ],
  recipe: {
    lead: ['Serves four, with a little patience and {t}.'],
    ingredients: [
      '[a handful|three pinches|a bowl] of [curiosity|morning light|silence]',
      '[two spoonfuls|a glass|a drop] of [elbow grease|daring|rain water]',
      'a zest of [laughter|sea wind|memory]',
      'salt, if your heart says so',
    ],
    steps: [
      'Warm [the memories|the onions and the regrets] on a low flame; do not rush them.',
      'Add {t} and stir [the way the stars turn|while thinking of someone].',
      'Cover, and leave to rest [for the length of a song|until nightfall].',
    ],
    serve: ['Serve [warm, with bread|on the best plate|to the first person who passes].'],
  },
  musing: {
    open: [
      'Look closely: {t} {says/say} nothing, and yet it is all there.',
      'We think we know {t}. We are only slightly wrong, but wrong.',
      'It takes no more than {t} to change the colour of a day.',
    ],
    body: [
      'There is [the light resting on it|the sound it makes when it falls|the smell, above all, that comes back at once], and that way simple things have of standing on their own.',
      'You want to [slow down|sit beside it|ask a question], and then you see that the answer [is already walking ahead|fits in a pocket|was never in a hurry].',
      'Someone, one day, left [the print of a hand|a first name|a little patience] there. You can still see it, up close.',
    ],
    close: [
      'Tomorrow, perhaps, we will speak of it again. Tonight it is enough to look.',
      'Keep a piece of it: that is what sticky notes are for.',
    ],
  },
  summary: {
    lead: ['Worth keeping:', 'In three sentences:'],
    bare: [
      '{T}: an idea, [a place|a gesture|a moment], and what we make of it.',
      'The start fits in a word; the rest is a matter of patience.',
      'Worth keeping: begin small, show early, keep what works.',
    ],
  },
  sequel: {
    title: 'Continued',
    bridge: ['Later, the same light.', 'And then something began again.', 'But the story had not said its last word.'],
  },
  item: (index, text) => `${index}. ${text}`,
  speech: (name, text) => `${name.toUpperCase()}: ${text}`,
  signature: (name) => `— ${name}`,
};
