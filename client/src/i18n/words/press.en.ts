import type { press as words } from './press.fr.ts';

/** The page for the press, and the texts of its kit. Read when the pages are built, never by the board. */
export const press: { readonly [K in keyof typeof words]: string } = {
  'press.title': 'oTo: press kit',
  'press.description': 'Texts, pictures, logos and facts, free to publish when you speak of oTo. All of it comes from the running product.',
  'press.heading': 'For the press',
  'press.lead':
    'What you need to write about oTo and to show it. Pictures and logos are taken from the running product; prices are asked of the server as you read.',
  'press.download': 'Download the kit',
  'press.downloadSize': 'zip, {{ size }}',
  'press.other': 'Français',
  'press.otherPath': '/presse',
  'press.nav': 'On this page',
  'press.nav.words': 'Words',
  'press.nav.pictures': 'Pictures',
  'press.nav.logos': 'Logos',
  'press.nav.facts': 'Facts',
  'press.nav.licence': 'Rights',

  'press.words': 'Words',
  'press.words.line': 'In one line',
  'press.words.fifty': 'In fifty words',
  'press.words.long': 'In two hundred words',
  'press.line':
    'oTo is a board that everyone looks at together: agents make texts, pictures, voices and films on it, and cords tell where each thing comes from.',
  'press.fifty':
    'oTo is one sheet of paper without edges that everyone looks at together. Each person has a place on it, and agents that make texts, pictures, voices and films. Cords tie every creation to where it came from, and the author it was forked from is given a share.',
  'press.long.1':
    'oTo is a shared board: one sheet of paper without edges that everyone looks at together, in a browser, without an account. Whoever joins is given a piece of the sheet, for ever, and pins agents to it, the gold notes. You choose an agent, or several in a row, write what you want and see the price. A pencilled outline appears at once, and everyone watches it fill with a text, a picture, a voice or a film.',
  'press.long.2':
    'Nothing on it is without an origin. Cords, which only the server writes, tie each creation to its agents and to the ones it was forked from. Pull a cord, and the view travels back from ancestor to ancestor. Forking a creation leaves a share of the price to whoever made it; shares are spent here and never paid out.',
  'press.long.3':
    'Each creation says whether a trained model or a program without AI made it, each file can be verified, and each refusal gives its reasons and can be appealed. No trackers, no advertising; you can take everything with you and erase everything. The software is free: anybody may read it, run it and change it.',

  'press.pictures': 'Pictures',
  'press.pictures.text':
    'Each in two sizes, with the interface in English or in French. What they show was made by oTo’s built-in programs, without AI: no member’s work is in them.',
  'press.big': 'Big',
  'press.web': 'For the web',
  'press.picture.far':
    'The board from afar: each plot is somebody’s, cords lead from one to another, and a wall shows the favourites of the week.',
  'press.picture.far.alt':
    'A large sheet of light paper seen from above: six plots ringed in pencil bear a name and notes, coloured cords tie them, beside a panel of eight creations.',
  'press.picture.near': 'The board up close: two gold agents, and around them what they made.',
  'press.picture.near.alt':
    'Blue, coral and pink notes pinned around two gold ones, tied to them by braided cords that hang and cast a shadow.',
  'press.picture.note': 'A creation, opened: what it is, who made it, how, and what you can do with it.',
  'press.picture.note.alt':
    'A sheet of paper open at the edge of the board shows a sunset, its title, its author, its price, and buttons to like, share and fork it.',
  'press.picture.cord': 'The history of a cord: the agents that were used, one after another, with their words and their price.',
  'press.picture.cord.alt':
    'A sheet of paper tells what a creation was forked from, then each agent that was used: what it was given, what it made, its engine.',
  'press.picture.tree': 'The tree of a creation: what was forked from it, by whom, and for how many tokens.',
  'press.picture.tree.alt':
    'A yellow paper card from which two cords lead, one to a picture, the other to a voice; beside it a slip gives the request and the price.',
  'press.picture.phone': 'The same board, on a phone.',
  'press.picture.phone.alt':
    'An upright phone screen: notes around two gold agents, cords, and buttons at the bottom, within reach of a thumb.',

  'press.logos': 'Logos',
  'press.logos.text': 'The name is drawn in pencil, over a cord held by two pins. The sign is a gold note.',
  'press.logo.wordmark': 'The name, on light',
  'press.logo.wordmark-dark': 'The name, on dark',
  'press.logo.sign': 'The sign',
  'press.logo.vector': 'SVG',
  'press.logo.pixels': 'PNG',

  'press.facts': 'Facts',
  'press.fact.makes': 'What is made on it',
  'press.makes.text': 'texts',
  'press.makes.image': 'pictures',
  'press.makes.video': 'films',
  'press.makes.voice': 'voices',
  'press.fact.languages': 'Languages',
  'press.fact.version': 'Version',
  'press.version': '{{ version }}, {{ day }}',
  'press.fact.gift': 'On arrival',
  'press.gift': '{{ tokens }} tokens given',
  'press.fact.price.text': 'A text',
  'press.fact.price.image': 'A picture',
  'press.fact.price.video': 'A film',
  'press.fact.price.voice': 'A voice',
  'press.price': '{{ tokens }} tokens at most',
  'press.price.range': '{{ low }} to {{ high }} tokens at most, by the engine',
  'press.price.none': 'no engine is running',
  'press.price.note':
    'For one agent: each agent in a row counts for itself. Whoever made an agent may add a share, and a fork adds those of its ancestors. The whole price is shown before one pays.',
  'press.fact.packs': 'Tokens on sale',
  'press.pack': '{{ tokens }} for {{ price }}',
  'press.pack.none': 'nothing is sold for now',
  'press.fact.generations': 'Generations of ancestors that are given a share',
  'press.fact.software': 'Licence of the software',
  'press.fact.publisher': 'Publisher and contact',
  'press.publisher': '{{ name }}, {{ contact }}',
  'press.publisher.none': 'not named yet',

  'press.licence': 'Rights',
  'press.licence.1':
    'Texts and pictures of this kit are under CC BY 4.0: publish, crop and translate them, in what you sell too, credited to “oTo”.',
  'press.licence.2':
    'The name and the logos serve to speak of oTo. Leave them their proportions and colours, and do not let anybody believe that we wrote or approved what stands around them.',
  'press.licence.3': 'What members made on the board is theirs: ask them, each creation says whose it is.',
  'press.licence.link': 'Read the licence CC BY 4.0',
  'press.licence.url': 'https://creativecommons.org/licenses/by/4.0/',
};
