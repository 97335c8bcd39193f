/** The pictures that are not the first launch's to the byte; a picture that a launch lacks differs. */
export function differing(launches: readonly ReadonlyMap<string, Buffer>[]): readonly { readonly view: string; readonly launch: number }[] {
  const [first, ...others] = launches;
  if (first === undefined) return [];
  return others.flatMap((pictures, index) =>
    [...first].flatMap(([view, picture]) => (pictures.get(view)?.equals(picture) ? [] : [{ view, launch: index + 1 }])),
  );
}
