import type { Lang } from '@oto/schema/base/lang';

/** README.txt: what lies where, in plain words. */
export function readme(
  lang: Lang,
  about: { readonly name: string; readonly handle: string; readonly at: Date; readonly site: string },
): string {
  const at = about.at.toISOString();
  const lines = lang === 'fr' ? french({ ...about, at }) : english({ ...about, at });
  return `${lines.join('\r\n')}\r\n`;
}

type About = { readonly name: string; readonly handle: string; readonly at: string; readonly site: string };

function french({ name, handle, at, site }: About): readonly string[] {
  return [
    `Tout ce que oTo garde de ${name} (@${handle})`,
    `${site}, le ${at}`,
    '',
    'account.json         votre compte : nom, adresse, langue, moyens d’entrer, conditions acceptées, parcelles',
    'sessions.json        les navigateurs où vous êtes connecté',
    'passkeys.json        vos clés d’accès ; keys.json : vos clés d’API, sans leur secret',
    'agents.json          vos agents, avec toutes leurs versions',
    'creations/           un dossier par création : ce que vous avez demandé, les étapes, la lignée, les fichiers',
    'files/               les fichiers que vous avez joints',
    'wallet/              toutes les écritures de votre portefeuille, avec le solde après chacune :',
    '                     available.csv (ce qui peut être dépensé) et ses parts ; balance.json : ce qu’il y a aujourd’hui',
    'purchases.json       vos achats, leurs factures, remboursements, et la phrase que vous avez cochée',
    'social.json          ce que vous dites de vous, vos j’aime, vos voix, vos commentaires, ce que vous avez glissé',
    '                     dans les pots, qui vous suivez et qui vous suit',
    'notifications.json   vos nouvelles ; notification-settings.json : comment vous les recevez',
    'refusals.json        les demandes refusées ; appeals.json : vos recours et les réponses',
    'feedback.json        ce que vous avez dit d’oTo, et les réponses ; les images sont dans feedback/',
    'safety.json          vos signalements, les décisions sur ce qui est à vous, les personnes que vous avez bloquées',
    'audit.json           ce qui a été fait avec votre compte, et d’où',
    '',
    'Les dates sont en temps universel (UTC), au format ISO 8601. Les fichiers .json sont en UTF-8.',
    'Ce que les autres ont fait de vos créations leur appartient et n’est pas ici.',
  ];
}

function english({ name, handle, at, site }: About): readonly string[] {
  return [
    `All that oTo keeps of ${name} (@${handle})`,
    `${site}, ${at}`,
    '',
    'account.json         your account: name, address, language, ways in, terms accepted, plots',
    'sessions.json        the browsers you are signed in with',
    'passkeys.json        your passkeys; keys.json: your API keys, without their secret',
    'agents.json          your agents, with all their versions',
    'creations/           a folder for each creation: what you asked for, steps, lineage, files',
    'files/               the files you attached',
    'wallet/              every line of your wallet, with the balance after it:',
    '                     available.csv (what can be spent) and its parts; balance.json: what is there today',
    'purchases.json       your purchases, their invoices, refunds, and the sentence you ticked',
    'social.json          what you say of yourself, like, voted for, said and dropped in jars,',
    '                     whom you follow and who follows you',
    'notifications.json   your news; notification-settings.json: how you receive them',
    'refusals.json        wishes that were refused; appeals.json: your appeals and the answers',
    'feedback.json        what you have said of oTo, and the answers; the pictures are in feedback/',
    'safety.json          your reports, decisions about what is yours, the people you have blocked',
    'audit.json           what was done with your account, and from where',
    '',
    'Times are in UTC, as ISO 8601. The .json files are in UTF-8.',
    'What others made of your creations is theirs and is not here.',
  ];
}
