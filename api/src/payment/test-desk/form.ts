export type Form = string | Group;
type Group = { [key: string]: Form };

/** Without Object's own keys: whoever sends `__proto__` sets a key of that name. */
function group(): Group {
  return Object.create(null) as Group;
}

/** Reads `a[b][0]=c` as Stripe's SDK writes it. Lists are objects with the keys 0, 1, 2. Throws RangeError on a malformed key. */
export function parseForm(text: string): { readonly [key: string]: Form } {
  const root = group();
  for (const [name, value] of new URLSearchParams(text)) {
    const path = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
    if (!path) throw new RangeError(`malformed key ${name}`);
    const keys = [path[1] ?? '', ...[...(path[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map((part) => part[1] ?? '')];
    let place: Group = root;
    for (const key of keys.slice(0, -1)) {
      const next = (place[key] ??= group());
      if (typeof next === 'string') throw new RangeError(`key ${name} is both a value and a group`);
      place = next;
    }
    const last = keys.at(-1) ?? '';
    place[last === '' ? String(Object.keys(place).length) : last] = value;
  }
  return root;
}

export function textAt(form: Form | undefined, ...path: readonly string[]): string | null {
  let place = form;
  for (const key of path) {
    if (place === undefined || typeof place === 'string') return null;
    place = place[key];
  }
  return typeof place === 'string' ? place : null;
}

export function groupAt(form: Form | undefined, ...path: readonly string[]): { readonly [key: string]: Form } {
  let place = form;
  for (const key of path) {
    if (place === undefined || typeof place === 'string') return {};
    place = place[key];
  }
  return place === undefined || typeof place === 'string' ? {} : place;
}

/** The texts of a flat group, as metadata has them. */
export function textsAt(form: Form | undefined, ...path: readonly string[]): { readonly [key: string]: string } {
  const texts = Object.entries(groupAt(form, ...path)).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(texts);
}
