import type { Lang } from '@oto/schema/base/lang';

const WORDS = {
  fr: {
    ask: 'Ne plus recevoir de messages d’oTo ?',
    stop: 'Ne plus en recevoir',
    done: 'C’est fait : oTo ne vous écrira plus. Vous pouvez changer d’avis dans votre compte.',
  },
  en: {
    ask: 'Receive no more messages from oTo?',
    stop: 'Receive no more of them',
    done: 'Done: oTo will not write to you any more. You can change your mind in your account.',
  },
};

/** A page without scripts that asks, with one button that posts to its own address, or that says it is done. */
export function unsubscribePage(lang: Lang, state: 'ask' | 'done'): string {
  const words = WORDS[lang];
  const form = state === 'ask' ? `<form method="post"><button>${words.stop}</button></form>` : '';
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>oTo</title><style>
body{font:18px/1.5 Georgia,serif;max-width:32rem;margin:15vh auto;padding:0 1.5rem;color:#2a2723;background:#fbf9f4}
button{font:inherit;padding:.6rem 1.2rem;border:1px solid #2a2723;border-radius:.4rem;background:#fff;cursor:pointer}
a{color:#2660b4}
</style></head><body><p>${words[state]}</p>${form}<p><a href="/">oTo</a></p></body></html>`;
}
