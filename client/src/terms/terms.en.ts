import type { Paper } from './paper.ts';

/** The terms of use, in English, section by section as in French. */
export const terms: Paper = {
  lead: 'What you may expect of oTo, and what oTo expects of you.',
  sections: [
    { id: 'who', title: 'Who runs oTo', body: [{ publisher: true }] },
    {
      id: 'what',
      title: 'What oTo is',
      body: [
        {
          text: 'oTo is one giant sheet of paper that everybody looks at together. Watching needs neither an account nor money. To pin, make or move things, you need an account.',
        },
        { text: 'You must be fifteen to open an account, or have a parent’s consent, and eighteen, or have that consent, to buy tokens.' },
      ],
    },
    {
      id: 'account',
      title: 'Your account',
      body: [
        {
          text: 'An account belongs to one person. Keep your password and your API keys to yourself: what is done with them counts as done by you. Tell us if you think that somebody else got in; you can end all your sessions and revoke your keys yourself, in My account.',
        },
      ],
    },
    {
      id: 'works',
      title: 'What you publish',
      body: [
        {
          text: 'What you write and what you have made stays yours, as far as the law allows for what a machine has made. By publishing it you allow us to keep it, to make smaller copies of it and to show it on the board and on its share page, free of charge, for as long as it stays published.',
        },
        {
          text: 'For each creation you say whether others may fork it. A fork belongs to whoever made it; it stays, tied by a cord, even if you take yours down.',
        },
        {
          text: 'Cords tell where a creation comes from: which agents made it, what it was forked from. The server writes them, and nobody can forge one.',
        },
      ],
    },
    {
      id: 'ai',
      title: 'What machines make',
      body: [
        {
          text: 'Creations on oTo are made by machines. Each tells which engine and model made it, and whether that is a trained AI model or a built-in program without AI.',
        },
        {
          text: 'Files carry a mark that machines can read (XMP, and for pictures a signed C2PA credential), and our records keep their fingerprint: anybody can check where a file comes from at /verify. Do not remove that mark to make people believe that a person or a device made the file.',
        },
        {
          text: 'A machine errs, invents and imitates. Read again before you rely on it, and do not present as true what a person never said or lived.',
        },
      ],
    },
    {
      id: 'rules',
      title: 'What is not allowed, and how to appeal',
      body: [
        {
          text: 'Do not use oTo for what the law forbids: exploiting children, threatening, harassing, deceiving, inciting hatred or violence, helping to make a weapon, publishing other people’s data, taking what is others’. Do not attack the service or get round its limits.',
        },
        {
          text: 'Every wish is looked at before it is paid, by our rules and, where this site has chosen one, by a moderation service. A refusal costs nothing: it says why and, where possible, which words to change. You can appeal; a person of the team reads it again and answers you.',
        },
        {
          text: 'The team may hide what was published against these rules. The reason goes on record. To report something, or to contest that it was hidden, write to the address above.',
        },
      ],
    },
    {
      id: 'tokens',
      title: 'Tokens',
      body: [
        {
          text: 'A token is a right, paid in advance, to creations made here. It is not money: it is not exchanged, not sold and never turned into euros, except by withdrawing from a purchase or a refund of it.',
        },
        {
          list: [
            'The price, and who receives which share, is shown before you pay. It is held at the start, and what was not used comes back at the end.',
            'A creation that fails or that you cancel gives its tokens back. If a chain stops half-way, what it made is kept for you, and only the steps that were done are paid.',
            'Tokens that were given are spent first. Some expire; their date is in the wallet. Tokens that were bought do not expire.',
            'When somebody spends bought tokens with your agent, or to fork your creation, a share goes to you. It can be spent here after fourteen days and is never paid out in money. Nobody earns from what they make themselves.',
            'Every movement is written down and can no longer be changed; you can read them all and take them away.',
          ],
        },
      ],
    },
    {
      id: 'buy',
      title: 'Buying tokens',
      body: [
        {
          text: 'Prices are in euros, taxes included. You pay on Stripe’s page: we never see your card. Tokens arrive as soon as the payment is confirmed, and the invoice is under Purchases. Where this site says test payments, no money is taken.',
        },
        {
          text: 'If your bank takes back a payment that you disputed, its tokens are taken back; what was already spent becomes a debt, and the wallet is frozen until it is repaid. If the dispute is rejected, everything is given back to you.',
        },
      ],
    },
    {
      id: 'withdraw',
      title: 'Withdrawing from a purchase',
      body: [
        {
          text: 'You have fourteen days after the tokens were supplied to withdraw, without saying why. The button is in Wallet, Purchases; it asks for a confirmation, and a message acknowledges it.',
        },
        {
          text: 'By buying you ask that the tokens be supplied at once. If you withdraw, those that you have not spent are taken back and refunded, by the means of payment you used, within fourteen days. Those that you have spent are not.',
        },
      ],
    },
    {
      id: 'service',
      title: 'The service',
      body: [
        {
          text: 'We do our best for oTo to work, without promising that it always does. Making, signing up or buying may be paused; a creation under way then gives its tokens back if it cannot finish. Nothing here limits what the law guarantees you.',
        },
      ],
    },
    {
      id: 'leave',
      title: 'Leaving',
      body: [
        {
          text: 'In My account you can take away everything that is yours and delete the account. What is private is erased; for what is published, you choose: take it down, or leave it without your name. Your agents are no longer offered. Tokens that are left are lost: if you may still withdraw from a purchase, do that first.',
        },
      ],
    },
    {
      id: 'change',
      title: 'When these terms change',
      body: [
        {
          text: 'They bear a version. When it changes, we ask you to accept the new one before you make or buy; without that you can go on watching and moving, take your data away or leave.',
        },
      ],
    },
    {
      id: 'law',
      title: 'Law',
      body: [
        {
          text: 'These terms follow French law. If you are a consumer you keep the protection of the law of the country you live in, and you may turn, free of charge, to the mediator named above after having written to us.',
        },
      ],
    },
  ],
};
