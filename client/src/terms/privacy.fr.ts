import type { Paper } from './paper.ts';

/** What is kept of whom, in French. It says what the code does: who changes that changes this. */
export const privacy: Paper = {
  lead: 'Ce que nous gardons sur vous, pourquoi, combien de temps, et ce que les autres en voient.',
  sections: [
    { id: 'who', title: 'Qui en répond', body: [{ publisher: true }] },
    {
      id: 'short',
      title: 'En bref',
      body: [
        {
          list: [
            'Pas de publicité, pas de traceur, pas de mesure d’audience, pas de revente.',
            'Pas d’autre cookie que ceux qui vous laissent entrer et vous gardent connecté.',
            'Ce que vous publiez est public, avec votre nom. Le reste n’est qu’à vous.',
            'Vous pouvez tout emporter et tout supprimer vous-même, dans Mon compte.',
          ],
        },
      ],
    },
    {
      id: 'kept',
      title: 'Ce que nous gardons',
      body: [
        {
          kept: [
            {
              what: 'Nom, nom d’adresse (@), e-mail, langue ; mot de passe sous forme d’empreinte (argon2id), clés d’accès (leur partie publique), compte relié d’un autre service',
              why: 'vous laisser entrer : c’est le contrat',
              until: 'la suppression du compte',
            },
            {
              what: 'Sessions : navigateur, adresse IP, dates',
              why: 'vous garder connecté, et vous montrer où',
              until: 'trente jours sans visite, ou la fermeture de la session',
            },
            {
              what: 'Journal du compte : connexions, changements, achats, avec l’adresse IP',
              why: 'votre sécurité et la nôtre : intérêt légitime',
              until: 'la suppression du compte ; ensuite il reste sans adresse IP ni nom',
            },
            {
              what: 'Créations, agents, fichiers joints, demandes et étapes',
              why: 'les faire et vous les rendre : c’est le contrat',
              until: 'que vous les supprimiez ; un fichier joint qui ne sert pas est oublié après un jour',
            },
            {
              what: 'Place des post-it et ficelles',
              why: 'le tableau, son passé et le retour en arrière',
              until: 'trente jours en détail, puis une image par jour',
            },
            {
              what: 'Mouvements de jetons, achats, factures, phrase de consentement cochée',
              why: 'la comptabilité : obligation légale',
              until: 'dix ans au moins, comme la loi le demande ; après la suppression du compte, sous un numéro qui ne mène plus à vous',
            },
            {
              what: 'Demandes refusées et recours',
              why: 'vous dire pourquoi, et répondre aux recours',
              until: 'trente jours ; un recours, jusqu’à la suppression du compte',
            },
            { what: 'Nouvelles reçues ici', why: 'vous prévenir', until: 'quatre-vingt-dix jours' },
            {
              what: 'Abonnement de votre navigateur aux messages, si vous l’avez accepté',
              why: 'vous prévenir quand le tableau est fermé : votre accord',
              until: 'que vous l’arrêtiez, que la session soit fermée ou le compte supprimé',
            },
            {
              what: 'Invitation : l’adresse de l’invité, et une note',
              why: 'laisser entrer qui est attendu : intérêt légitime',
              until: 'trente jours après sa fin, si elle n’a pas servi ; sinon la suppression du compte',
            },
            {
              what: 'Liste d’attente : adresse, langue et, si vous voulez, ce que vous feriez',
              why: 'vous inviter à votre tour : votre accord',
              until:
                'votre venue ou votre départ de la liste, par le lien de chaque lettre ; une semaine sans confirmation, deux ans au plus',
            },
            {
              what: 'Avis sur oTo : vos mots, la page et l’écran, les lignes du journal et l’image du tableau si vous les joignez, une adresse pour répondre si vous n’avez pas de compte',
              why: 'comprendre et vous répondre : intérêt légitime',
              until: 'cent quatre-vingts jours, ou la suppression du compte',
            },
            { what: 'Messages envoyés', why: 'les envoyer sûrement', until: 'sept jours' },
            {
              what: 'Compteurs de tentatives : adresse IP ou compte',
              why: 'arrêter ceux qui attaquent : intérêt légitime',
              until: 'un jour au plus',
            },
            {
              what: 'Journaux techniques : page demandée, durée, numéro de membre ; ni adresse IP ni contenu',
              why: 'trouver les pannes : intérêt légitime',
              until: 'quelques semaines, à mesure que la place est reprise',
            },
          ],
        },
        { text: 'Les mots de passe et les clés d’API ne sont gardés que sous forme d’empreinte : personne, même ici, ne peut les lire.' },
      ],
    },
    {
      id: 'public',
      title: 'Ce qui est public',
      body: [
        {
          list: [
            'Votre nom, votre nom d’adresse (@), votre parcelle et le nombre de vos post-it.',
            'Vos créations publiées : ce que vous avez demandé, les étapes, le moteur, le modèle, les jetons, l’heure, et d’où elles viennent.',
            'Vos agents : nom, rôle, instructions et prix.',
            'Pendant que vous êtes connecté au tableau : votre nom, votre curseur et ce que vous regardez, pour ceux qui sont là. Cela n’est pas gardé.',
          ],
        },
        {
          text: 'Une création non répertoriée se lit par qui en a l’adresse. Ce qui est privé n’est lu que par vous ; l’équipe n’y regarde que pour une panne, un recours ou une obligation légale.',
        },
      ],
    },
    {
      id: 'others',
      title: 'Qui d’autre en reçoit une partie',
      body: [
        { text: 'Selon ce que ce site a choisi, et seulement ce qu’il faut pour la tâche :' },
        {
          list: [
            'Stripe, quand vous achetez : e-mail, montant, facture. C’est Stripe qui voit la carte.',
            'Les machines qui font les créations, et les moteurs auxquels elles s’adressent : votre demande, les instructions de l’agent, les fichiers joints. Ni votre nom ni votre adresse.',
            'Un service de modération, quand il y en a un : le texte de votre demande.',
            'Le service par lequel vous entrez, quand ce n’est pas le nôtre ; le service de messages de votre navigateur, si vous l’avez accepté ; le serveur qui porte nos e-mails.',
            'La justice, quand la loi l’exige.',
          ],
        },
      ],
    },
    {
      id: 'device',
      title: 'Sur votre appareil',
      body: [
        {
          list: [
            'Un cookie de session, illisible par les scripts, pour trente jours ; pendant qu’on se sert d’une clé d’accès ou d’un autre service pour entrer, un second, de quelques minutes.',
            'Quelques réglages dans la mémoire du navigateur : langue, petite carte repliée, dernière visite.',
            'Une copie du tableau proche et vos gestes pas encore envoyés, pour travailler sans réseau.',
          ],
        },
        { text: 'Rien de cela ne sert à vous suivre ; c’est pourquoi aucune bannière ne vous demande rien.' },
      ],
    },
    {
      id: 'rights',
      title: 'Vos droits',
      body: [
        {
          text: 'Lire, corriger, emporter et supprimer se font dans Mon compte. Pour vous opposer, limiter un usage ou poser une question, écrivez à l’adresse ci-dessus. Si notre réponse ne vous va pas, vous pouvez saisir la CNIL (www.cnil.fr).',
        },
        { text: 'Les refus sont décidés par des règles et des machines ; vous pouvez toujours demander qu’une personne les relise.' },
      ],
    },
    {
      id: 'delete',
      title: 'Quand vous supprimez votre compte',
      body: [
        {
          list: [
            'Aussitôt : nom, e-mail, sessions, clés, nouvelles, demandes refusées et créations privées disparaissent.',
            'Sous deux jours : les fichiers eux-mêmes.',
            'Ce que vous avez publié est retiré, ou reste signé « ancien membre », comme vous le choisissez. Là où d’autres ont repris une création retirée, il reste un post-it gris, vide.',
            'Les écritures comptables et les factures restent, sous un numéro.',
          ],
        },
      ],
    },
  ],
};
