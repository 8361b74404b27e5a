const complained = new Set<unknown>();

/**
 * The page that shows the chat alone. It must be of this site: a page of another one has another storage, and so another conversation.
 * @returns undefined for none, and says on the console why.
 */
export function findPage(setting: unknown): string | undefined {
  // On the server nobody presses it.
  if (typeof location === "undefined") return undefined;
  const given = typeof setting === "string" ? setting : "";
  const page = given !== "" && URL.canParse(given, document.baseURI) ? new URL(given, document.baseURI) : undefined;
  if (page?.origin === location.origin) return page.href;
  if (!complained.has(setting)) {
    complained.add(setting);
    // oxlint-disable-next-line no-console -- only the page's developer can change it
    console.error(
      `Causerie: pop-out: not a page of this site: "${given}". Give the address of one that shows the chat inline`,
    );
  }
  return undefined;
}
