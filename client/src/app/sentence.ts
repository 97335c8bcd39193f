import { errorText } from '@oto/schema/contract/errors';
import type { Failure } from '../api/http.ts';
import { frenchSpacing } from '../i18n/french-spacing.ts';
import type { Language } from '../i18n/language.ts';

/** A refusal in the person's language, with what to do. */
export function failureSentence(language: Pick<Language, 'lang' | 't'>, failure: Pick<Failure, 'code' | 'fields'>): string {
  const words = codeSentence(language, failure.code);
  const fields = failure.fields.map((field) => field.message).join(' ');
  return fields === '' || failure.code !== 'prompt_refused' ? words : `${words} ${fields}`;
}

function codeSentence({ lang, t }: Pick<Language, 'lang' | 't'>, code: Failure['code']): string {
  if (code === 'offline' || code === 'bad_answer') return t(`error.${code}`);
  return lang() === 'fr' ? frenchSpacing(errorText(code, 'fr')) : errorText(code, 'en');
}
