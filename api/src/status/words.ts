import type { Lang } from '@oto/schema/base/lang';
import type { IncidentImpact, IncidentState, StatusComponent, StatusState } from '@oto/schema/contract/status';

type Words = {
  readonly title: string;
  readonly lead: string;
  readonly overall: { readonly [S in StatusState]: string };
  readonly state: { readonly [S in StatusState]: string };
  readonly name: { readonly [C in StatusComponent]: string };
  readonly what: { readonly [C in StatusComponent]: string };
  readonly incident: { readonly [S in IncidentState]: string };
  readonly impact: { readonly [I in IncidentImpact]: string };
  readonly looked: (time: string) => string;
  readonly away: string;
  readonly wait: (time: string) => string;
  readonly uptime: (percent: string) => string;
  readonly bars: (percent: string) => string;
  readonly noBars: string;
  readonly day: (day: string, what: string) => string;
  readonly dayUp: string;
  readonly dayDown: (minutes: number) => string;
  readonly daySlow: (minutes: number) => string;
  readonly ago: string;
  readonly today: string;
  readonly now: string;
  readonly past: string;
  readonly nothing: string;
  readonly board: string;
  readonly other: string;
  readonly feed: string;
  readonly data: string;
};

export const STATUS_WORDS: { readonly [L in Lang]: Words } = {
  fr: {
    title: 'État du service',
    lead: 'Ce qui marche, ce qui peine, et ce que nous en savons.',
    overall: {
      up: 'Tout marche',
      slow: 'Une partie peine',
      down: 'Une partie est en panne',
      off: 'Rien n’est proposé ici pour le moment',
      unknown: 'Nous n’avons pas pu regarder à l’instant',
    },
    state: { up: 'marche', slow: 'peine', down: 'en panne', off: 'en pause', unknown: 'pas de mesure' },
    name: {
      board: 'Le tableau',
      text: 'Créer un texte',
      image: 'Créer une image',
      video: 'Créer une vidéo',
      voice: 'Créer une voix',
      accounts: 'Les comptes',
      payments: 'Les paiements',
      mail: 'Les lettres',
      media: 'Les images et les sons',
    },
    what: {
      board: 'regarder, bouger, écrire à plusieurs',
      text: '',
      image: '',
      video: '',
      voice: '',
      accounts: 'entrer, se connecter',
      payments: 'acheter des jetons',
      mail: 'confirmer une adresse, être prévenu',
      media: 'voir et entendre ce qui est épinglé',
    },
    incident: { looking: 'nous cherchons', found: 'cause trouvée', watching: 'réparé, nous surveillons', over: 'terminé' },
    impact: { none: 'à savoir', slow: 'ralentissement', down: 'panne' },
    looked: (time) => `Mesuré à ${time}`,
    away: 'La base de données ne répond pas : voici ce que nous savions.',
    wait: (time) => `attente : ${time}`,
    uptime: (percent) => `${percent} du temps`,
    bars: (percent) => `90 jours, en marche ${percent} du temps mesuré`,
    noBars: '90 jours : rien de mesuré encore',
    day: (day, what) => `${day} : ${what}`,
    dayUp: 'rien à signaler',
    dayDown: (minutes) => `${minutes} min de panne`,
    daySlow: (minutes) => `${minutes} min de ralentissement`,
    ago: 'il y a 90 jours',
    today: 'aujourd’hui',
    now: 'En ce moment',
    past: 'Ce qui s’est passé',
    nothing: 'Aucun incident n’a été écrit.',
    board: 'Aller au tableau',
    other: 'English',
    feed: 'Suivre par Atom',
    data: 'Les mêmes faits en JSON',
  },
  en: {
    title: 'How the service is',
    lead: 'What works, what is slow, and what we know of it.',
    overall: {
      up: 'Everything works',
      slow: 'Part of it is slow',
      down: 'Part of it is down',
      off: 'Nothing is offered here for now',
      unknown: 'We could not look just now',
    },
    state: { up: 'works', slow: 'slow', down: 'down', off: 'paused', unknown: 'not measured' },
    name: {
      board: 'The board',
      text: 'Making a text',
      image: 'Making a picture',
      video: 'Making a film',
      voice: 'Making a voice',
      accounts: 'Accounts',
      payments: 'Payments',
      mail: 'Letters',
      media: 'Pictures and sounds',
    },
    what: {
      board: 'watching, moving, writing together',
      text: '',
      image: '',
      video: '',
      voice: '',
      accounts: 'joining, signing in',
      payments: 'buying tokens',
      mail: 'confirming an address, being told',
      media: 'seeing and hearing what is pinned',
    },
    incident: { looking: 'we are looking', found: 'cause found', watching: 'mended, we watch it', over: 'over' },
    impact: { none: 'to know', slow: 'slowness', down: 'outage' },
    looked: (time) => `Measured at ${time}`,
    away: 'The database does not answer: this is what we knew.',
    wait: (time) => `wait: ${time}`,
    uptime: (percent) => `${percent} of the time`,
    bars: (percent) => `90 days, working ${percent} of the time measured`,
    noBars: '90 days: nothing measured yet',
    day: (day, what) => `${day}: ${what}`,
    dayUp: 'nothing to report',
    dayDown: (minutes) => `down for ${minutes} min`,
    daySlow: (minutes) => `slow for ${minutes} min`,
    ago: '90 days ago',
    today: 'today',
    now: 'Right now',
    past: 'What happened',
    nothing: 'No incident has been written.',
    board: 'Go to the board',
    other: 'Français',
    feed: 'Follow by Atom',
    data: 'The same facts as JSON',
  },
};
