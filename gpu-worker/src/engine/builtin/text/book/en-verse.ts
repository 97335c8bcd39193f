import type { DomainCouplets, Verse } from './book.ts';

const DOMAINS: DomainCouplets = {
  sea: [
    ['The tide has a habit of leaving in lace,', 'and coming back later to look at the place.'],
    ['A mast says good evening, a rope gives a sigh,', 'the line of the water is stitched to the sky.'],
    ['The harbour keeps count of the boats that it lent,', 'and never once asks them the way that they went.'],
  ],
  sky: [
    ['The stars do their sums and they come out one short,', 'they blame it on lovers, or dreams of some sort.'],
    ['The moon laid her hand on the slates one by one,', 'and each of them thought it was touched by the sun.'],
    ['Now midnight is threading its needle with light,', 'and mending the hole that we cut in the night.'],
  ],
  forest: [
    ['The moss has agreed, and the oak is asleep,', 'the jay has a secret too pretty to keep.'],
    ['The path cannot choose between two kinds of fern,', 'and takes the more shadowed, for something to learn.'],
    ['There’s spring in the bark with its ear to the door,', 'it’s heard all the birds and is waiting for more.'],
  ],
  city: [
    ['The tram pulls away and a window turns gold,', 'the street tells a story it’s already told.'],
    ['A bicycle leans on the side of the rain,', 'and dreams it goes down to the seaside again.'],
    ['The windows come on like a second-hand sky,', 'much lower than heaven, but handy, nearby.'],
  ],
  animal: [
    ['Two eyes in the hedge, and a breath, and a trace:', 'the world becomes bigger by making them space.'],
    ['There’s much to be learned from a back and its stretch,', 'a walk with no errand, no parcel to fetch.'],
    ['The creature remembers what people mislay:', 'to eat, and to sleep, and to look at the day.'],
  ],
  love: [
    ['Two cups and a bench and the sound of a key:', 'that’s all that the evening was wanting to be.'],
    ['Your hand into mine has the weight of the noon,', 'we said it was late and we meant it was soon.'],
    ['The things left unsaid are what keep the house warm,', 'the others are weather, they pass with the storm.'],
  ],
  food: [
    ['The kitchen is singing, a lid starts to dance,', 'a pinch over shoulder gives fortune a chance.'],
    ['The crust has gone golden, the cloth is all flowers,', 'we help ourselves twice and lose track of the hours.'],
    ['One smell up the stairs and the family’s there,', 'with childhood itself pulling up its own chair.'],
  ],
  weather: [
    ['The shower has passed, but one drop on the eaves', 'is taking its time, as it does, when it leaves.'],
    ['The season goes out on the tips of its toes,', 'and scatters its colours wherever it goes.'],
    ['The wind knows by heart what it means to undo,', 'it turns over pages, and lets you read two.'],
  ],
  art: [
    ['One note and another, they climb in a pair,', 'the night is a cellar, and this is the stair.'],
    ['The silence is listening before it replies,', 'a bow draws a road and it opens its eyes.'],
    ['There’s blue on the brush that is left at the end,', 'enough for a sky, or a pail, or a friend.'],
  ],
  childhood: [
    ['The jam on the bread and the grass on the knee,', 'the whole of the summer was climbing one tree.'],
    ['A voice from the kitchen, it’s time to come in,', 'the garden says: later, and dares us to win.'],
    ['The picture has yellowed, the laughter holds fast,', 'it’s always the first one to run, and the last.'],
  ],
  travel: [
    ['The road is a thread that you pull from afar,', 'and sometimes what comes is the place where you are.'],
    ['The platform folds up and the station is gone,', 'a field and another keep carrying on.'],
    ['You leave it for ever, you’re back before tea,', 'the suitcase still smelling of pine and the sea.'],
  ],
  machine: [
    ['The engine can count, but it never has known', 'the price of a hush, or the weight of a stone.'],
    ['A red wire, a blue wire, and something that hums:', 'we call it a thought and we wait till it comes.'],
    ['The trade can be taught, but the gesture is kept,', 'the tool has grown old in the hand where it slept.'],
  ],
  any: [
    ['The river remembers, it just doesn’t tell,', 'it hums to the stones and it hums to the bell.'],
    ['A cloud changed its mind and came down for a drink,', 'the garden looked up and forgot how to think.'],
    ['The wind has a key to each gate in the town,', 'it tries every lock and then lays itself down.'],
  ],
};

export const ENGLISH_VERSE: Verse = {
  open: [
    ['{D} {keeps/keep} watch at the edge of the night,', 'and {lends/lend} to the dark a little light.'],
    ['I met {d} on the road to the sea,', 'as quiet as bread, and as steady as tea.'],
    ['They speak of {d} when the lamps burn low,', 'and nobody hurries, and no one will go.'],
    ['Here {is/are} {d} with the dust and the dew,', 'a small old wonder made suddenly new.'],
    ['{D} {has/have} nothing to prove or to say,', 'yet {opens/open} a door at the end of the day.'],
    ['You may take the watch and the coat and the key:', 'just leave me {d}, and that’s plenty for me.'],
    ['The page was so white, with {d} at the top,', 'that snow would have seen it and wanted to stop.'],
    ['I never had thought of {d}, I’ll admit,', 'till one rainy morning it clicked, bit by bit.'],
    ['I happened on {d} on a Saturday walk,', 'and ever since then I take longer to talk.'],
  ],
  openVerb: [
    ['{D} is no trade, says the wind at the pane,', 'but someone must wear out their shoes in the rain.'],
    ['You learn it alone, with no book and no bell:', '{d} is a story that nobody’ll tell.'],
  ],
  again: [
    ['We look for {them} far, at the end of the land,', 'and here {it} {is/are} sitting, as close as my hand.'],
    ['And if I should name {them}, a bird will reply:', 'some words are a bridge that is built from the sky.'],
    ['The weather is like {them}: it goes where it goes,', 'it makes us a song out of all that it knows.'],
    ['I’ve kept {them} a bench and a patch of the sun,', 'and half of an apple for when day is done.'],
  ],
  middle: [
    ['The rooftops have counted the rain that we had,', 'and found it was gentle, and weren’t even sad.'],
    ['There’s moss on the step where the story begins,', 'and salt in the curtain, and light on the tins.'],
    ['A map is a promise that somebody drew,', 'the paths are for walking, the blanks are for you.'],
    ['One stone in the sun and one drop on the leaf:', 'the world can be whole and the moment be brief.'],
    ['A clock down the hall has mistaken the floor,', 'it strikes for the neighbours, and then strikes some more.'],
    ['You open a drawer and a Sunday falls out,', 'a button, a ribbon, a reason to doubt.'],
    ['Somebody is laughing behind a closed blind,', 'the hour that follows is easier to find.'],
  ],
  mood: {
    gentle: [
      ['Come closer, be slow, let the kettle decide,', 'there’s room on the bench and there’s moonlight outside.'],
      ['The morning is small, you can hold it in one', 'of your two open hands, like a cup full of sun.'],
      ['Speak softly, the bread is asleep on the sill,', 'the best things are said when the others are still.'],
    ],
    playful: [
      ['A goose in a bonnet has ordered some cake,', 'it paid with a sonnet and swam round the lake.'],
      ['The moon lost a slipper, the stars hid their shoes,', 'the weather in socks is reporting the news.'],
      ['A snail with a briefcase is late for his train,', 'he’ll catch it on Thursday, or Friday again.'],
    ],
    wistful: [
      ['The benches are empty, the music has gone,', 'a scarf on the railing keeps talking till dawn.'],
      ['Whatever was leaving went softly, by name,', 'and nothing is missing, and nothing’s the same.'],
      ['The chair is still turned to the place where you were,', 'the evening sits down in it, wrapped in its fur.'],
    ],
    epic: [
      ['Then sound the old drums, let the banners be torn,', 'the valley takes fire at the blast of a horn!'],
      ['Ten thousand white horses break loose in the foam,', 'and thunder itself is the road that leads home.'],
      ['The mountain has swallowed the steel of the kings,', 'a child on the summit is counting its rings.'],
    ],
    mysterious: [
      ['Behind the blue wall there’s a clock that can sing,', 'it’s missing an hour, and keeps it on string.'],
      ['Who left on the threshold, when nobody came,', 'a key made of frost and a page with my name?'],
      ['The mirror is slow to give back what it sees,', 'it’s learned to be careful of doors and of trees.'],
    ],
  },
  domain: DOMAINS,
  close: [
    ['So ask where it’s going, this light that we spend:', 'it follows the water, it comes to a friend.'],
    ['The morning returns and it hasn’t lost one', 'of the steps that you gave it before it had sun.'],
    ['And I, who was certain, am learning to see:', 'the smallest of lanterns is lantern to me.'],
    ['Now fold up the evening, there’s nothing to mend,', 'the best of the road is the turn at the end.'],
    ['The page is all written, the day carries on,', 'it’s put on its boots, it has whistled, it’s gone.'],
    ['The rest is for you: here’s a pin and a thread,', 'a little more patience, the whole sky ahead.'],
  ],
  refrain: [
    ['{D}, oh, {d},', 'stay a little while,', 'the night is only half as long', 'when sung in proper style.'],
    ['{D}, la la la,', 'it’s the only tune I know,', 'you start it on the wrong left foot', 'and then you let it go.'],
    ['So give me {d},', 'a guitar and chords for three,', 'we’ll paint the street a better blue', 'and let the rain in free.'],
    ['{D}, hey, {d},', 'who taught you how to sing?', 'a blackbird on a rainy roof,', 'and all of spring.'],
  ],
  refrainVerb: [['{D}, la la la,', 'it’s the only thing I do,', 'you start it on the wrong left foot', 'and finish it in blue.']],
  haiku: {
    season: [
      '[mist upon the field|first wind of April|old moon of winter|late light on the wall|heat of mid-July|the end of Sunday]',
      '[snow without a step|rain keeps to itself|tall grass of August|the pond holds its breath|wisteria falls|light of October]',
    ],
    subject: [
      '{d}, for an instant',
      '{d} {passes/pass} without a sound',
      'as if it were {d}',
      'suddenly {d}, so close',
      'nobody sees {d}',
      'I am thinking of {d}',
      'a breath, a flash: {d}',
      'and somewhere in it, {d}',
    ],
    close: [
      '[and then the silence|one bird, and it’s gone|the world says nothing|a shadow moves on|nothing more than this|the door left ajar]',
      '[the dog sleeps again|tea is growing cold|we speak more softly|a child understands|my shadow lingers|one leaf letting go]',
    ],
  },
};
