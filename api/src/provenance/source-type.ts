/** IPTC's words for how media came to be. */
const VOCABULARY = 'http://cv.iptc.org/newscodes/digitalsourcetype/';

export function sourceType(trained: boolean): string {
  return `${VOCABULARY}${trained ? 'trainedAlgorithmicMedia' : 'algorithmicMedia'}`;
}
