/** Members’ pages, and jars. */
export const profile = {
  'profile.title': 'Page de {{ name }}',
} as const;
