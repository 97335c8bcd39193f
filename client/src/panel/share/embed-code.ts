/** What puts a note into another page: an iframe that needs no script. The title is escaped. */
export function embedCode(origin: string, id: string, title: string): string {
  const name = title.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return `<iframe src="${origin}/embed/n/${id}" title="${name}" width="480" height="420" style="border:0" loading="lazy"></iframe>`;
}
