/** What an app may open: a page, a mail, a call. */
const opened = new Set(["https:", "http:", "mailto:", "tel:"]);

/** Gives each link that is pressed to the app: another page must not take the place of the chat, where the app's objects are. */
export function openLinks(page: Document, open: (url: string) => void): void {
  const onClick = (event: Event): void => {
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    if (link === undefined || !link.hasAttribute("href")) return;
    event.preventDefault();
    if (opened.has(link.protocol)) open(link.href);
  };
  // The middle button of a mouse has an event of its own.
  for (const name of ["click", "auxclick"]) page.addEventListener(name, onClick, true);
}
