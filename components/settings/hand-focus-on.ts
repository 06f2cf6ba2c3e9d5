/** What had the focus is gone from the screen in a moment: it goes to the first of these within `place`, else to `place` itself. */
export function handFocusOn(place: HTMLElement | null, ...selectors: string[]): void {
  requestAnimationFrame(() => {
    if (place === null || document.activeElement !== document.body) return;
    const found = selectors.map((selector) => place.querySelector<HTMLElement>(selector)).find((one) => one !== null);
    (found ?? place).focus();
  });
}
