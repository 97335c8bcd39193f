import type { Lang } from '../base/lang.ts';
import type { Refusal } from './moderation.ts';

/**
 * Every refusal a person or a program can meet. Codes are an API: dashboards and clients rely on
 * them, so a code is never renamed. `http` is its status; `ws` its WebSocket close code, if it has one.
 */
type Entry = { readonly http: number; readonly ws?: number; readonly fr: string; readonly en: string };

export const ERRORS = {
  bad_request: {
    http: 400,
    fr: 'La demande est mal formée. Vérifiez les champs signalés.',
    en: 'The request is malformed. Check the fields shown.',
  },
  bad_json: { http: 400, fr: 'Le corps de la demande n’est pas du JSON valable.', en: 'The request body is not valid JSON.' },
  not_signed_in: { http: 401, ws: 4401, fr: 'Connectez-vous pour continuer.', en: 'Sign in to continue.' },
  bad_credential: {
    http: 401,
    ws: 4401,
    fr: 'Cette clé ou ce laissez-passer n’est pas valable. Demandez-en un autre.',
    en: 'This key or pass is not valid. Ask for another one.',
  },
  bad_password: { http: 401, fr: 'Adresse ou mot de passe incorrect.', en: 'Wrong e-mail or password.' },
  email_taken: {
    http: 409,
    fr: 'Un compte existe déjà avec cette adresse. Connectez-vous.',
    en: 'There is already an account with this address. Sign in.',
  },
  weak_password: {
    http: 422,
    fr: 'Choisissez un mot de passe d’au moins 10 caractères.',
    en: 'Choose a password of at least 10 characters.',
  },
  invitation_needed: {
    http: 403,
    fr: 'On n’entre ici que sur invitation pour le moment. Saisissez votre code.',
    en: 'For now one joins by invitation only. Enter your code.',
  },
  bad_invitation: {
    http: 422,
    fr: 'Cette invitation a déjà servi, a expiré, ou vaut pour une autre adresse.',
    en: 'This invitation was used, has expired, or is for another address.',
  },
  waiting_list_closed: {
    http: 403,
    fr: 'La liste d’attente est fermée pour le moment. Revenez plus tard.',
    en: 'The waiting list is closed for now. Come back later.',
  },
  link_expired: {
    http: 410,
    fr: 'Ce lien a expiré ou a déjà servi. Demandez-en un autre.',
    en: 'This link has expired or was used. Ask for another one.',
  },
  email_not_verified: {
    http: 403,
    fr: 'Confirmez d’abord votre adresse : le lien est dans votre boîte aux lettres.',
    en: 'Confirm your address first: the link is in your mailbox.',
  },
  terms_not_accepted: {
    http: 403,
    fr: 'Nos conditions ont changé. Lisez-les et acceptez-les pour continuer.',
    en: 'Our terms have changed. Read and accept them to go on.',
  },
  confirm_identity: {
    http: 403,
    fr: 'Confirmez que c’est bien vous : mot de passe ou clé d’accès.',
    en: 'Confirm that it is you: password or passkey.',
  },
  oidc_failed: {
    http: 502,
    fr: 'La connexion par ce service n’a pas abouti. Réessayez, ou entrez par e-mail.',
    en: 'Signing in through that service did not work. Try again, or use your e-mail.',
  },
  oidc_unverified: {
    http: 403,
    fr: 'Ce service n’a pas confirmé votre adresse. Confirmez-la chez lui, ou entrez par e-mail.',
    en: 'That service has not confirmed your address. Confirm it there, or use your e-mail.',
  },
  oidc_unproved: {
    http: 409,
    fr: 'Un compte oTo porte déjà votre adresse, mais elle n’y est pas confirmée. S’il est à vous, entrez avec son mot de passe et confirmez-la. Sinon, demandez un nouveau mot de passe : qui l’occupe en sortira.',
    en: 'An oTo account bears your address already, but it is not confirmed there. If it is yours, enter with its password and confirm it. If not, ask for a new password: whoever holds it will be out.',
  },
  passkey_failed: {
    http: 401,
    fr: 'Cette clé d’accès n’a pas été reconnue. Réessayez, ou entrez autrement.',
    en: 'This passkey was not recognised. Try again, or sign in another way.',
  },
  last_way_in: {
    http: 409,
    fr: 'C’est votre dernier moyen d’entrer. Ajoutez-en un autre d’abord.',
    en: 'This is your last way in. Add another one first.',
  },
  mail_off: { http: 503, fr: 'Ce service n’envoie pas d’e-mails.', en: 'This service sends no e-mail.' },
  unknown_pack: { http: 404, fr: 'Ce lot de jetons n’est plus proposé.', en: 'This pack of tokens is no longer offered.' },
  payment_unavailable: {
    http: 502,
    fr: 'Le service de paiement ne répond pas. Rien n’a été débité ; réessayez.',
    en: 'The payment service does not answer. Nothing was taken; try again.',
  },
  bad_signature: { http: 400, fr: 'La signature de ce message n’est pas la bonne.', en: 'The signature of this message is not right.' },
  nothing_to_refund: {
    http: 409,
    fr: 'Il ne reste rien de cet achat à rembourser.',
    en: 'Nothing is left of this purchase to refund.',
  },
  refund_refused: {
    http: 409,
    fr: 'Le service de paiement refuse de rendre cet argent. Les jetons sont de nouveau libres, et l’équipe le voit.',
    en: 'The payment service refuses to give this money back. The tokens are free again, and the team can see it.',
  },
  withdrawal_over: {
    http: 409,
    fr: 'Le délai de rétractation de quatorze jours est passé.',
    en: 'The fourteen days for withdrawing have passed.',
  },
  last_operator: { http: 409, fr: 'Il faut au moins un opérateur.', en: 'There must be at least one operator.' },
  wrong_origin: {
    http: 403,
    fr: 'Cette demande vient d’un autre site : elle est refusée.',
    en: 'This request comes from another site and is refused.',
  },
  forbidden: { http: 403, ws: 4403, fr: 'Vous n’avez pas le droit de faire cela.', en: 'You may not do that.' },
  missing_scope: { http: 403, fr: 'Cette clé d’API n’a pas ce droit.', en: 'This API key lacks that scope.' },
  not_found: { http: 404, ws: 4404, fr: 'Introuvable, ou retiré.', en: 'Not found, or taken down.' },
  unknown_agent: {
    http: 404,
    fr: 'Cet agent n’existe pas ou n’est plus proposé. Choisissez-en un autre.',
    en: 'This agent does not exist or is no longer offered. Choose another.',
  },
  unknown_parent: { http: 404, fr: 'La création à reprendre n’existe pas ou plus.', en: 'The creation to fork does not exist any more.' },
  method_not_allowed: { http: 405, fr: 'Cette adresse n’accepte pas cette méthode.', en: 'This address does not accept that method.' },
  wrong_state: { http: 409, fr: 'C’est trop tard : l’état a déjà changé.', en: 'Too late: the state has already changed.' },
  key_reused: {
    http: 409,
    fr: 'Cette clé d’idempotence a déjà servi à une autre demande.',
    en: 'This idempotency key was already used for another request.',
  },
  stale_attempt: { http: 409, fr: 'Ce travail a été confié à un autre ouvrier.', en: 'This job was handed to another worker.' },
  quote_expired: {
    http: 409,
    fr: 'Le prix affiché a expiré. Vérifiez le nouveau prix et recommencez.',
    en: 'The price shown has expired. Check the new price and try again.',
  },
  quote_mismatch: {
    http: 409,
    fr: 'Le prix affiché ne correspond plus à la demande. Redemandez un prix.',
    en: 'The price shown no longer matches the request. Ask for a price again.',
  },
  no_free_seat: {
    http: 409,
    fr: 'Aucune place libre près de cette parcelle. Réessayez dans un instant.',
    en: 'No free place near this plot. Try again in a moment.',
  },
  empty_wallet: { http: 402, fr: 'Pas assez de jetons. Il en manque pour cette création.', en: 'Not enough tokens for this creation.' },
  frozen_wallet: {
    http: 402,
    fr: 'Un paiement a été contesté : ce portefeuille est gelé tant qu’il reste une dette.',
    en: 'A payment was disputed: this wallet is frozen while a debt is left.',
  },
  fork_not_allowed: {
    http: 403,
    fr: 'L’auteur n’autorise pas les reprises de cette création.',
    en: 'The author does not allow forks of this creation.',
  },
  idempotency_key_required: {
    http: 400,
    fr: 'Ajoutez un en-tête Idempotency-Key (8 à 80 caractères).',
    en: 'Add an Idempotency-Key header (8 to 80 characters).',
  },
  prompt_empty: { http: 422, fr: 'Écrivez d’abord ce que vous voulez créer.', en: 'Write what you want to create first.' },
  prompt_too_long: {
    http: 422,
    fr: 'Le texte est trop long : 2 000 caractères au plus.',
    en: 'The prompt is too long: 2,000 characters at most.',
  },
  prompt_refused: {
    http: 422,
    fr: 'Cette demande ne peut pas être réalisée ici. Reformulez le passage signalé.',
    en: 'This request cannot be made here. Rephrase the passage shown.',
  },
  chain_broken: {
    http: 422,
    fr: 'Ce que fait un agent de la chaîne ne peut pas être donné au suivant. Changez l’ordre ou l’agent signalé.',
    en: 'What one agent of the chain makes cannot be given to the next. Change the order or the agent shown.',
  },
  unknown_input: {
    http: 404,
    fr: 'Le fichier joint n’est plus là. Joignez-le de nouveau.',
    en: 'The attached file is no longer there. Attach it again.',
  },
  input_unused: {
    http: 422,
    fr: 'Aucun agent de cette chaîne ne sait se servir du fichier joint. Retirez-le ou changez d’agent.',
    en: 'No agent of this chain can use the attached file. Take it off or change the agent.',
  },
  storage_full: {
    http: 409,
    fr: 'Votre réserve de fichiers est pleine. Supprimez des créations privées pour faire de la place.',
    en: 'Your file storage is full. Delete private creations to make room.',
  },
  already_appealed: {
    http: 409,
    fr: 'Vous avez déjà contesté ce refus : la réponse viendra ici.',
    en: 'You have already appealed this refusal: the answer will come here.',
  },
  push_refused: {
    http: 422,
    fr: 'Ce navigateur propose un service de notification que nous ne connaissons pas.',
    en: 'This browser uses a notification service that we do not know.',
  },
  kind_mismatch: {
    http: 422,
    fr: 'Le dernier agent ne produit pas ce genre de création.',
    en: 'The last agent does not make this kind of creation.',
  },
  payload_too_large: { http: 413, ws: 1009, fr: 'Trop volumineux pour être accepté.', en: 'Too large to be accepted.' },
  bad_media: { http: 422, fr: 'Ce fichier n’est pas ce qu’il prétend être.', en: 'This file is not what it says it is.' },
  unsupported_media: { http: 415, fr: 'Ce type de fichier n’est pas accepté.', en: 'This kind of file is not accepted.' },
  range_not_satisfiable: { http: 416, fr: 'La portion demandée dépasse le fichier.', en: 'The requested range is beyond the file.' },
  too_many_requests: { http: 429, ws: 4429, fr: 'Trop de demandes. Patientez un instant.', en: 'Too many requests. Wait a moment.' },
  too_many_connections: {
    http: 429,
    ws: 4429,
    fr: 'Trop de fenêtres sont ouvertes sur le tableau. Fermez-en une.',
    en: 'Too many windows are open on the board. Close one.',
  },
  guests_full: {
    http: 409,
    fr: 'Cette parcelle a déjà deux cents invités. Retirez-en un d’abord.',
    en: 'This plot already has two hundred guests. Remove one first.',
  },
  no_votes_left: {
    http: 409,
    fr: 'Vos voix de la semaine sont données. Reprenez-en une, ou attendez lundi.',
    en: 'Your votes of this week are given. Take one back, or wait until Monday.',
  },
  own_work: { http: 409, fr: 'C’est à vous : cela ne compte que chez les autres.', en: 'This is yours: it only counts on other people’s.' },
  comment_empty: { http: 422, fr: 'Écrivez d’abord quelques mots.', en: 'Write a few words first.' },
  too_late_to_edit: {
    http: 409,
    fr: 'Ce commentaire a plus d’un quart d’heure : il ne se corrige plus. Vous pouvez le retirer.',
    en: 'This comment is older than a quarter of an hour and can no longer be edited. You can remove it.',
  },
  blocked_here: {
    http: 403,
    ws: 4403,
    fr: 'Cette personne ne souhaite pas cela de votre part.',
    en: 'This person does not want that from you.',
  },
  too_many_deletions: {
    http: 429,
    ws: 4429,
    fr: 'Vous défaites beaucoup de choses d’un coup. Attendez quelques minutes.',
    en: 'You are undoing a lot at once. Wait a few minutes.',
  },
  suspended: {
    http: 403,
    ws: 4403,
    fr: 'Ce compte est suspendu. La décision et le moyen de la contester sont dans votre boîte.',
    en: 'This account is suspended. The decision, and how to appeal, are in your inbox.',
  },
  jar_empty: { http: 409, fr: 'Le pot de cette création est vide.', en: 'This creation’s jar is empty.' },
  jar_not_yours: { http: 403, fr: 'Seul l’auteur peut puiser dans ce pot.', en: 'Only its author may spend from this jar.' },
  appeal_over: {
    http: 409,
    fr: 'Cette décision a déjà été contestée, ou le délai de six mois est passé.',
    en: 'This decision was already appealed, or six months have passed.',
  },
  too_many_jobs: {
    http: 429,
    fr: 'Trois créations sont déjà en cours. Attendez la fin de l’une d’elles.',
    en: 'Three creations are already under way. Wait for one to finish.',
  },
  generation_off: {
    http: 503,
    fr: 'La génération est suspendue pour le moment. Rien n’a été débité.',
    en: 'Generation is paused for now. Nothing was charged.',
  },
  signup_off: { http: 503, fr: 'Les inscriptions sont suspendues pour le moment.', en: 'Sign-up is paused for now.' },
  purchase_off: { http: 503, fr: 'Les achats sont suspendus pour le moment.', en: 'Purchases are paused for now.' },
  no_engine: {
    http: 503,
    fr: 'Aucun moteur disponible pour ce genre. Réessayez bientôt.',
    en: 'No engine is available for this kind. Try again soon.',
  },
  unavailable: {
    http: 503,
    ws: 1013,
    fr: 'Le service reprend. Réessayez dans quelques secondes.',
    en: 'The service is restarting. Try again in a few seconds.',
  },
  internal: {
    http: 500,
    ws: 1011,
    fr: 'Une erreur inattendue est survenue. Elle est enregistrée ; réessayez.',
    en: 'Something unexpected went wrong. It was logged; try again.',
  },
  engine_invalid: {
    http: 422,
    fr: 'Le moteur n’a pas compris cette demande. Simplifiez-la.',
    en: 'The engine did not understand this request. Simplify it.',
  },
  engine_unavailable: {
    http: 503,
    fr: 'Le moteur ne répond pas. Vos jetons sont rendus.',
    en: 'The engine does not answer. Your tokens are back.',
  },
  engine_oom: {
    http: 503,
    fr: 'La demande est trop grande pour ce moteur. Vos jetons sont rendus.',
    en: 'The request is too big for this engine. Your tokens are back.',
  },
  engine_timeout: {
    http: 504,
    fr: 'Le moteur a mis trop de temps. Vos jetons sont rendus.',
    en: 'The engine took too long. Your tokens are back.',
  },
  engine_blocked: {
    http: 422,
    fr: 'Le moteur a refusé ce contenu. Vos jetons sont rendus.',
    en: 'The engine refused this content. Your tokens are back.',
  },
  engine_protocol: {
    http: 502,
    fr: 'Le moteur a répondu n’importe quoi. Vos jetons sont rendus.',
    en: 'The engine gave an unusable answer. Your tokens are back.',
  },
  worker_lost: {
    http: 503,
    fr: 'La machine de calcul s’est arrêtée trop souvent. Vos jetons sont rendus.',
    en: 'The worker stopped too many times. Your tokens are back.',
  },
  old_client: {
    http: 426,
    ws: 4426,
    fr: 'Cette page est trop ancienne pour le service tel qu’il est maintenant. Rechargez-la.',
    en: 'This page is too old for the service as it is now. Reload it.',
  },
  old_server: {
    http: 503,
    ws: 1013,
    fr: 'Le service est en train de changer de version. Encore un instant.',
    en: 'The service is changing to a new version. One moment more.',
  },
  unknown_document: { http: 404, ws: 4404, fr: 'Cette partie du tableau n’existe pas.', en: 'This part of the board does not exist.' },
  old_epoch: {
    http: 409,
    ws: 4409,
    fr: 'Cette partie du tableau a été réécrite : rechargement.',
    en: 'This part of the board was rewritten: reloading.',
  },
  edit_refused: {
    http: 403,
    ws: 4403,
    fr: 'Cette modification n’est pas permise ici ; elle a été annulée.',
    en: 'This edit is not allowed here; it was undone.',
  },
  plot_closed: {
    http: 403,
    ws: 4403,
    fr: 'Le propriétaire de cette parcelle ne laisse pas faire cela ; tout a été remis en place.',
    en: 'The owner of this plot does not allow that; everything was put back.',
  },
  account_too_new: {
    http: 403,
    ws: 4403,
    fr: 'Votre compte est tout récent : les parcelles des autres s’ouvriront à vous demain, ou sur invitation. Tout a été remis en place.',
    en: 'Your account is brand new: other people’s plots open to you tomorrow, or by invitation. Everything was put back.',
  },
  note_gone: {
    http: 409,
    ws: 4403,
    fr: 'Ce post-it n’est plus là ; la modification a été annulée.',
    en: 'This post-it is no longer there; the edit was undone.',
  },
  ties_full: {
    http: 409,
    ws: 4403,
    fr: 'Cette parcelle ne peut pas porter plus de ficelles. Coupez-en une d’abord.',
    en: 'This plot cannot hold more strings. Cut one first.',
  },
  plot_full: {
    http: 409,
    ws: 4403,
    fr: 'Cette parcelle a trop changé en peu de temps. Réessayez dans un instant.',
    en: 'This plot has changed too much in a short time. Try again in a moment.',
  },
  edit_malformed: {
    http: 400,
    ws: 4400,
    fr: 'Cette modification est illisible ; elle a été ignorée.',
    en: 'This edit is unreadable; it was ignored.',
  },
  edit_incomplete: {
    http: 409,
    ws: 4205,
    fr: 'Il manquait une partie de l’historique : resynchronisation.',
    en: 'Part of the history was missing: resyncing.',
  },
} as const satisfies { readonly [code: string]: Entry };

export type ErrorCode = keyof typeof ERRORS;

export function errorText(code: ErrorCode, lang: Lang): string {
  return ERRORS[code][lang];
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(ERRORS, value);
}

/** The body of every refused HTTP request. `fields` names what to change, as JSON paths. */
export type ErrorBody = {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly requestId: string;
    readonly fields?: readonly { readonly path: string; readonly message: string }[];
    /** With prompt_refused alone. */
    readonly refusal?: Refusal;
  };
};
