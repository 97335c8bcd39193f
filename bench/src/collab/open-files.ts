/** Throws, with what to do, when a process may not hold `needed` sockets. Node itself uses the hard limit. */
export function needOpenFiles(needed: number): void {
  const report = process.report.getReport() as { readonly userLimits?: { readonly open_files?: { readonly hard?: number | string } } };
  const hard = Number(report.userLimits?.open_files?.hard);
  if (Number.isFinite(hard) && hard < needed) {
    throw new Error(`this needs ${needed} open files a process and ${hard} are allowed: run \`ulimit -Hn ${needed}\` as root first`);
  }
}
