import type { Paper } from './paper.ts';

/** The terms of use, in French. A change of substance raises TERMS_VERSION. */
export const terms: Paper = {
  lead: 'Ce que vous pouvez attendre d’oTo, et ce qu’oTo attend de vous.',
  sections: [
    { id: 'who', title: 'Qui tient oTo', body: [{ publisher: true }] },
    {
      id: 'what',
      title: 'Ce qu’est oTo',
      body: [
        {
          text: 'oTo est une grande feuille de papier que tout le monde regarde en même temps. Regarder ne demande ni compte ni argent. Pour épingler, créer ou déplacer, il faut un compte.',
        },
        {
          text: 'Il faut avoir quinze ans pour ouvrir un compte, ou l’accord d’un parent, et dix-huit ans, ou cet accord, pour acheter des jetons.',
        },
      ],
    },
    {
      id: 'account',
      title: 'Votre compte',
      body: [
        {
          text: 'Un compte est à une seule personne. Gardez pour vous votre mot de passe et vos clés d’API : ce qui est fait avec eux est réputé fait par vous. Dites-le-nous si vous pensez que quelqu’un d’autre est entré ; vous pouvez fermer toutes vos sessions et révoquer vos clés vous-même, dans Mon compte.',
        },
      ],
    },
    {
      id: 'works',
      title: 'Ce que vous publiez',
      body: [
        {
          text: 'Ce que vous écrivez et ce que vous faites faire reste à vous, autant que la loi le permet pour ce qu’une machine a fait. En publiant, vous nous permettez de le conserver, d’en faire des copies plus petites et de le montrer sur le tableau et sur sa page de partage, gratuitement, aussi longtemps que cela reste publié.',
        },
        {
          text: 'Vous dites pour chaque création si les autres peuvent la reprendre. Une reprise appartient à qui l’a faite ; elle reste, reliée par une ficelle, même si vous retirez la vôtre.',
        },
        {
          text: 'Les ficelles disent d’où vient une création : quels agents l’ont faite, de quoi elle est reprise. C’est le serveur qui les écrit, et personne ne peut en inventer.',
        },
      ],
    },
    {
      id: 'ai',
      title: 'Ce que font les machines',
      body: [
        {
          text: 'Les créations d’oTo sont faites par des machines. Chacune dit quel moteur et quel modèle l’ont faite, et s’il s’agit d’un modèle d’IA entraîné ou d’un programme intégré, sans IA.',
        },
        {
          text: 'Les fichiers portent une marque que les machines savent lire (XMP, et pour les images une attestation C2PA signée), et nos registres gardent leur empreinte : chacun peut vérifier d’où vient un fichier à l’adresse /verify. N’enlevez pas cette marque pour faire croire qu’une personne ou un appareil a fait ce fichier.',
        },
        {
          text: 'Une machine se trompe, invente et imite. Relisez avant de vous y fier, et ne présentez pas comme vrais des propos ou des images qu’une personne n’a pas tenus ou vécus.',
        },
      ],
    },
    {
      id: 'rules',
      title: 'Ce qui n’est pas permis, et comment contester',
      body: [
        {
          text: 'N’utilisez pas oTo pour ce que la loi interdit : exploiter des enfants, menacer, harceler, tromper, inciter à la haine ou à la violence, aider à faire une arme, publier les données d’autrui, prendre ce qui est à d’autres. N’attaquez pas le service et ne contournez pas ses limites.',
        },
        {
          text: 'Chaque demande est examinée avant d’être payée, par nos règles et, si ce site en a choisi un, par un service de modération. Un refus ne coûte rien : il dit pourquoi et, quand c’est possible, quel passage changer. Vous pouvez le contester ; une personne de l’équipe le relit et vous répond.',
        },
        {
          text: 'L’équipe peut masquer ce qui a été publié contre ces règles. La raison est inscrite au registre. Pour signaler un contenu, ou contester qu’il ait été masqué, écrivez à l’adresse ci-dessus.',
        },
      ],
    },
    {
      id: 'tokens',
      title: 'Les jetons',
      body: [
        {
          text: 'Un jeton est un droit payé d’avance à des créations faites ici. Ce n’est pas de l’argent : il ne s’échange pas, ne se vend pas et n’est jamais converti en euros, sauf rétractation ou remboursement d’un achat.',
        },
        {
          list: [
            'Le prix, et qui en reçoit quelle part, est affiché avant que vous ne payiez. Il est réservé au début, et ce qui n’a pas servi vous est rendu à la fin.',
            'Une création qui échoue ou que vous annulez rend ses jetons. Si une chaîne s’arrête en chemin, ce qu’elle a fait vous est gardé, et seules les étapes faites sont payées.',
            'Les jetons offerts se dépensent les premiers. Certains expirent ; leur date est dans le portefeuille. Les jetons achetés n’expirent pas.',
            'Quand quelqu’un dépense des jetons achetés avec votre agent, ou pour reprendre votre création, une part vous revient. Elle se dépense ici au bout de quatorze jours et n’est jamais versée en argent. Personne ne gagne rien sur ce qu’il fait lui-même.',
            'Chaque mouvement est inscrit et ne peut plus être changé ; vous pouvez tous les lire et les emporter.',
          ],
        },
      ],
    },
    {
      id: 'buy',
      title: 'Acheter des jetons',
      body: [
        {
          text: 'Les prix sont en euros, taxes comprises. Le paiement se fait sur la page de Stripe : nous ne voyons jamais votre carte. Les jetons arrivent dès que le paiement est confirmé, et la facture est dans Achats. Si ce site annonce des paiements d’essai, aucun argent n’est pris.',
        },
        {
          text: 'Si votre banque reprend un paiement que vous avez contesté, les jetons correspondants sont retirés ; ce qui a déjà été dépensé devient une dette, et le portefeuille est gelé jusqu’à ce qu’elle soit remboursée. Si la contestation est rejetée, tout vous est rendu.',
        },
      ],
    },
    {
      id: 'withdraw',
      title: 'Se rétracter d’un achat',
      body: [
        {
          text: 'Vous avez quatorze jours après la livraison des jetons pour vous rétracter, sans dire pourquoi. Le bouton est dans Portefeuille, Achats ; il demande une confirmation, et un message vous en accuse réception.',
        },
        {
          text: 'En achetant, vous demandez que les jetons vous soient livrés tout de suite. Si vous vous rétractez, ceux que vous n’avez pas dépensés sont repris et remboursés, par le moyen de paiement utilisé, dans les quatorze jours. Ceux que vous avez dépensés ne le sont pas.',
        },
      ],
    },
    {
      id: 'service',
      title: 'Le service',
      body: [
        {
          text: 'Nous faisons de notre mieux pour qu’oTo marche, sans promettre qu’il marche toujours. La création, les inscriptions ou les achats peuvent être suspendus ; une création en cours rend alors ses jetons si elle ne peut finir. Rien ici ne limite ce que la loi vous garantit.',
        },
      ],
    },
    {
      id: 'leave',
      title: 'Partir',
      body: [
        {
          text: 'Dans Mon compte, vous pouvez emporter tout ce qui est à vous et supprimer le compte. Ce qui est privé est effacé ; pour ce qui est publié, vous choisissez : le retirer, ou le laisser sans votre nom. Vos agents ne sont plus proposés. Les jetons restants sont perdus : si vous pouvez encore vous rétracter d’un achat, faites-le d’abord.',
        },
      ],
    },
    {
      id: 'change',
      title: 'Quand ces conditions changent',
      body: [
        {
          text: 'Elles portent une version. Quand elle change, nous vous demandons d’accepter la nouvelle avant de créer ou d’acheter ; sans cela, vous pouvez continuer à regarder et à déplacer, emporter vos données ou partir.',
        },
      ],
    },
    {
      id: 'law',
      title: 'Droit applicable',
      body: [
        {
          text: 'Ces conditions suivent le droit français. Si vous êtes consommateur, vous gardez la protection de la loi du pays où vous vivez, et vous pouvez saisir gratuitement le médiateur nommé plus haut après nous avoir écrit.',
        },
      ],
    },
  ],
};
