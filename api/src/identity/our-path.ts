/** An address that nobody can be led away from: the path when it is one of ours, else the board. */
export function ourPath(asked: string): string {
  if (!/^\/(?![/\\])/.test(asked)) return '/';
  const base = 'http://oto.invalid';
  const url = URL.parse(asked, base);
  return url?.origin === base ? `${url.pathname}${url.search}${url.hash}` : '/';
}
