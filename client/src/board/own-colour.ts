/** A person keeps one colour, 0 to 15, on every screen. */
export function ownColour(id: string): number {
  let sum = 0;
  for (let i = 0; i < id.length; i++) sum = (sum * 31 + id.charCodeAt(i)) % 65_521;
  return sum % 16;
}
