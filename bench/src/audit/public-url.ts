/** Where a visitor of the production api would find it. */
export const PUBLIC_URL = 'https://oto.example';
