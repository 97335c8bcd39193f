/** Request Timeout, Too Early, Upgrade Required (a newer page will be let through), Too Many Requests. */
const PASSING: readonly number[] = [408, 425, 426, 429];

/** Whether the same request may be answered otherwise later. `status`: of HTTP; 0 where no answer came. */
export function mayPass(status: number): boolean {
  return status < 400 || status >= 500 || PASSING.includes(status);
}
