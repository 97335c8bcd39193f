/** A new version of the page, and pages that are too old. */
export const release = {
  'release.new': 'Une nouvelle version est là',
  'release.text': 'Rechargez quand vous voulez : vous retrouverez le même endroit.',
  'release.reload': 'Recharger',
  'release.later': 'Plus tard',
  'release.words': 'Des mots que vous avez écrits ne sont pas encore envoyés : recharger les effacerait.',
  'release.anyway': 'Recharger quand même',
  'release.saving.one': 'Encore {{ n }} geste à enregistrer, puis la page se recharge.',
  'release.saving.other': 'Encore {{ n }} gestes à enregistrer, puis la page se recharge.',
  'release.old': 'Cette page est trop ancienne',
  'release.oldText': 'oTo a changé de version, et cette page ne sait plus lui parler. Rechargez-la pour continuer au même endroit.',
  'release.kept':
    'oTo a changé de version, et cette page ne sait plus lui parler. Ce que vous venez de faire est gardé sur cet appareil et partira dès que vous l’aurez rechargée.',
  'release.lost':
    'oTo a changé de version, et cette page ne sait plus lui parler. Ce navigateur ne garde rien : ce qui n’est pas enregistré sera à refaire.',
} as const;
