import type { Tale } from './book.ts';

export const FRENCH_TALE: Tale = {
  hero: {
    open: [
      'Il était une fois {u+}. [Le village n’en parlait qu’à voix basse|Personne ne savait d’où {il} {venait/venaient}|On {le} croisait surtout les jours de marché].',
      '{U+}, voilà comment commence cette histoire ; et {il} ne se {doutait/doutaient} de rien.',
      'Dans une rue si courte qu’elle n’avait qu’un côté {vivait/vivaient} {u+}.',
      'On m’a raconté que, [derrière le vieux moulin|au bout du quai|sous le préau de l’école], {vivait/vivaient} {u+}.',
    ],
    told: [
      '{D} y {pensait/pensaient} du matin au soir, et même un peu après.',
      'On {lui} disait que ce n’était pas raisonnable. {D} {hochait/hochaient} la tête, et {continuait/continuaient}.',
      'C’était une idée simple, et comme toutes les idées simples elle prenait beaucoup de place.',
    ],
    want: [
      '{D} {avait/avaient} un secret : {il} {voulait/voulaient} [voir la mer|apprendre une chanson entière|traverser la nuit sans lampe|rendre un parapluie à son propriétaire].',
      'Un matin, [une lettre sans adresse|un bruit de pas|une odeur de brioche] arriva sous la porte, et {d} {comprit/comprirent} qu’il fallait partir.',
      'Il {lui} manquait une seule chose : [un ami qui ne pose pas de questions|le dernier mot d’une chanson|la clé d’une boîte bleue].',
    ],
    tries: [
      'Le premier essai [tomba dans la rivière|fit rire les corneilles|ne dura que le temps d’un éternuement]. Le deuxième fut pire. Il y en eut donc un troisième.',
      'On commença par [une carte, que le vent emporta|un plan en sept points, dont deux se contredisaient|une promesse faite à un arbre].',
      'D’abord {il} {chercha/cherchèrent} [du côté du soleil|dans les tiroirs|chez les voisins du dessus] : rien, sinon [un bouton|une chaussette|un vieux ticket de manège].',
    ],
    turn: {
      gentle: [
        'Puis, un matin, [la rivière changea de sens|le pain leva tout seul|le vent apporta une réponse], tout doucement, comme on tourne une page.',
        'Et un soir, sans prévenir, [la neige se mit à tomber vers le haut|une fenêtre s’ouvrit juste au bon moment|le silence devint aimable].',
      ],
      playful: [
        'C’est alors [qu’une oie en chapeau|qu’un facteur à ressorts|qu’un nuage très pressé] demanda son chemin, et que tout alla de travers, très joliment.',
        'Par malheur, ou par chance, [la fanfare municipale tomba en panne juste devant la porte|un fromage dévala la grand-rue|le maire perdit sa moustache], et il fallut bien s’en occuper.',
      ],
      wistful: [
        'Puis vint [l’automne|le dernier train|la première absence], et l’on comprit ce que l’on avait failli perdre.',
        'Un soir, [la lampe d’en face ne s’alluma pas|le banc resta vide|une chanson s’arrêta au milieu], et tout parut plus grand, et plus loin.',
      ],
      epic: [
        'Alors [le tonnerre roula trois jours|les tours se mirent à trembler|la mer se dressa], et il fallut quelqu’un qui n’eût pas peur.',
        'La nuit même, [une armée d’ombres passa le col|la plus haute des tours demanda de l’aide|le fleuve rompit ses chaînes].',
      ],
      mysterious: [
        'Cette nuit-là, [la cloche sonna treize fois|une fenêtre s’alluma dans la maison vide|toutes les ombres penchèrent du même côté].',
        'Sur le seuil, quelqu’un avait posé [une clé encore chaude|un miroir sans reflet|une carte d’un pays qui n’existe pas].',
      ],
    },
    help: [
      '[Une vieille horlogère|Un facteur à la retraite|Une petite fille aux bottes dépareillées|Un corbeau très poli] passait par là. « [Ce n’est pas le chemin qui est long, c’est le premier pas|Recommencer, ce n’est pas échouer|Ce que l’on cherche aime bien être attendu|On ne demande pas la permission au vent] », dit une voix, et ce fut tout.',
      'Ce fut [une vieille horlogère|un boulanger insomniaque|la dame du kiosque] qui trouva les mots : « [Il suffit parfois de tenir la lampe pour quelqu’un d’autre|Les portes qui résistent s’ouvrent vers soi|On n’est jamais perdu tant qu’on peut dire merci]. »',
    ],
    deed: [
      '{D} {écouta/écoutèrent}, {respira/respirèrent} un grand coup, et {recommença/recommencèrent} [sans se presser|les yeux fermés|en chantonnant]. Cette fois, [le monde fit un pas de côté|la porte s’ouvrit vers l’intérieur|la carte était dans la tête].',
      '{D} {posa/posèrent} [un caillou sur le chemin|l’oreille contre la porte|une main sur l’écorce], et tout devint très simple, comme une soustraction.',
    ],
    end: [
      'Ce soir-là, {d} {rentra/rentrèrent} par le chemin le plus long, exprès.',
      'La lampe resta allumée très tard, et personne ne s’en plaignit.',
      'Le lendemain, {d} {recommença/recommencèrent} : on ne se lasse pas de ce que l’on vient d’apprendre.',
      'Et le village entier fit semblant de dormir, pour mieux écouter.',
    ],
  },
  thing: {
    open: [
      'On racontait au village l’histoire {de+}. [Personne n’y croyait, sauf une enfant|Tout le monde y croyait, sauf le gardien|On en riait le jour, on y pensait la nuit].',
      'Tout commence avec {t+}, [un mardi de pluie|le soir de la fête|à l’heure où l’on ferme les volets].',
      'Au bout de la rue la plus courte de la ville, il y avait {t+}. On passait devant sans lever les yeux.',
      'Quand on demandait le chemin, on répondait toujours : « Tout droit, jusqu’{a+}, et après on verra. »',
    ],
    want: [
      'Une fille nommée [Lucie|Nour|Jeanne|Inès] [gardait un caillou bleu dans sa poche|comptait les marches à voix basse|notait tout dans un carnet sans lignes], et elle voulait comprendre.',
      'Le vieux [Marcel|Bastien|Karim] disait qu’il suffisait d’écouter. Alors [Lucie|Nour|Jeanne|Inès] s’assit, et elle écouta.',
      '[Lucie|Nour|Jeanne|Inès], qui avait neuf ans et une lampe de poche, décida que cela ne pouvait plus durer.',
    ],
    turn: {
      gentle: [
        'Un matin, [la rivière changea de sens|le pain leva tout seul|le vent apporta une lettre], tout doucement, comme on tourne une page.',
        'Il ne se passa d’abord presque rien : [une odeur de tilleul|un rayon sur le mur|une note tenue], et pourtant c’était là.',
      ],
      playful: [
        'C’est alors [qu’une oie en chapeau|qu’un facteur à ressorts|qu’un nuage très pressé] demanda son chemin, et que tout alla de travers, très joliment.',
        'Par malheur, ou par chance, [un fromage dévala la grand-rue|la fanfare se trompa de village|le maire perdit sa moustache], et plus personne ne regarda ailleurs.',
      ],
      wistful: [
        'Puis vint [l’automne|le dernier train|la première absence], et chacun comprit ce qu’il avait failli perdre.',
        'Un soir, la lampe d’en face ne s’alluma pas, et tout parut plus grand, et plus loin.',
      ],
      epic: [
        'Alors [le tonnerre roula trois jours|les tours se mirent à trembler|la mer se dressa], et il fallut trouver quelqu’un qui n’eût pas peur.',
        'La nuit même, une armée d’ombres passa le col, et l’on ferma toutes les portes sauf une.',
      ],
      mysterious: [
        'Cette nuit-là, [la cloche sonna treize fois|une fenêtre s’alluma dans la maison vide|toutes les ombres penchèrent du même côté].',
        'Sur le seuil, quelqu’un avait posé une clé encore chaude.',
      ],
    },
    deed: [
      'Il fallait choisir : [comprendre ou partir|parler ou se taire|ouvrir la porte ou garder la clé]. Elle prit sa lampe, et elle choisit les deux.',
      'Elle posa [la main sur la pierre|l’oreille contre la porte|son carnet au milieu du chemin], et tout lui fut raconté, depuis le début.',
      'Elle ne demanda rien. Elle resta, simplement, assez longtemps pour qu’on s’habitue à elle ; et c’était la bonne question.',
    ],
    end: [
      'C’est depuis ce jour que [les chemins ont deux noms|l’on salue les absents en premier|personne ici ne ferme sa porte à clé].',
      'Et si vous passez par là, [marchez lentement|levez les yeux|dites bonjour] : on ne sait jamais qui écoute.',
      'Aujourd’hui encore, quand on parle {de}, les gens baissent la voix, non par peur, mais par politesse.',
    ],
  },
  scene: {
    sea: [
      'Le sel montait jusqu’aux vitres, et les mouettes commentaient tout.',
      'À marée basse, on voyait enfin ce que la mer gardait pour elle.',
    ],
    sky: [
      'Le ciel était si clair qu’on entendait presque tourner les étoiles.',
      'La lune, ce soir-là, s’était levée avec une minute d’avance.',
    ],
    forest: [
      'Les fougères faisaient des points d’interrogation au bord du chemin.',
      'Il flottait une odeur de mousse et de pluie ancienne.',
    ],
    city: ['Les tramways passaient en traînant un peu de lumière derrière eux.', 'Aux fenêtres, les géraniums surveillaient la rue.'],
    animal: [
      'Dans l’herbe haute, mille petites affaires suivaient leur cours.',
      'On entendait, derrière la haie, quelqu’un qui respirait plus doucement que le vent.',
    ],
    love: [
      'Il y avait deux tasses sur la table, et une seule était froide.',
      'Dans l’escalier, un pas hésitait toujours à la troisième marche.',
    ],
    food: ['Une odeur de beurre et de pain chaud tenait tout l’escalier.', 'Sur la table, la farine avait gardé l’empreinte d’une main.'],
    weather: ['Le temps ne savait pas encore ce qu’il voulait être.', 'La pluie essayait ses gouttes, une à une, sur le zinc.'],
    art: ['Quelque part, un piano répétait la même mesure, et s’arrêtait au même endroit.', 'Il restait de la couleur au bord de tout.'],
    childhood: [
      'Il y avait des vélos couchés dans l’herbe et des goûters à moitié finis.',
      'Les marches de l’école gardaient encore la chaleur de midi.',
    ],
    travel: ['Les trains passaient sans s’arrêter, mais en saluant.', 'Sur le quai, une valise attendait, très droite.'],
    machine: [
      'Les horloges du quartier n’étaient pas d’accord, et s’en portaient bien.',
      'Dans l’atelier, les outils dormaient par ordre de taille.',
    ],
    any: [
      'Il faisait un de ces temps qui donnent envie de commencer quelque chose.',
      'La lumière tombait de biais, comme une phrase qu’on murmure.',
    ],
  },
  moral: [
    'On raconte cette histoire aux enfants le soir ; ce sont les parents qui écoutent.',
    'Le reste, dit-on, dépend de qui tient la lampe.',
    'Et c’est tout, ou presque : il manque la fin, que vous connaissez déjà.',
  ],
  dialogue: {
    names: [
      ['Ada', 'Léon'],
      ['Nour', 'Basile'],
      ['La Lune', 'Le Veilleur'],
      ['Jeanne', 'Malo'],
      ['Inès', 'Karim'],
    ],
    scene: [
      'Un banc, au crépuscule.',
      'Une cuisine, très tôt.',
      'Un quai désert, le dernier train est parti.',
      'Un toit, après la pluie.',
      'Une salle d’attente où plus personne n’attend.',
    ],
    lead: [
      ['Tu as remarqué {t+} ?', 'Tout le monde regarde ; personne ne remarque.'],
      ['Parle-moi {de+}.', 'Il faudrait du temps, et une chaise de plus.'],
      ['On m’a encore parlé {de+}.', 'C’est que l’histoire n’est pas finie.'],
    ],
    talk: [
      ['Je croyais que tu n’aimais pas en parler.', 'C’est que je ne trouvais pas les mots. Maintenant ils viennent seuls.'],
      ['Et si l’on se trompait depuis le début ?', 'On se tromperait ensemble, c’est déjà quelque chose.'],
      ['Tu entends ?', 'Oui. On dirait que cela commence.'],
      ['Qu’est-ce que tu ferais, à ma place ?', 'J’attendrais le matin, puis je ferais exactement ce que je crains.'],
      ['C’est grave ?', 'Non. C’est important, ce n’est pas pareil.'],
      ['Tu y penses souvent ?', 'Seulement quand je n’y pense pas.'],
      ['Et l’autre soir, pourquoi es-tu parti si vite ?', 'J’avais oublié d’éteindre une question.'],
      ['On pourrait en rire.', 'On pourrait. Commence, je te suis.'],
      ['Tu me promets quelque chose ?', 'Pas tout. Mais ceci, oui.'],
      ['Il est tard.', 'Il est tôt, de l’autre côté.'],
    ],
    between: [
      ['Dis-moi, {you}, tu dors parfois ?', 'D’un œil. L’autre te surveille.'],
      ['On nous compare beaucoup.', 'C’est qu’on ne nous voit jamais à la même table.'],
      ['Je t’ai laissé de la place, hier.', 'Je l’ai remarqué. J’en ai fait un peu trop, je crois.'],
      ['Qu’est-ce que tu m’envies, {you} ?', 'Ta façon de partir. Et toi ?'],
      ['Ils racontent que nous sommes ennemis.', 'Ils racontent aussi que la Terre est immobile.'],
      ['Si l’on échangeait, une seule fois ?', 'Personne ne s’en apercevrait, sauf les chats.'],
      ['Tu penses à moi, quand je ne suis pas là ?', 'Je garde ta chaise au chaud. C’est ma façon de penser.'],
    ],
    last: [
      ['Alors, on y va ?', 'On y est déjà.'],
      ['Tu reviendras demain ?', 'Demain, c’est toi qui raconteras.'],
      ['Et maintenant ?', 'Maintenant, on écoute.'],
    ],
  },
};
