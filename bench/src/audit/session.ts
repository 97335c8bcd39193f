import { ask, type Answer } from './ask.ts';
import { PUBLIC_URL } from './public-url.ts';

/** Accounts that bad-input/target makes. */
export type Person = 'owner' | 'attacker' | 'honest';
export type Sessions = { readonly [P in Person]: string };

export function signIn(url: string, person: Person): Promise<Answer> {
  return ask(url, {
    method: 'POST',
    path: '/api/auth/sign-in/email',
    headers: { 'content-type': 'application/json', origin: PUBLIC_URL },
    body: JSON.stringify({ email: `${person}@bad-input.oto.example`, password: `correct ${person} battery` }),
  });
}

/** The cookies of all three, as a browser sends them back. Throws when one was not let in. */
export async function signInAll(url: string): Promise<Sessions> {
  const cookie = async (person: Person) => {
    const answer = await signIn(url, person);
    const cookies = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';', 1)[0] ?? '');
    if (answer.status !== 200 || cookies.length === 0) throw new Error(`could not sign in: ${answer.status} ${answer.body.slice(0, 200)}`);
    return cookies.join('; ');
  };
  return { owner: await cookie('owner'), attacker: await cookie('attacker'), honest: await cookie('honest') };
}
