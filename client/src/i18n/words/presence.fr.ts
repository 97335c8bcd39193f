/** Who is here, and showing the way. */
export const presence = {
  'presence.title': 'Qui est là',
} as const;
