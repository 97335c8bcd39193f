/** Whether somebody has begun to write something on this page that lives nowhere else. */
export function hasUnsentWords(page: Pick<Document, 'querySelectorAll'>): boolean {
  return [...page.querySelectorAll<HTMLTextAreaElement>('textarea')].some((field) => !field.readOnly && field.value.trim() !== '');
}
