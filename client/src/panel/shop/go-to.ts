/** Leaves for another page, such as the payment service's. */
export function goTo(url: string): void {
  location.assign(url);
}
