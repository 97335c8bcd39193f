// Ends with 0 if the address answers well: the one given, or the api's own that a worker is told.
const address = process.argv[2] ?? `${process.env.API_URL}/healthz`;
const isWell = await fetch(address, { signal: AbortSignal.timeout(4000) }).then(
  (answer) => answer.ok,
  () => false,
);
process.exit(isWell ? 0 : 1);
