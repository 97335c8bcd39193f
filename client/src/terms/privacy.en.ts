import type { Paper } from './paper.ts';

/** What is kept of whom, in English, section by section as in French. */
export const privacy: Paper = {
  lead: 'What we keep about you, why, for how long, and what others see of it.',
  sections: [
    { id: 'who', title: 'Who answers for it', body: [{ publisher: true }] },
    {
      id: 'short',
      title: 'In short',
      body: [
        {
          list: [
            'No advertising, no trackers, no audience measurement, no selling on.',
            'No cookie but those that let you in and keep you signed in.',
            'What you publish is public, with your name. The rest is yours alone.',
            'You can take everything away and delete everything yourself, in My account.',
          ],
        },
      ],
    },
    {
      id: 'kept',
      title: 'What we keep',
      body: [
        {
          kept: [
            {
              what: 'Name, address name (@), e-mail, language; password as a hash (argon2id), passkeys (their public part), linked account of another service',
              why: 'to let you in: it is the contract',
              until: 'until the account is deleted',
            },
            {
              what: 'Sessions: browser, IP address, dates',
              why: 'to keep you signed in, and to show you where',
              until: 'thirty days without a visit, or until the session is ended',
            },
            {
              what: 'Account log: sign-ins, changes, purchases, with the IP address',
              why: 'your safety and ours: legitimate interest',
              until: 'until the account is deleted; after that it stays without IP address or name',
            },
            {
              what: 'Creations, agents, attached files, wishes and steps',
              why: 'to make them and give them back to you: it is the contract',
              until: 'until you delete them; an attached file that serves nothing is forgotten after a day',
            },
            {
              what: 'Places of post-its, and cords',
              why: 'the board, its past and going back in it',
              until: 'thirty days in detail, then one picture a day',
            },
            {
              what: 'Token movements, purchases, invoices, the sentence of consent that was ticked',
              why: 'accounting: a legal duty',
              until: 'ten years at least, as the law demands; once the account is deleted, under a number that no longer leads to you',
            },
            {
              what: 'Refused wishes and appeals',
              why: 'to tell you why, and to answer appeals',
              until: 'thirty days; an appeal, until the account is deleted',
            },
            { what: 'News received here', why: 'to let you know', until: 'ninety days' },
            {
              what: 'Your browser’s subscription to messages, if you agreed to it',
              why: 'to let you know while the board is closed: your consent',
              until: 'until you stop it, the session is ended or the account is deleted',
            },
            {
              what: 'Invitation: the guest’s address, and a note',
              why: 'to let in who is expected: legitimate interest',
              until: 'thirty days after its end, if it did not serve; else until the account is deleted',
            },
            {
              what: 'Waiting list: address, language and, if you like, what you would make',
              why: 'to invite you when it is your turn: your consent',
              until: 'until you come, or leave the list by the link in each letter; one week unconfirmed, two years at most',
            },
            {
              what: 'Feedback on oTo: your words, the page and the screen, lines of the console and a picture of the board if you attach them, an address for the answer if you have no account',
              why: 'to understand and to answer you: legitimate interest',
              until: 'one hundred and eighty days, or until the account is deleted',
            },
            { what: 'Mails sent', why: 'to send them reliably', until: 'seven days' },
            {
              what: 'Counters of attempts: IP address or account',
              why: 'to stop those who attack: legitimate interest',
              until: 'a day at most',
            },
            {
              what: 'Technical logs: page asked for, time taken, member’s number; neither IP address nor contents',
              why: 'to find faults: legitimate interest',
              until: 'some weeks, as their space is used again',
            },
          ],
        },
        { text: 'Passwords and API keys are kept as hashes alone: nobody, not even here, can read them.' },
      ],
    },
    {
      id: 'public',
      title: 'What is public',
      body: [
        {
          list: [
            'Your name, your address name (@), your plot and how many post-its you have.',
            'Your published creations: what you asked for, the steps, the engine, the model, the tokens, the time, and where they come from.',
            'Your agents: name, role, instructions and price.',
            'While you are signed in on the board: your name, your cursor and what you look at, for those who are there. That is not kept.',
          ],
        },
        {
          text: 'An unlisted creation can be read by whoever has its address. What is private is read by you alone; the team looks at it only for a fault, an appeal or a legal duty.',
        },
      ],
    },
    {
      id: 'others',
      title: 'Who else receives part of it',
      body: [
        { text: 'Depending on what this site has chosen, and only what the task needs:' },
        {
          list: [
            'Stripe, when you buy: e-mail, amount, invoice. It is Stripe that sees the card.',
            'The machines that make creations, and the engines they turn to: your wish, the agent’s instructions, attached files. Neither your name nor your address.',
            'A moderation service, where there is one: the words of your wish.',
            'The service by which you sign in, when it is not ours; your browser’s message service, if you agreed to it; the server that carries our mails.',
            'The courts, when the law demands it.',
          ],
        },
      ],
    },
    {
      id: 'device',
      title: 'On your device',
      body: [
        {
          list: [
            'A session cookie that scripts cannot read, for thirty days; while one signs in by passkey or another service, a second one, for some minutes.',
            'A few settings in the browser’s memory: language, folded chart, last visit.',
            'A copy of the board nearby and what you did that is not sent yet, to work without a network.',
          ],
        },
        { text: 'None of it serves to follow you; that is why no banner asks you anything.' },
      ],
    },
    {
      id: 'rights',
      title: 'Your rights',
      body: [
        {
          text: 'Reading, correcting, taking away and deleting are done in My account. To object, to limit a use or to ask a question, write to the address above. If our answer does not satisfy you, you can turn to the French authority, the CNIL (www.cnil.fr), or to your country’s.',
        },
        { text: 'Refusals are decided by rules and machines; you can always ask that a person looks again.' },
      ],
    },
    {
      id: 'delete',
      title: 'When you delete your account',
      body: [
        {
          list: [
            'At once: name, e-mail, sessions, keys, news, refused wishes and private creations vanish.',
            'Within two days: the files themselves.',
            'What you have published is taken down, or stays by a “former member”, as you choose. Where others have forked a creation that was taken down, a grey, empty note stays.',
            'Accounting entries and invoices stay, under a number.',
          ],
        },
      ],
    },
  ],
};
