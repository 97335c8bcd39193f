import type { release as words } from './release.fr.ts';

/** A new version of the page, pages that are too old, and deploys for operators. */
export const release: { readonly [K in keyof typeof words]: string } = {
  'release.new': 'A new version is here',
  'release.text': 'Reload when you like: you will be at the same place.',
  'release.reload': 'Reload',
  'release.later': 'Later',
  'release.words': 'Some words you wrote have not been sent yet: reloading would erase them.',
  'release.anyway': 'Reload all the same',
  'release.saving.one': '{{ n }} move is still being saved, then the page reloads.',
  'release.saving.other': '{{ n }} moves are still being saved, then the page reloads.',
  'release.old': 'This page is too old',
  'release.oldText': 'oTo has changed to a new version, and this page can no longer talk to it. Reload it to go on at the same place.',
  'release.kept':
    'oTo has changed to a new version, and this page can no longer talk to it. What you have just done is kept on this device and will be sent once you reload.',
  'release.lost':
    'oTo has changed to a new version, and this page can no longer talk to it. This browser keeps nothing: what is not saved will have to be done again.',

  'operator.page.deploys': 'Deploys',
  'deed.deploy_ask': 'Deploy asked for',
  'deploy.noHost': 'No host may take these requests: DEPLOY_TOKEN is not set.',
  'deploy.byPush': 'A push to the branch {{ branch }}, signed by GitHub, asks for a deploy. The host does it by itself.',
  'deploy.byHand': 'A deploy of the branch {{ branch }} is asked for here. The host does it by itself.',
  'deploy.ask': 'Ask for a deploy',
  'deploy.askSure': 'Deploy the newest version of {{ branch }}?',
  'deploy.askYes': 'Ask for it',
  'deploy.asked': 'It is asked for: the host takes it within a minute.',
  'deploy.none': 'Nothing was asked for yet',
  'deploy.noneText': 'What is deployed, by whom and with what outcome, will be read here.',
  'deploy.newest': 'The newest version of the branch',
  'deploy.pushed': '{{ login }}, through GitHub',
  'deploy.took': 'in {{ time }}',
  'deploy.log': 'What the host wrote',
  'deploy.state.asked': 'asked for',
  'deploy.state.running': 'under way',
  'deploy.state.done': 'deployed',
  'deploy.state.failed': 'failed',
  'deploy.state.rolled_back': 'rolled back to the version before',
  'deploy.state.overtaken': 'overtaken',
};
