import type { Note } from './book.ts';

export const FRENCH_NOTE: Note = {
  letter: {
    dear: (name, { feminine, plural, sure }) => (sure ? `${feminine ? 'Chère' : 'Cher'}${plural ? 's' : ''} ${name},` : `Bonjour ${name},`),
    purpose: [
      'Si j’écris ce soir, c’est pour {purpose}.',
      'Je voulais {purpose}, tout simplement, et le faire par écrit.',
      'Il fallait bien une lettre pour {purpose}.',
    ],
    about: ['Je pense beaucoup {a+}, ces temps-ci.', 'Il faut que je te parle {de+}.', 'Tout me ramène {a+}, et je n’en suis pas fâché.'],
    hail: [
      'Voilà longtemps que je voulais prendre la plume.',
      'Il est tard, la lampe est bonne, et c’est l’heure des lettres.',
      'Je commence sans brouillon, c’est meilleur signe.',
    ],
    body: [
      [
        'Je garde [la tasse ébréchée|le ticket du dernier train|ta phrase sur les nuages], comme on garde une place à table.',
        'Tu disais qu’il faut [finir ce qu’on commence|se méfier des raccourcis|dire merci deux fois] ; je m’en souviens chaque jour, et parfois je le fais.',
        'Si tu passes par ici, [la clé est toujours sous le pot bleu|il y aura de la soupe|le banc n’a pas bougé].',
        'Raconte-moi tout, même [le temps qu’il fait|ce qui ne compte pas|les choses à moitié].',
      ],
      [
        'Je garde un souvenir précis de [votre accueil|notre dernière conversation|ce que vous aviez dit ce jour-là], et il m’aide encore.',
        'Je sais que votre temps est compté ; c’est pourquoi [je serai bref|j’ai pesé chaque mot|cette lettre tient sur une page].',
        'S’il vous reste [une minute|un avis|une question], je suis tout près.',
        'Rien ne presse, sinon [le plaisir de vous lire|la saison|la poste].',
      ],
    ],
    mood: {
      gentle: [
        'Prends ton temps pour répondre : ta lettre est déjà dans la mienne.',
        'Prenez votre temps pour répondre : une bonne lettre sait attendre.',
      ],
      playful: [
        'P.-S. : le chat a mangé le premier brouillon, il l’a trouvé un peu long.',
        'P.-S. : le chat a relu cette lettre, il n’y a vu aucune faute.',
      ],
      wistful: [
        'Certains soirs, je laisse la lampe allumée, au cas où.',
        'Certains soirs, on voudrait que les choses aient tourné autrement.',
      ],
      epic: [
        'Rien ne nous arrêtera : ni la mer, ni l’hiver, ni la poste.',
        'Rien ne nous arrêtera : ni la mer, ni l’hiver, ni les formulaires.',
      ],
      mysterious: [
        'Brûle cette lettre, ou cache-la dans le livre que tu sais.',
        'Gardez cette lettre à l’abri : elle en sait plus qu’elle n’en dit.',
      ],
    },
    bye: [
      ['Je t’embrasse,', 'Avec toute ma tendresse,', 'À bientôt, sous n’importe quel ciel,'],
      ['Bien à vous,', 'Avec toute ma considération,', 'En vous souhaitant une belle saison,'],
    ],
  },
  wishes: {
    open: {
      birthday: ['Joyeux anniversaire{name} !', 'Bon anniversaire{name} !'],
      year: ['Bonne année{name} !', 'Belle année nouvelle{name} !'],
      christmas: ['Joyeux Noël{name} !', 'Un doux Noël{name} !'],
      thanks: ['Merci{name}.', 'Mille mercis{name}.'],
      bravo: ['Bravo{name} !', 'Toutes mes félicitations{name} !'],
      courage: ['Courage{name}.', 'Tiens bon{name}.'],
      other: ['Tous mes vœux{name} !', 'Une belle fête{name} !'],
    },
    candles: [
      'Une bougie de plus, ce n’est pas du temps qui s’en va : c’est de la lumière qui reste.',
      'Il faut souffler fort : le vœu est au fond, comme la fève.',
    ],
    body: [
      'Que les jours qui viennent aient [de grandes fenêtres|l’odeur du pain|la patience des chats].',
      'Que les semaines prochaines apportent [deux bonnes surprises et une troisième plus discrète|assez de vent pour avancer, assez d’ombre pour s’asseoir|des nouvelles de loin et des amis tout près].',
      'Qu’il y ait [du gâteau|de la musique|un fou rire], et quelqu’un pour en reprendre.',
      'Que rien ne se perde, sauf [les clés, une fois, pour rire|l’heure|le mode d’emploi].',
      'Et que le vent, pour une fois, [pousse dans le bon sens|rapporte ce qu’il a pris|siffle un air connu].',
    ],
    close: [
      'Je lève mon verre, mon stylo et mon chapeau.',
      'Le reste, nous l’inventerons ensemble.',
      'À très vite, et gardez-moi une part.',
    ],
  },
  reply: {
    open: [
      '{q}. [C’est peu de mots, et c’est beaucoup.|Merci de l’avoir écrit.|Je relis la phrase lentement.]',
      '{q} : voilà une phrase qui ne cherche pas à plaire, et c’est pour cela qu’on l’écoute.',
    ],
    body: [
      'Il y a des phrases qu’on pose comme une valise : [on s’assoit à côté, on respire|on ne les ouvre pas tout de suite|elles pèsent moins une fois par terre].',
      'Peut-être faut-il [la dire à voix haute, dans une pièce vide|l’écrire une seconde fois, plus petit|la confier à quelqu’un qui n’a pas de montre].',
      'Ce qui commence ainsi finit rarement comme on croit. [Gardez la porte entrouverte.|Gardez une lampe.|Gardez un témoin.]',
      'La nuit exagère, le matin corrige ; entre les deux, il y a [le pain grillé|une chanson|un trottoir mouillé].',
      'D’autres l’ont pensé avant vous, et n’ont pas osé l’écrire. [Ils vous lisent.|Vous voilà nombreux.]',
    ],
    close: [
      'Et si la suite tenait en une seule phrase, ce serait laquelle ?',
      'Je vous laisse la ligne suivante : elle est à vous.',
      'Demain, relisez-la. Elle aura peut-être changé de couleur.',
    ],
  },
  musing: {
    open: [
      'Regardez bien : {d} ne {dit/disent} rien, et pourtant tout est là.',
      'On croit connaître {d}. On se trompe de peu, mais on se trompe.',
      'Il suffit {dd} pour que la journée change de couleur.',
      'Personne ne m’a présenté {d}. Cela s’est fait tout seul, un jour sans importance.',
      'Si l’on devait garder une seule chose, ce serait peut-être {d}.',
    ],
    body: [
      'Il y a [la lumière posée dessus|le silence juste après|l’odeur, surtout, qui revient d’un coup], et cette façon qu’ont les choses simples de tenir debout toutes seules.',
      'On voudrait [ralentir|s’asseoir à côté|poser une question], puis on comprend que la réponse [marche déjà devant nous|tient dans une poche|n’a jamais été pressée].',
      'Quelqu’un, un jour, y a laissé [une trace de main|un prénom|un peu de sa patience]. Cela se voit encore, de près.',
      'On peut en parler des heures. On peut aussi se taire à deux, ce qui va plus vite et plus loin.',
      'Les enfants le savent, les vieux s’en souviennent ; entre les deux, on cherche ses clés.',
    ],
    close: [
      'Demain, peut-être, nous en reparlerons. Ce soir, il suffit de regarder.',
      'Gardez-en un morceau : c’est à cela que servent les post-it.',
      'Le reste est une affaire de fenêtre, et de qui l’ouvre.',
    ],
  },
  summary: {
    lead: ['À retenir :', 'En trois phrases :', 'L’essentiel, sans les rideaux :'],
    bare: [
      ['{T} : une idée, [un lieu|un geste|un moment], et ce que l’on en fait.', '{T}, en trois lignes, sans un mot de trop.'],
      ['Le point de départ tient en un mot ; le reste est affaire de patience.', 'Tout part d’un détail, et y revient.'],
      ['À retenir : commencer petit, montrer tôt, garder ce qui marche.', 'Ce qui manque encore, c’est vous qui le savez.'],
    ],
  },
  sequel: {
    title: 'Suite',
    bridge: [
      'Plus tard, la même lumière.',
      'Et puis, quelque chose reprit.',
      'Mais l’histoire n’avait pas dit son dernier mot.',
      'On croyait que c’était fini. C’était seulement plus bas.',
      'Reprenons, un ton plus près.',
    ],
    echo: ['D’après ces mots :', 'En réponse à ceci :', 'Avec, en tête, cette phrase :'],
  },
};
